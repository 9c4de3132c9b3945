// Another engine's rows, put in order by this one: the scan is told to look at those pictures only.
import Domain
import InstanceIndex

package struct Reranker: Sendable {
    let engine: SearchEngine
    let run: TrecRun
    let kind: DocumentKind
    /// Positions in the index by document.
    private let places: [String: [Int]]

    /// Throws `InputFault` when the index cannot be read, or holds nothing of what the run ranks.
    package init(_ engine: SearchEngine, _ run: TrecRun, _ kind: DocumentKind) throws {
        (self.engine, self.run, self.kind) = (engine, run, kind)
        var places: [String: [Int]] = [:]
        for picture in try engine.index.allPictures() {
            let names = kind == .picture ? [picture.path] : Set(picture.listings.map(\.label.productID)).sorted()
            for name in names { places[name, default: []].append(picture.position) }
        }
        self.places = places
        let name = engine.index.path + (kind == .picture ? "" : " as a product")
        try run.check(named: "--rerank", against: name) { places[$0] != nil }
    }

    /// The answer to a request among the rows the run has for a query.
    /// - Parameter ids: the query's id, or its words; the first one that the run knows counts.
    /// - Throws: `InputFault` when the run knows none of them, and as `search`.
    package func search(_ request: SearchRequest, ids: [String]) throws -> SearchAnswer {
        let rows = try rows(ids)
        let wanted = Set(rows.map(\.document))
        let allowed = PictureSet(rows.flatMap { places[$0.document] ?? [] }, capacity: engine.index.pictureCount)
        var whole = request
        whole.top = 0
        var answer = try engine.search(whole, among: allowed)
        answer.request.top = request.top
        if kind == .product { answer.matches.removeAll { !wanted.contains($0.product.productID) } }
        if request.top > 0 { answer.matches = Array(answer.matches.prefix(request.top)) }
        for row in answer.matches.indices { answer.matches[row].rank = row + 1 }
        return answer
    }

    /// Rows of the run that the index does not hold, or that no picture speaks for: they stay behind, in their order.
    package func rest(_ ids: [String], after ranked: [TrecRow]) throws -> [TrecRow] {
        let known = Set(ranked.map(\.document))
        let lowest = ranked.last?.score ?? 0
        return try rows(ids).filter { !known.contains($0.document) }.enumerated().map { place, row in
            TrecRow(document: row.document, score: lowest - Double(place + 1) * 1e-3)
        }
    }

    private func rows(_ ids: [String]) throws -> [TrecRow] {
        guard let rows = run.rows(ofFirst: ids) else {
            throw InputFault("--rerank", "the run has no query \(ids.joined(separator: " or "))")
        }
        return rows
    }
}
