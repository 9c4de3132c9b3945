// A photo's true place without sorting the index: one scan, one pass that counts what ranks before it and keeps the few
// photos that are worth naming.
import Domain
import InstanceIndex

/// The scores of every picture for one question.
struct Standings: Sendable {
    let scored: PictureScores
    let allowed: PictureSet?

    /// First rows, and rows just above, that are named.
    private static let named = 3

    /// Place of a picture; ties by image path, as in search.
    func standing(of picture: Int) -> Standing { standing(of: scored.hit(picture)) }

    /// Where a hit would stand in place of its picture's own.
    func standing(of hit: PictureHit) -> Standing {
        var rank = 1
        for picture in scored.scores.indices where picture != hit.picture && (allowed?.contains(picture) ?? true) {
            if PictureHit.ranksBefore(scored.hit(picture), hit) { rank += 1 }
        }
        return Standing(rank: rank, score: hit.score, instance: hit.instance)
    }

    /// The first rows, the rows just above a picture (best first), and the one below it.
    func neighbours(of picture: Int) -> (above: [PictureHit], below: PictureHit?) {
        let hit = scored.hit(picture)
        var first: [PictureHit] = []
        var nearest: [PictureHit] = []
        var below: PictureHit?
        for other in scored.scores.indices where other != picture && (allowed?.contains(other) ?? true) {
            let found = scored.hit(other)
            guard PictureHit.ranksBefore(found, hit) else {
                if below.map({ PictureHit.ranksBefore(found, $0) }) ?? true { below = found }
                continue
            }
            Self.keep(found, in: &first) { PictureHit.ranksBefore($0, $1) }
            Self.keep(found, in: &nearest) { PictureHit.ranksBefore($1, $0) }
        }
        let rest = nearest.reversed().filter { hit in !first.contains { $0.picture == hit.picture } }
        return (first + rest, below)
    }

    private static func keep(_ hit: PictureHit, in list: inout [PictureHit], before: (PictureHit, PictureHit) -> Bool) {
        if list.count == named, let last = list.last, !before(hit, last) { return }
        list.insert(hit, at: list.firstIndex { before(hit, $0) } ?? list.count)
        if list.count > named { list.removeLast() }
    }
}
