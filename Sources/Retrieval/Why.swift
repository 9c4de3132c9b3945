// "Why not this one?": the place of any photo for a question, also far below the rows on a screen, and what each word of
// the question does to it.
import Domain
import Files
import InstanceIndex

/// The photo that is asked about.
package enum WhyTarget: Equatable, Sendable {
    /// A path as the index stores it, or of a file that the index holds.
    case picture(String)
    /// The best of the photos that list the product, by its id.
    case product(String)
}

extension SearchEngine {
    /// The place of a photo under `request`'s score, what beats it, where it looks, and what each word does. Photos are
    /// ranked unfolded and unrefined, whatever the request says.
    /// - Parameter words: also without each word in turn (a scan a word, and one read of the photo's file).
    /// - Throws: `InputFault` for a subject or a photo that the index does not hold, `CancellationError`.
    package func why(
        _ target: WhyTarget, in request: SearchRequest, among allowed: PictureSet? = nil, words: Bool = true,
        isCancelled: () -> Bool = { false }
    ) throws -> WhyReport {
        var request = request
        (request.grouping, request.refine) = (.none, false)
        let query = try vectors(of: request.subject)
        let standings = try standings(query, request, allowed, isCancelled)
        let picture = try position(of: target, standings)
        return try withoutActuallyEscaping(isCancelled) { isCancelled in
            try WhyReader(
                engine: self, request: request, query: query, standings: standings, picture: picture,
                isCancelled: isCancelled
            ).report(words: words)
        }
    }

    func standings(
        _ query: QueryVectors, _ request: SearchRequest, _ allowed: PictureSet?, _ isCancelled: () -> Bool
    ) throws -> Standings {
        let allowed = try self.allowed(allowed, query, request)
        let ranking = Ranking(engine: self, query: query, request: request, allowed: allowed)
        return Standings(scored: try ranking.scores(isCancelled: isCancelled), allowed: allowed)
    }

    private func position(of target: WhyTarget, _ standings: Standings) throws -> Int {
        switch target {
        case .picture(let path):
            let relative = relativePath(path, from: folder(of: index.path))
            if let position = try index.position(of: path) ?? index.position(of: relative) { return position }
            throw InputFault(path, "not in \(index.path)", expected: "a picture of the index")
        case .product(let id):
            let hits = try index.positions(ofProduct: id).map(standings.scored.hit)
            guard let best = hits.min(by: PictureHit.ranksBefore) else {
                throw InputFault("product \(id)", "not in \(index.path)", expected: "a product_id of the index")
            }
            return best.picture
        }
    }
}

private struct WhyReader {
    let engine: SearchEngine
    let request: SearchRequest
    let query: QueryVectors
    let standings: Standings
    let picture: Int
    let isCancelled: () -> Bool

    func report(words: Bool) throws -> WhyReport {
        let standing = standings.standing(of: picture)
        let stored = try engine.index.maps(of: picture)
        let around = standings.neighbours(of: picture)
        let named = try neighbours(around.above + (around.below.map { [$0] } ?? []) + [standings.scored.hit(picture)])
        let view = words ? try? engine.model.view(at: engine.file(of: named[named.count - 1].image)) : nil
        let map = engine.map(stored, instance: standing.instance)
        let conditioned = view.flatMap { engine.model.conditioned($0, texts: [query.instance])?.first?.map }
        return WhyReport(
            request: request, reading: query.reading, image: named[named.count - 1].image,
            product: named[named.count - 1].product, standing: standing,
            total: standings.allowed?.count ?? engine.index.pictureCount, above: Array(named.prefix(around.above.count)),
            below: around.below == nil ? nil : named[around.above.count], map: map, conditioned: conditioned,
            layers: engine.index.summary.model.layers,
            words: words ? try effects(view, stored, from: conditioned ?? map) : [])
    }

    private func neighbours(_ hits: [PictureHit]) throws -> [Neighbour] {
        var bare = request
        (bare.maps, bare.top) = (false, 0)
        let matches = try MatchBuilder(engine: engine, query: query, request: bare)
            .matches(hits.map { RankedRow(hit: $0) })
        return zip(matches, hits).map { match, hit in
            Neighbour(image: match.image, product: match.product, standing: standings.standing(of: hit))
        }
    }

    private func effects(_ view: PictureView?, _ stored: IndexedMaps, from map: AttentionMap) throws -> [WordEffect] {
        guard case .text(let text) = request.subject else { return [] }
        return try QueryParts(text).shortened.map { word in
            // One by one, so that the digits are those of a search for the rest; the filters stay.
            var other = try engine.vectors(of: .text(word.rest))
            let vector = other.instance
            other.gallery = query.gallery
            let standing = try engine.standings(other, request, standings.allowed, isCancelled).standing(of: picture)
            let seen = view.flatMap { engine.model.conditioned($0, texts: [vector])?.first?.map }
                ?? engine.map(stored, instance: standing.instance)
            return WordEffect(
                word: word.word, rest: word.rest, standing: standing, map: seen, mapKept: map.kept(in: seen))
        }
    }
}
