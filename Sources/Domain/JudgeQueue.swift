// A queue of pairs to judge: which words with which photo, on which scale. Raters judge in an order of their own that
// is the same after every restart: queries shuffled, and the photos of a query shuffled, so that words are read once.

/// The grades of a project, worst first.
package struct JudgeScale: Equatable, Sendable {
    /// Two or more names; empty names are shown as their numbers.
    package var names: [String]
    /// From this level on a verdict counts as good.
    package var goodFrom: Int

    package init(names: [String], goodFrom: Int = 1) {
        self.names = names
        self.goodFrom = max(1, min(goodFrom, max(1, names.count - 1)))
    }

    /// Bad and good.
    package static let binary = JudgeScale(names: ["", ""])

    package var isBinary: Bool { names.count == 2 }

    package func grade(of level: Int) -> Grade { level >= goodFrom ? .good : .bad }

    /// `binary`, `0-3`, or names between commas, worst first; nil for anything else.
    package init?(_ text: String) {
        if text == "binary" {
            self = .binary
        } else if let top = text.hasPrefix("0-") ? Int(text.dropFirst(2)) : nil {
            guard (1...9).contains(top) else { return nil }
            self.init(names: [String](repeating: "", count: top + 1))
        } else {
            let names = text.split(separator: ",", omittingEmptySubsequences: false)
                .map { String($0.drop(while: \.isWhitespace)) }
            guard (2...10).contains(names.count), !names.contains("") else { return nil }
            self.init(names: names)
        }
    }
}

/// One pair to judge. Rank, score and the reason it is here are evidence; no judge sees them.
package struct QueueItem: Equatable, Sendable {
    /// As typed.
    package var query: String
    /// Path as the index stores it.
    package var image: String
    /// From 1.
    package var instance: Int
    package var productID: String
    package var title: String
    /// From 1; 0 where no ranking put it here.
    package var rank: Int
    package var score: Float
    package var scoreKind: ScoreKind
    /// Why it is here, by signal: 0 says nothing, 1 calls loudest.
    package var signals: [String: Double] = [:]

    package init(
        query: String, image: String, instance: Int = 1, productID: String = "", title: String = "", rank: Int = 0,
        score: Float = 0, scoreKind: ScoreKind = .instance
    ) {
        self.query = query
        self.image = image
        self.instance = instance
        self.productID = productID
        self.title = title
        self.rank = rank
        self.score = score
        self.scoreKind = scoreKind
    }

    package var key: VerdictKey { VerdictKey(query: query.folded, image: image, instance: instance) }
}

/// Pairs, their scale and what the project says about judging them.
package struct JudgeQueue: Equatable, Sendable {
    package var scale: JudgeScale
    /// The project's own words, line by line.
    package var guidelines: String
    package var items: [QueueItem]
    /// The pairs are judged as they stand, the same for every rater: what matters most comes first.
    package var keepsOrder: Bool
    /// What raters said, where the queue settles their disagreements.
    package var versions: [VerdictKey: [JudgedVersion]] = [:]

    package init(
        scale: JudgeScale = .binary, guidelines: String = "", items: [QueueItem] = [], keepsOrder: Bool = false
    ) {
        self.scale = scale
        self.guidelines = guidelines
        self.items = items
        self.keepsOrder = keepsOrder
    }

    /// The same pairs in a rater's order. A pair keeps its place relative to others when the queue grows.
    package func ordered(for rater: String) -> JudgeQueue {
        if keepsOrder { return self }
        var sorted = self
        let keyed = items.map { item in
            (
                item, Self.lot(rater, item.query.folded, ""),
                Self.lot(rater, item.query.folded, "\(item.image)\t\(item.instance)")
            )
        }
        sorted.items = keyed.sorted { one, other in
            (one.1, one.2, one.0.image, one.0.instance) < (other.1, other.2, other.0.image, other.0.instance)
        }.map(\.0)
        return sorted
    }

    /// A number drawn from words: FNV-1a, stirred by the generator.
    private static func lot(_ rater: String, _ query: String, _ rest: String) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in "\(rater)\n\(query)\n\(rest)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        var generator = SeededGenerator(seed: hash)
        return generator.next()
    }
}

/// What a session may do.
package enum SessionRole: String, Sendable, CaseIterable {
    /// Looks, and writes nothing.
    case reader
    /// Judges a queue and sees nothing of the model.
    case judge
    case editor
}
