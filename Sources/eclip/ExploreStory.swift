// The prepared query of a first start, chosen from the index itself: a product that a crowded photo shows among others,
// ranked at the top by its own instance and far down by the photo's global vector.
import Domain
import Explorer

enum StoryFinder {
    /// Products tried; each takes two searches.
    private static let tries = 60
    /// Nobody waits for a story: of many products fewer are tried, because each search takes longer.
    private static let searchedProducts = 600_000
    /// A story that is more likely wrong than right teaches nothing.
    private static let leastChance: Float = 0.5

    /// A global rank that is far down enough to stop looking: the best of all would be told half a second later.
    private static let farDown = 40

    /// A photo that lists so many is a page of a catalog: nobody sees the products in it, and every search for one reads them all.
    private static let crowd = 200

    /// nil when the index has no such photo, or the checkpoint no instances.
    static func find(_ engine: some ExplorerEngine, _ products: [Product], language: Language) throws -> Story? {
        let tries = max(1, min(tries, searchedProducts / max(1, products.count)))
        let step = max(1, products.count / tries)
        var best: Story?
        for position in stride(from: 0, to: products.count, by: step) {
            guard let match = try match(for: products[position], engine, language) else { continue }
            if match.products.count > crowd { break }
            guard let story = try story(of: match, for: products[position], engine, language) else { continue }
            if story.globalRank > best?.globalRank ?? 0 { best = story }
            if story.globalRank >= farDown { break }
        }
        return best
    }

    /// The first photo for a product's title.
    private static func match(for product: Product, _ engine: some ExplorerEngine, _ language: Language) throws -> Match? {
        guard let request = request(for: product, language) else { return nil }
        return try engine.search(request, isCancelled: { false }).matches.first
    }

    private static func request(for product: Product, _ language: Language) -> SearchRequest? {
        let words = product.title(in: language.rawValue)
        return words.isEmpty ? nil : SearchRequest(.text(words), top: 1, language: language.rawValue)
    }

    private static func story(
        of match: Match, for product: Product, _ engine: some ExplorerEngine, _ language: Language
    ) throws -> Story? {
        guard var request = request(for: product, language), match.products.count >= 3,
            match.product.productID == product.label.productID, match.box.area < 0.3,
            match.probability ?? 1 >= leastChance
        else { return nil }
        request.score = .global
        let ranks = try engine.ranks(of: [match.image], in: request) { false }
        guard let rank = ranks[match.image], rank >= 15 else { return nil }
        return Story(
            words: product.title(in: language.rawValue), image: match.image, instance: match.instance,
            products: match.products.count, globalRank: rank)
    }
}
