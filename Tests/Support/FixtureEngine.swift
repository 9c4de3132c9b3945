// A small machine made of rules instead of weights: 12 products in 24 photos, two to a photo. It answers in
// microseconds and the same everywhere, so that states, screens and recorded sessions can be tested without a model.
import Domain
import Explorer

/// The fixture's answer to everything the explorer asks.
package struct FixtureEngine: ExplorerEngine {
    /// Photos whose file "is missing".
    package var missing: Set<String> = []
    /// Products that are asked with another photo than their first.
    package var asked: [String: AskedInstance] = [:]
    /// Said of every answer to words.
    package var missingWords: [String] = []

    package init() {}

    static let colours: [(name: String, kana: String, red: UInt8, green: UInt8, blue: UInt8)] = [
        ("yellow", "黄色い", 240, 200, 40), ("red", "赤い", 210, 40, 40), ("green", "緑の", 60, 150, 60),
        ("blue", "青い", 60, 80, 200),
    ]
    static let things: [(name: String, kana: String)] = [("bell pepper", "パプリカ"), ("mug", "マグカップ"), ("shoe", "靴")]
    package static let photoCount = 24
    package static let instanceCount = 4
    static let patches = 8

    // MARK: What is where

    static func product(_ number: Int) -> ProductLabel {
        ProductLabel(
            productID: "p\(number + 1)", title: "\(colours[number % 4].name) \(things[number / 4].name)")
    }

    static func japanese(_ number: Int) -> String { colours[number % 4].kana + things[number / 4].kana }

    static func image(_ photo: Int) -> String { "photos/\(photo + 1).png" }

    static func photo(_ image: String) -> Int? { (0..<photoCount).first { Self.image($0) == image } }

    /// The product a photo is filed as, and the one beside it.
    static func products(in photo: Int) -> [Int] { [photo % 12, (photo * 5 + 3 + photo / 12) % 12] }

    /// Centre of an instance's map in fractions of the picture.
    static func centre(_ photo: Int, _ instance: Int) -> (x: Double, y: Double) {
        switch instance {
        case 1: (0.3, 0.25 + 0.02 * Double(photo % 5))
        case 2: (0.8, 0.8)
        case 3: (0.5, 0.5)
        default: (0.2, 0.7)
        }
    }

    /// The product an instance sees; nil for background and for what is no product.
    static func seen(_ photo: Int, _ instance: Int) -> Int? {
        instance <= 2 ? products(in: photo)[instance - 1] : nil
    }

    static func map(_ photo: Int, _ instance: Int, axis: MapAxis = .picture) -> AttentionMap {
        let spread = instance == 3 ? 0.6 : 0.09
        let centre = centre(photo, instance)
        var weights = (0..<patches * patches).map { patch -> Float in
            let x = (Double(patch % patches) + 0.5) / Double(patches) - centre.x
            let y = (Double(patch / patches) + 0.5) / Double(patches) - centre.y
            let reach = (x * x + y * y) / (spread * spread)
            return Float(1 / (1 + reach * reach * 2))
        }
        let total = weights.reduce(0, +)
        for patch in weights.indices { weights[patch] /= total }
        return AttentionMap(rows: patches, columns: patches, axis: axis, layer: 2, frame: .whole, weights: weights)
    }

    // MARK: Scores

    private func words(of subject: QuerySubject) -> Set<Substring> {
        switch subject {
        case .text(let words): return Set(QueryParts(words).words.folded.split(separator: " "))
        case .product(let id):
            let title = (0..<12).map(Self.product).first { $0.productID == id }?.title ?? ""
            return Set(title.split(separator: " "))
        case .picture(let image, let instance):
            let number = Self.photo(image).flatMap { Self.seen($0, instance ?? 1) }
            return Set((number.map { Self.product($0).title } ?? "").split(separator: " "))
        }
    }

    private func score(_ words: Set<Substring>, photo: Int, instance: Int) -> Float {
        let wobble = Float((photo * 7 + instance * 13) % 23) / 1000
        guard let number = Self.seen(photo, instance) else { return 0.1 + wobble }
        let title = Set(Self.product(number).title.split(separator: " "))
        let common = Float(title.intersection(words).count) / Float(max(1, words.count))
        return 0.2 + 0.55 * common + wobble
    }

    package func search(_ request: SearchRequest, isCancelled: () -> Bool) throws -> SearchAnswer {
        if isCancelled() { throw CancellationError() }
        let words = words(of: request.subject)
        let photos = try (0..<Self.photoCount).filter { try Self.passes($0, request) }
        var matches = photos.map { match($0, words, request) }
        matches.sort { ($1.score, $0.image) < ($0.score, $1.image) }
        if request.grouping == .product { matches = folded(matches) }
        let total = matches.count
        for row in matches.indices {
            matches[row].rank = row + 1
            matches[row].gap = row + 1 < matches.count ? matches[row].score - matches[row + 1].score : nil
        }
        if request.top > 0 { matches = Array(matches.prefix(request.top)) }
        var answer = SearchAnswer(
            request: request, reading: reading(of: request.subject, words), matches: matches, total: total,
            timing: SearchTiming(encode: 2, search: 1, maps: 0))
        if case .text = request.subject { answer.missingWords = missingWords }
        return answer
    }

    package func ranks(
        of images: [String], in request: SearchRequest, isCancelled: () -> Bool
    ) throws -> [String: Int] {
        var whole = request
        (whole.top, whole.grouping) = (0, .none)
        let ranks = try search(whole, isCancelled: isCancelled).matches.map { ($0.image, $0.rank) }
        return Dictionary(uniqueKeysWithValues: ranks).filter { images.contains($0.key) }
    }

    private func match(_ photo: Int, _ words: Set<Substring>, _ request: SearchRequest) -> Match {
        let scores = (1...Self.instanceCount).map { score(words, photo: photo, instance: $0) }
        let best = scores.indices.max { (scores[$0], $1) < (scores[$1], $0) } ?? 0
        let global = 0.3 + 0.2 * score(words, photo: photo, instance: 1)
        let labels = Self.products(in: photo).prefix(1).map(Self.product)
        let shown = request.score == .global ? global : scores[best]
        let map = Self.map(photo, best + 1)
        return Match(
            rank: 0, image: Self.image(photo), source: "scene", product: labels[0], products: labels,
            instance: best + 1, score: shown, probability: min(0.95, max(0.02, (shown - 0.15) * 0.9)),
            scores: ScoreParts(instance: scores[best], global: global), box: map.box(),
            map: request.maps ? map : nil)
    }

    private func folded(_ matches: [Match]) -> [Match] {
        var rows: [Match] = []
        for match in matches {
            if let row = rows.firstIndex(where: { $0.product.productID == match.product.productID }) {
                rows[row].folded += 1
            } else {
                rows.append(match)
            }
        }
        return rows
    }

    private func reading(of subject: QuerySubject, _ words: Set<Substring>) -> QueryReading {
        guard case .text(let raw) = subject else { return QueryReading(raw: subject.key, normalized: subject.key) }
        let known = Set((0..<12).flatMap { Self.product($0).title.split(separator: " ") })
        let pieces = raw.folded.split(separator: " ").map(String.init)
        return QueryReading(
            raw: raw, normalized: raw.folded, tokens: pieces, tokenLimit: 32,
            unseenWords: pieces.filter { !known.contains(Substring($0)) })
    }

    // MARK: Photos

    package func read(image: String, subject: QuerySubject?) throws -> PictureReading {
        guard let photo = Self.photo(image) else { throw InputFault(image, "is not in the index") }
        let words = subject.map(words(of:))
        let instances = (1...Self.instanceCount).map { instance in
            let title = Self.seen(photo, instance).map { Self.product($0).title }
            return InstanceReading(
                instance: instance, map: Self.map(photo, instance), owned: Self.owned(photo, instance),
                score: words.map { score($0, photo: photo, instance: instance) },
                nearestTitle: title ?? "red shoe", nearestScore: title == nil ? 0.31 : 0.78,
                isBackground: instance == 3)
        }
        return PictureReading(
            image: image, instances: instances, globalScore: words == nil ? nil : 0.41, layers: 2)
    }

    package func read(product id: String) throws -> ProductReading {
        guard let number = (0..<12).first(where: { Self.product($0).productID == id }) else { throw InputFault("product \(id)", "is not in the index") }
        let asked = self.asked[id] ?? AskedInstance(image: Self.image(number), instance: 1, photos: 2, all: 2)
        return ProductReading(productID: id, asked: asked, picture: try read(image: asked.image, subject: nil))
    }

    private static func owned(_ photo: Int, _ instance: Int) -> [Float] {
        let all = (1...instanceCount).map { map(photo, $0).weights }
        return all[0].indices.map { patch in all[instance - 1][patch] / all.reduce(0) { $0 + $1[patch] } }
    }

    package func raster(image: String) throws -> Raster {
        guard let photo = Self.photo(image), !missing.contains(image) else {
            throw InputFault(image, "no such file")
        }
        let side = 96
        var raster = Raster(width: side, height: side, red: 24, green: 26, blue: 34)
        for (position, number) in Self.products(in: photo).enumerated() {
            let centre = Self.centre(photo, position + 1)
            Self.paint(&raster, centre, colour: number % 4, round: number / 4 != 2)
        }
        return raster
    }

    private static func paint(_ raster: inout Raster, _ centre: (x: Double, y: Double), colour: Int, round: Bool) {
        let tint = colours[colour]
        for y in 0..<raster.height {
            for x in 0..<raster.width {
                let dx = (Double(x) / Double(raster.width) - centre.x) / 0.16
                let dy = (Double(y) / Double(raster.height) - centre.y) / 0.16
                guard round ? dx * dx + dy * dy <= 1 : abs(dx) <= 1 && abs(dy) <= 0.6 else { continue }
                let pixel = (y * raster.width + x) * 3
                raster.pixels.replaceSubrange(pixel..<pixel + 3, with: [tint.red, tint.green, tint.blue])
            }
        }
    }

    package func products() throws -> [Product] {
        (0..<12).map { number in
            Product(
                label: Self.product(number), titles: ["ja": Self.japanese(number)],
                category: Self.things[number / 4].name,
                pictures: 2, cover: Self.image(number))
        }
    }

    package func health() throws -> HealthReport {
        var report = HealthReport()
        (report.name, report.checkpoint, report.index) = ("fixture", "fixture.safetensors", "fixture.index")
        (report.modelSHA256, report.indexModelSHA256) = ("0123456789abcdef", "0123456789abcdef")
        (report.indexSHA256, report.objective) = ("fedcba9876543210", "eclip")
        (report.pictures, report.products, report.instances) = (Self.photoCount, 12, Self.photoCount * 4)
        (report.instancesPerPicture, report.embedding) = (4, 16)
        (report.patchRows, report.patchColumns, report.isCalibrated) = (8, 8, true)
        report.missingPictures = missing.count
        report.missingExamples = missing.sorted()
        return report
    }

    // MARK: Live words

    private struct Words: LiveWords {
        let photo: Int

        /// The map moves to the instance whose product the words name.
        func shine(_ words: String) throws -> (map: AttentionMap, score: Float) {
            let asked = Set(words.folded.split(separator: " "))
            let seen = FixtureEngine.products(in: photo).map {
                Set(FixtureEngine.product($0).title.split(separator: " "))
            }
            let second = seen[1].intersection(asked).count > seen[0].intersection(asked).count
            return (FixtureEngine.map(photo, second ? 2 : 1, axis: .conditioned), second ? 0.7 : 0.6)
        }
    }

    package func pin(image: String) throws -> any LiveWords {
        guard let photo = Self.photo(image), !missing.contains(image) else {
            throw InputFault(image, "no such file")
        }
        return Words(photo: photo)
    }
}

