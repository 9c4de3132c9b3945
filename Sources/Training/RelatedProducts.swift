// Products that share words with another. Another thing with the same words (a red handbag with white stripes beside a red mug with
// white stripes) teaches what a thing is: in a batch drawn blindly colours alone tell most products apart. The same thing with
// almost the same words (the same handbag with white dots) teaches every word of a title: it is what a shopper must not get.
import Domain
import Preprocessing

struct RelatedProducts: Sendable {
    enum Kinship { case otherThing, sameThing }

    /// For each product the word that names it, and its other words.
    private let things: [String]
    private let others: [Set<String>]
    /// Products by a word that is not their thing, in the order of the catalog.
    private let byWord: [String: [Int]]
    /// Products by the word that names them.
    private let byThing: [String: [Int]]

    /// Products looked at for one draw: the closest of them is taken.
    private static let tries = 12

    init(_ products: [TrainingProduct]) {
        var things: [String] = [], others: [Set<String>] = [], byWord: [String: [Int]] = [:]
        for (place, product) in products.enumerated() {
            let language = product.titles.keys.sorted().first ?? "en"
            let parts = ShortQuestion.parts(of: product.titles[language] ?? "", language: language)
            things.append(parts?.thing.folded ?? "")
            others.append(Set((parts?.others ?? []).map(\.folded)))
            for word in others[place].sorted() { byWord[word, default: []].append(place) }
        }
        (self.things, self.others, self.byWord) = (things, others, byWord)
        byThing = Dictionary(grouping: things.indices, by: { things[$0] })
    }

    /// Another product that shares words with this one; nil where there is none.
    /// - Parameters:
    ///   - kinship: whether it is the same thing.
    ///   - isAllowed: what may be drawn.
    func drawn(
        beside product: Int, _ kinship: Kinship, _ random: inout SeededGenerator, where isAllowed: (Int) -> Bool
    ) -> Int? {
        let words = others[product].sorted()
        guard !words.isEmpty else { return nil }
        let wantsSame = kinship == .sameThing
        guard let all = wantsSame ? byThing[things[product]] : byWord[random.pick(words)] else { return nil }
        let tried = (0..<Self.tries).map { _ in random.pick(all) }
            .filter { $0 != product && (things[$0] == things[product]) == wantsSame && isAllowed($0) }
        return tried.max { shared($0, product) < shared($1, product) }
    }

    private func shared(_ a: Int, _ b: Int) -> Int { others[a].intersection(others[b]).count }
}
