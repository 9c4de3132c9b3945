// What people said of a search, as training uses it: a photo judged right is a positive of the words it was judged for, one
// judged wrong stands in the same batch as their hard negative. Ours; the pairs are weighed like any other pair.
import Domain

/// One judgement.
package struct JudgedPicture: Codable, Equatable, Sendable {
    /// The words asked.
    package var words: String
    /// The photo, as the catalog writes its path.
    package var picture: String
    /// The photo answers the words.
    package var isRight: Bool
    /// Where in the photo they are, as somebody drew it: in fractions of the square that the photo is padded to.
    package var region: Box?

    package init(words: String, picture: String, isRight: Bool, region: Box? = nil) {
        (self.words, self.picture, self.isRight, self.region) = (words, picture, isRight, region)
    }
}

/// The judgements that this training set can use, by question.
package struct Feedback: Sendable {
    /// A question with photos that answer it and photos that do not, by their place in the cache.
    struct Question: Sendable {
        let words: String
        let right: [Int]
        let wrong: [Int]
        /// Of right photos, where somebody drew one.
        let regions: [Int: Box]
    }

    let questions: [Question]
    /// Judgements left out: their photo is no photo to train on, or nothing is known to answer their words.
    package let unused: Int

    /// Share of a batch's products that give way to judged photos.
    static let share = 0.25

    /// - Parameter bad: pictures that cannot be drawn.
    package init(_ judged: [JudgedPicture], set: TrainingSet, bad: Set<Int>) {
        let places = Dictionary(set.pictures.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let known = judged.compactMap { one in
            places[one.picture].flatMap { place in
                bad.contains(place) || set.shown[place].isEmpty ? nil : (judged: one, place: place)
            }
        }
        var used = 0
        questions = Dictionary(grouping: known) { $0.judged.words.folded }.sorted { $0.key < $1.key }.compactMap { key, all in
            var right = all.filter(\.judged.isRight).map(\.place)
            // Words that are a product's title are answered by its photos, judged or not.
            if right.isEmpty { right = Self.photos(called: key, in: set, bad: bad) }
            guard !right.isEmpty else { return nil }
            used += all.count
            let regions = all.compactMap { one in one.judged.isRight ? one.judged.region.map { (one.place, $0) } : nil }
            return Question(
                words: all[0].judged.words, right: right, wrong: all.filter { !$0.judged.isRight }.map(\.place),
                regions: Dictionary(regions) { $1 })
        }
        unused = judged.count - used
    }

    private static func photos(called key: String, in set: TrainingSet, bad: Set<Int>) -> [Int] {
        set.products.filter { $0.titles.values.contains { $0.folded == key } }.flatMap(\.photos).map(\.picture)
            .filter { !bad.contains($0) }
    }

    /// The questions of one batch: each takes the places of two products, one for what answers it, one for what does not.
    func drawn(for products: Int, _ random: inout SeededGenerator) -> [Question] {
        let room = max(1, Int(Double(products) * Self.share) / 2)
        return Array(random.shuffled(questions).prefix(room))
    }
}
