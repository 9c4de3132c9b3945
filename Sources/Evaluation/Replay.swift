// Old verdicts held against a new ranking, so that labels are a regression test. The rule is made for rankings that grow and
// shrink: a verdict speaks about places, and one bad place of a right photo does not break the verdicts on all wrong ones.
//
// The *head* of a query is its first k rows, or as many rows as it has right photos where those are more.
// A *right* photo is honoured in the head. A *wrong* photo is honoured outside of the head, or in it below every right photo
// of the head, where there is one.
import Domain

/// A label and where rankings put its photo.
package struct ReplayedLabel: Equatable, Sendable {
    package let label: PhotoLabel
    /// From 1; nil: the gallery does not hold the photo, and nothing follows.
    package let rank: Int?
    package let isHonoured: Bool?
    /// The same under the ranking that the new one is compared with; nil without one.
    package let rankBefore: Int?
    package let wasHonoured: Bool?

    package var isRight: Bool { label.grade > 0 }

    /// Not honoured, and not because it never was.
    package var isBroken: Bool { isHonoured == false && wasHonoured != false }
    /// Honoured, and was not before.
    package var isWon: Bool { isHonoured == true && wasHonoured == false }
}

/// A verdict with a drawn box: does the winning instance look into it?
package struct ReplayedRegion: Equatable, Sendable {
    package let key: VerdictKey
    /// nil: the photo is not there, or cannot be read.
    package let isHonoured: Bool?
    package let wasHonoured: Bool?

    package init(key: VerdictKey, isHonoured: Bool?, wasHonoured: Bool?) {
        self.key = key
        self.isHonoured = isHonoured
        self.wasHonoured = wasHonoured
    }

    package var isBroken: Bool { isHonoured == false && wasHonoured != false }
    package var isWon: Bool { isHonoured == true && wasHonoured == false }
}

/// One query replayed.
package struct ReplayedQuery: Equatable, Sendable {
    package let id: String
    /// Rows that count as the head.
    package let head: Int
    /// Right photos first, then wrong ones, each by rank.
    package let labels: [ReplayedLabel]
    package var regions: [ReplayedRegion] = []

    package var honoured: Int { labels.count { $0.isHonoured == true } + regions.count { $0.isHonoured == true } }
    package var broken: Int { labels.count(where: \.isBroken) + regions.count(where: \.isBroken) }
    package var won: Int { labels.count(where: \.isWon) + regions.count(where: \.isWon) }
    package var missing: Int { labels.count { $0.isHonoured == nil } + regions.count { $0.isHonoured == nil } }

    /// - Parameters:
    ///   - labels: of this query alone, each photo once.
    ///   - ranking: every photo of the gallery, best first.
    ///   - before: the ranking that it is compared with; nil for none.
    package init(id: String, labels: [PhotoLabel], ranking: [String], before: [String]?, top: Int) {
        self.id = id
        let places = Self.places(ranking), old = before.map(Self.places)
        head = Self.head(labels, places, top)
        let now = Self.honoured(labels, places, head: head)
        let then = old.map { Self.honoured(labels, $0, head: Self.head(labels, $0, top)) }
        self.labels = labels.map { label in
            ReplayedLabel(
                label: label, rank: places[label.image], isHonoured: now[label.image], rankBefore: old?[label.image],
                wasHonoured: then?[label.image])
        }.sorted { one, other in
            (one.isRight ? 0 : 1, one.rank ?? .max, one.label.image)
                < (other.isRight ? 0 : 1, other.rank ?? .max, other.label.image)
        }
    }

    private static func head(_ labels: [PhotoLabel], _ places: [String: Int], _ top: Int) -> Int {
        max(top, labels.count { $0.grade > 0 && places[$0.image] != nil })
    }

    private static func places(_ ranking: [String]) -> [String: Int] {
        Dictionary(ranking.enumerated().map { ($1, $0 + 1) }, uniquingKeysWith: { first, _ in first })
    }

    /// By photo; photos without a place are left out.
    private static func honoured(_ labels: [PhotoLabel], _ places: [String: Int], head: Int) -> [String: Bool] {
        let inHead = labels.filter { $0.grade > 0 }.compactMap { places[$0.image] }.filter { $0 <= head }
        let lowestRight = inHead.max()
        var honoured: [String: Bool] = [:]
        for label in labels {
            guard let place = places[label.image] else { continue }
            let isBelow = lowestRight.map { place > $0 } ?? false
            honoured[label.image] = label.grade > 0 ? place <= head : place > head || isBelow
        }
        return honoured
    }
}
