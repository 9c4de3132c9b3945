// The fixture's answers to probes: places from its own rankings, knock-outs that take the patches' weight off the score.
import Domain
import Explorer

extension FixtureEngine {
    package func probe(_ probe: Probe, isCancelled: () -> Bool) throws -> ProbeAnswer {
        switch probe {
        case .why(let request, let image, let words): return .why(try why(request, image, words: words))
        case .knockOut(let part, let image, let request): return .knockedOut(try knockOut(part, image, request))
        case .maps(let image, let texts): return .maps(try maps(image, texts))
        case .sheet: return .sheet(Self.sheet)
        case .region(let question): return .region(Self.region(question))
        }
    }

    private static func region(_ question: RegionQuestion) -> RegionReport {
        let rows = (0..<photoCount).map { photo in
            let map = map(photo, question.instance)
            let weight = zip(map.weights, map.grid.cover(of: question.boxes)).reduce(0) { $0 + Double($1.0 * $1.1) }
            return RegionRow(image: image(photo), product: product(products(in: photo)[0]), weight: weight)
        }
        return RegionReport(
            question: question, rows: rows.sorted { ($1.weight, $0.image) < ($0.weight, $1.image) }, pictures: photoCount,
            mean: rows.reduce(0) { $0 + $1.weight } / Double(photoCount), even: 0.1)
    }

    private func ranked(_ request: SearchRequest) throws -> [Match] {
        var whole = request
        (whole.top, whole.grouping) = (0, .none)
        return try search(whole, isCancelled: { false }).matches
    }

    private func standing(_ match: Match) -> Standing {
        Standing(rank: match.rank, score: match.score, instance: match.instance)
    }

    private func why(_ request: SearchRequest, _ image: String, words: Bool) throws -> WhyReport {
        let rows = try ranked(request)
        guard let photo = Self.photo(image), let place = rows.firstIndex(where: { $0.image == image }) else {
            throw InputFault(image, "is not in the index")
        }
        let match = rows[place]
        let map = Self.map(photo, match.instance)
        let neighbours = rows.map { Neighbour(image: $0.image, product: $0.product, standing: standing($0)) }
        return WhyReport(
            request: request, reading: QueryReading(raw: request.subject.key, normalized: request.subject.key),
            image: image, product: match.product, standing: standing(match), total: rows.count,
            above: Array(neighbours[..<place].prefix(3)), below: place + 1 < rows.count ? neighbours[place + 1] : nil,
            map: map, layers: 2, words: words ? try effects(request, photo, map) : [])
    }

    private func effects(_ request: SearchRequest, _ photo: Int, _ map: AttentionMap) throws -> [WordEffect] {
        guard case .text(let text) = request.subject else { return [] }
        let words = text.split(separator: " ").map(String.init)
        guard words.count > 1 else { return [] }
        return try words.indices.map { dropped in
            var other = request
            let rest = words.indices.filter { $0 != dropped }.map { words[$0] }.joined(separator: " ")
            other.subject = .text(rest)
            let match = try ranked(other).first { $0.image == Self.image(photo) }
            let seen = Self.map(photo, match?.instance ?? 1)
            return WordEffect(
                word: words[dropped], rest: rest,
                standing: match.map(standing) ?? Standing(rank: 0, score: 0, instance: 1), map: seen,
                mapKept: map.kept(in: seen))
        }
    }

    private func knockOut(_ part: KnockOut, _ image: String, _ request: SearchRequest) throws -> KnockOutReport {
        let rows = try ranked(request)
        guard let photo = Self.photo(image), let match = rows.first(where: { $0.image == image }) else {
            throw InputFault(image, "is not in the index")
        }
        if missing.contains(image), case .patches = part { throw InputFault(image, "no such file") }
        var after = standing(match)
        switch part {
        case .query(let number): if number == match.instance { (after.score, after.instance) = (0.1, number % 2 + 1) }
        case .patches(let patches):
            after.score *= 1 - patches.reduce(0) { $0 + Self.map(photo, match.instance).weights[$1] }
        }
        after.rank = 1 + rows.count { $0.image != image && $0.score > after.score }
        return KnockOutReport(
            image: image, knockOut: part, before: standing(match), after: after, map: Self.map(photo, after.instance))
    }

    private func maps(_ image: String, _ texts: [String]) throws -> PhotoMaps {
        guard let photo = Self.photo(image), !missing.contains(image) else { throw InputFault(image, "no such file") }
        let words = try pin(image: image)
        let conditioned = try texts.map { text in
            text.isEmpty ? Self.map(photo, 3, axis: .conditioned) : try words.shine(text).map
        }
        let last = (1...Self.instanceCount).map { Self.map(photo, $0) }
        let first = last.map { map in
            AttentionMap(
                rows: map.rows, columns: map.columns, axis: .picture, layer: 1, frame: map.frame,
                weights: map.weights.map { ($0 + 1 / Float(map.patchCount)) / 2 })
        }
        return PhotoMaps(
            image: image, texts: texts, conditioned: conditioned, layers: [first, last], encoder: Self.encoder(photo, last[0]))
    }

    /// Two of three blocks attend, with two heads each: the first head reads from the patch itself, the second one evenly.
    private static func encoder(_ photo: Int, _ map: AttentionMap) -> EncoderMaps {
        let pooled = AttentionMap(
            rows: map.rows, columns: map.columns, axis: .pooled, layer: 1, frame: map.frame, weights: map.weights.reversed())
        let itself: [Float] = (0..<9).map { $0 == 4 ? 1 : 0 }
        let alone = (0..<map.patchCount).flatMap { _ in itself }
        let evenly = (0..<map.patchCount).flatMap { patch -> [Float] in
            let inside = (0..<9).map { place -> Float in
                let row = patch / map.columns + place / 3 - 1, column = patch % map.columns + place % 3 - 1
                return (0..<map.rows).contains(row) && (0..<map.columns).contains(column) ? 1 : 0
            }
            return inside.map { $0 / inside.reduce(0, +) }
        }
        let blocks = [1, 3].map { AttendingBlock(number: $0, heads: 2, radius: 1, weights: alone + evenly) }
        return EncoderMaps(pooled: pooled, blocks: blocks, depth: 3)
    }

    private static var sheet: QuerySheet {
        func line(_ instance: Int, wins: Double, owned: Double, twin: QueryTwin?) -> SheetLine {
            let use = QueryUse(owned: owned, wins: wins)
            return SheetLine(
                instance: instance, use: use, isBackground: use.isBackground(among: 4), isDead: use.isDead(among: 4),
                nearestTwin: twin, entropy: 0.4, edge: 0.2, titles: [TitleCount(product: product(instance), pictures: 7)],
                mean: map(0, instance))
        }
        let near = { QueryTwin(instance: $0, cosine: 0.97, mapsShared: 0.6) }
        return QuerySheet(
            lines: [
                line(1, wins: 0.6, owned: 0.2, twin: near(2)), line(2, wins: 0.4, owned: 0.2, twin: near(1)),
                line(3, wins: 0, owned: 0.5, twin: nil), line(4, wins: 0, owned: 0.1, twin: nil),
            ], pictures: photoCount, sampled: photoCount, evenEdge: 0.44)
    }
}
