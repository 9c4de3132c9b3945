// Where another score would put the same pictures, without dressing every row as a match.
import Domain
import InstanceIndex

extension SearchEngine {
    /// The ranks (from 1) of pictures under `request`'s score, among all pictures of the index. Pictures that the index
    /// does not hold are left out. Folding, `top` and `refine` of the request are ignored.
    /// - Throws: `InputFault` for a subject that does not exist, `CancellationError`.
    package func ranks(
        of images: [String], in request: SearchRequest, isCancelled: () -> Bool = { false }
    ) throws -> [String: Int] {
        var whole = request
        (whole.top, whole.grouping, whole.refine) = (0, .none, false)
        let query = try vectors(of: request.subject)
        let ranking = Ranking(engine: self, query: query, request: whole, allowed: query.gallery?.pictures)
        let rows = try ranking.rows(isCancelled: isCancelled)
        var rankOfPicture: [Int: Int] = [:]
        for (place, row) in rows.enumerated() { rankOfPicture[row.hit.picture] = place + 1 }
        var ranks: [String: Int] = [:]
        for image in images {
            if let position = try index.position(of: image) { ranks[image] = rankOfPicture[position] }
        }
        return ranks
    }
}