extension FixtureEngine {
    /// The titles of the two products in a photo: what it is filed as, and what stands beside it.
    package static func titles(in image: String) -> [String] {
        photo(image).map { products(in: $0).map { product($0).title } } ?? []
    }
}

// MARK: Columns

extension FixtureEngine {
    private static func value(_ column: String, _ photo: Int) -> String? {
        switch column {
        case "color": colours[photo % 4].name
        case "category": things[photo % 12 / 4].name
        default: nil
        }
    }

    private static func passes(_ photo: Int, _ request: SearchRequest) throws -> Bool {
        var filters: [QueryFilter] = []
        if case .text(let text) = request.subject { filters = QueryParts(text).filters }
        return try passes(photo, filters)
            && request.choices.allSatisfy { $0.images.contains(image(photo)) != $0.isExcluded }
    }

    private static func passes(_ photo: Int, _ filters: [QueryFilter]) throws -> Bool {
        try filters.allSatisfy { filter in
            guard let value = value(filter.name, photo) else { throw InputFault("filter \(filter.name)", "no such column") }
            return (value == filter.value) != filter.isNegated
        }
    }

    package func facets(under filters: [QueryFilter]) throws -> [FacetColumn] {
        try ["category", "color"].map { name in
            let photos = try (0..<Self.photoCount).filter { photo in try Self.passes(photo, filters.filter { $0.name != name }) }
            let counts = Dictionary(grouping: photos) { Self.value(name, $0) ?? "" }
            return FacetColumn(
                name: name,
                counts: counts.map { FacetCount(value: $0.key, pictures: $0.value.count) }.sorted { $0.value < $1.value })
        }
    }
}
