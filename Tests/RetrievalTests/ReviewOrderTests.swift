// Which pair comes first in a review, and what a pool of rankings keeps.
import Domain
import Retrieval
import Testing

private func item(_ image: String, _ signals: [String: Double] = [:], rank: Int = 0) -> QueueItem {
    var item = QueueItem(query: "q", image: image, rank: rank)
    item.signals = signals
    return item
}

private func answer(_ images: [String]) -> SearchAnswer {
    let label = ProductLabel(productID: "p", title: "thing")
    let matches = images.enumerated().map { place, image in
        Match(
            rank: place + 1, image: image, source: "scene", product: label, products: [label], instance: place + 1,
            score: 1 - Float(place) / 10, scores: ScoreParts(instance: 0, global: 0), box: .whole)
    }
    return SearchAnswer(
        request: SearchRequest(.text("q")), reading: QueryReading(raw: "q", normalized: "q"), matches: matches, total: 9)
}

@Suite struct ReviewOrderTests {
    @Test func oneSignalPutsTheLoudestFirstAndTheSilentLast() {
        let items = [item("a", ["edge": 0.1]), item("b"), item("c", ["edge": 0.9])]
        #expect(reviewed(items, by: .edge).map(\.image) == ["c", "a", "b"])
    }

    @Test func attentionIsTheMeanOfPlacesNotOfValues() {
        // A signal that varies by thousandths counts as much as one that varies by halves.
        let items = [
            item("a", ["edge": 0.0, "spread": 0.902]), item("b", ["edge": 0.5, "spread": 0.901]),
            item("c", ["edge": 0.4, "spread": 0.903]),
        ]
        #expect(reviewed(items, by: .attention).map(\.image) == ["c", "b", "a"])
        #expect(reviewed([item("b"), item("a")], by: .attention).map(\.image) == ["b", "a"], "ties stay")
    }

    @Test func aPoolKeepsTheFirstRankingsInstanceAndKnowsWhereRankingsPart() {
        var pool = QueuePool()
        pool.nextRanking()
        pool.add(answer(["a", "b"]), query: "q") { _ in nil }
        pool.nextRanking()
        pool.add(answer(["b", "c"]), query: "q") { _ in nil }
        #expect(pool.items.map(\.image) == ["a", "b", "c"] && pool.items.map(\.instance) == [1, 2, 2])
        #expect(pool.pairs.map(\.disagreement) == [1, 0.5, 0.5])
    }

    @Test func aVerdictAgainstTheChanceCallsLoud() {
        var pool = QueuePool()
        pool.add(answer(["a", "b", "c", "d"]), query: "q") { _ in nil }
        let evidence = Evidence(
            modelSHA256: "", indexSHA256: "", rawQuery: "q", rank: 1, score: 0, scoreKind: .instance, productID: "", recipe: "", map: nil)
        let bad = Verdict(key: pool.items[0].key, grade: .bad, evidence: evidence)
        #expect(pool.pairs[0].contradiction(of: bad, depth: 4) == 1, "first by rank, and bad")
        #expect(pool.pairs[3].contradiction(of: bad, depth: 4) == 0.25)
        pool.pairs[0].probability = 0.25
        #expect(pool.pairs[0].contradiction(of: bad, depth: 4) == 0.25, "the chance speaks before the rank")
    }

    @Test func aSampleTakesFromEveryCategory() {
        var pool = QueuePool()
        for number in 0..<20 { pool.insert(item("\(number)"), category: number < 18 ? "common" : "rare") }
        let sample = pool.sampled(perCategory: 2, seed: 3)
        #expect(sample.count == 4 && sample.count { $0.category == "rare" } == 2)
        #expect(sample.map(\.item.image) == pool.sampled(perCategory: 2, seed: 3).map(\.item.image))
    }
}
