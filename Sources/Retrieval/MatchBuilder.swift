// Rows become matches: titles, facets, parts of the score, gap, chance, box and map.
import Domain
import Files
import InstanceIndex

struct MatchBuilder {
    let engine: SearchEngine
    let query: QueryVectors
    let request: SearchRequest
    /// Under a filter the first rows of the whole index, best first; nil where everything was allowed.
    var rivals: [PictureHit]?
    /// Photos that are filed as what the words seem to name.
    var photos = 1

    /// - Parameter rows: the rows wanted and, where there is one, the row after them.
    func matches(_ rows: [RankedRow]) throws -> [Match] {
        let shown = request.top == 0 ? rows.count : min(request.top, rows.count)
        let positions = rows.prefix(shown).map(\.hit.picture)
        let pictures = try engine.index.pictures(positions)
        let maps = try engine.index.framedMaps(of: positions)
        return (0..<shown).map { place in
            let next = place + 1 < rows.count ? rows[place].hit.score - rows[place + 1].hit.score : nil
            var match = match(rows[place], pictures[place], maps[place], gap: next)
            match.rank = place + 1
            if place < Self.checkedFiles { match.note = match.note ?? note(on: pictures[place]) }
            if place + 1 == shown { match.gap = nil }
            return match
        }
    }

    /// Rows whose file is looked at; nobody reads further.
    private static let checkedFiles = 1_000

    /// What is drawn and what was read may be two photos.
    private func note(on picture: IndexedPicture) -> String? {
        guard let stamp = picture.stamp, let now = FileStamp(of: engine.file(of: picture.path)), now != stamp else { return nil }
        return "this photo changed since it was indexed: run eclip index again"
    }

    private func match(_ row: RankedRow, _ picture: IndexedPicture, _ stored: FramedMaps, gap: Float?) -> Match {
        let instance = row.hit.instance
        let map = engine.map(stored.maps, frame: stored.frame, instance: instance)
        let listing = listing(of: picture, instance: instance)
        return Match(
            rank: 0, image: picture.path, source: picture.source,
            product: listing.map(label) ?? ProductLabel(productID: "", title: ""),
            products: picture.listings.map(label), folded: row.folded, facets: facets(listing), instance: instance,
            score: row.hit.score, probability: probability(row.hit.score, lead(row.hit, gap)), scores: parts(row), gap: gap,
            box: map.box(), map: request.maps ? map : nil, note: row.note)
    }

    /// The listed product whose title fits the instance best.
    private func listing(of picture: IndexedPicture, instance: Int) -> IndexedListing? {
        let fit = engine.index.product(of: picture.position, instance: instance)
        return picture.listings.first { $0.product == fit } ?? picture.listings.first
    }

    private func label(_ listing: IndexedListing) -> ProductLabel {
        ProductLabel(
            productID: listing.label.productID, title: listing.titles[request.language] ?? listing.label.title)
    }

    private func facets(_ listing: IndexedListing?) -> [String: String] {
        var facets = listing?.facets ?? [:]
        if let category = listing?.category { facets["category"] = category }
        return facets
    }

    private func parts(_ row: RankedRow) -> ScoreParts {
        let picture = row.hit.picture
        // The score itself where it is the instance's, so that both print the same digits.
        let isInstance = request.score == .instance && row.conditioned == nil
        let vector = engine.index.instances.vector(of: picture, instance: row.hit.instance)
        return ScoreParts(
            instance: isInstance ? row.hit.score : dotProduct(vector, query.instance),
            global: dotProduct(engine.index.globals.vectors(of: picture), query.global), conditioned: row.conditioned)
    }

    /// How far a row lies ahead of the next one of the whole index; none where it lies behind all the first of them.
    private func lead(_ hit: PictureHit, _ gap: Float?) -> Float? {
        guard let rivals else { return gap }
        let next = rivals.first { $0.score <= hit.score && $0.picture != hit.picture }
        return next.map { hit.score - $0.score } ?? 0
    }

    /// Only for what the calibration was fitted on: words, ranked by instances, not refined.
    private func probability(_ score: Float, _ gap: Float?) -> Float? {
        guard query.isText, request.score == .instance, !request.refine else { return nil }
        return engine.calibration?.probability(
            score: score, gap: gap, unseen: engine.model.unseenShare(of: query.words), photos: photos)
    }
}
