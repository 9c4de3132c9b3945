// Every query against the gallery, one at a time: what a query's scores say is worked out while they are at hand,
// because the scores of ten thousand products against as many pictures would not fit in memory.
import Domain
import Evaluation
import InstanceIndex

/// One query's scores, by place in the gallery.
struct QueryScores {
    let instance: [Float]
    let global: [Float]
    /// The winning instance, from 1.
    let winners: [UInt8]

    /// Places of the first `count` pictures, best first, ties by place.
    func head(_ count: Int) -> [Int] {
        Array(instance.indices.sorted { (instance[$1], $0) < (instance[$0], $1) }.prefix(count))
    }
}

/// What is kept of a query.
struct QueryOutcome {
    var instance, global, blend: RankingResult?
    /// The answers of this query judged by another product's wishes; nil where there is only one product.
    var shuffled: RankingResult?
    /// Places that a refined search looks at again.
    var head: [Int] = []
    /// Spread of the map that wins the first row.
    var spread = 0.0
    var relevant = 0
    var judged: [JudgedRow] = []
    /// The first row's chance, with the answers in the gallery and without them.
    var chance, chanceWithout: Float?
}

struct GalleryScores {
    let engine: SearchEngine
    let gallery: EvaluationGallery
    let texts: [[Float]]

    /// Weight of the global vector in the blend, as `search` has it by default.
    static let blend: Float = 0.5

    /// One query's scores of every picture of the gallery.
    func scores(_ query: Int) throws -> QueryScores { try scores(of: texts[query]) }

    func scores(of text: [Float]) throws -> QueryScores {
        let scored = try VectorSearch(engine.index.instances).scores(for: text)
        let whole = try VectorSearch(engine.index.globals).scores(for: text)
        return QueryScores(
            instance: gallery.pictures.map { scored.scores[$0] }, global: gallery.pictures.map { whole.scores[$0] },
            winners: gallery.pictures.map { scored.winners[$0] + 1 })
    }

    /// Asks every query once.
    func outcomes() throws -> [QueryOutcome] { try texts.indices.map(outcome) }

    private func outcome(_ query: Int) throws -> QueryOutcome {
        let scores = try scores(query)
        let relevant = gallery.relevant(to: gallery.queries[query])
        let head = scores.head(Ranking.refined)
        var outcome = QueryOutcome()
        outcome.instance = rankingResult(scores: scores.instance, relevant: relevant)
        outcome.global = rankingResult(scores: scores.global, relevant: relevant)
        outcome.blend = rankingResult(
            scores: zip(scores.instance, scores.global).map { blended($0, $1, weight: Self.blend) }, relevant: relevant)
        outcome.shuffled = shuffled(query, engine.model.hasInstances ? scores.instance : scores.global)
        outcome.head = head
        outcome.relevant = relevant.count { $0 }
        if let first = head.first {
            let maps = try engine.index.maps(of: gallery.pictures[first]).maps
            outcome.spread = spread(of: maps.share(Int(scores.winners[first])))
        }
        judge(&outcome, scores.instance, relevant)
        return outcome
    }

    /// These scores as answers to the product half the list away.
    private func shuffled(_ query: Int, _ scores: [Float]) -> RankingResult? {
        let count = gallery.queries.count
        guard count > 1 else { return nil }
        return rankingResult(
            scores: scores, relevant: gallery.relevant(to: gallery.queries[(query + count / 2) % count]))
    }

    private func judge(_ outcome: inout QueryOutcome, _ scores: [Float], _ relevant: [Bool]) {
        guard let calibration = engine.model.checkpoint.training.calibration else { return }
        func chance(_ row: JudgedRow?) -> Float? { row.map { calibration.probability(score: $0.score, gap: $0.gap) } }
        outcome.judged = judgedRows(scores: scores, relevant: relevant, depth: 10)
        guard outcome.relevant > 0 else { return }
        outcome.chance = chance(outcome.judged.first)
        let rest = scores.indices.filter { !relevant[$0] }.map { scores[$0] }
        outcome.chanceWithout = chance(
            judgedRows(scores: rest, relevant: .init(repeating: false, count: rest.count), depth: 1).first)
    }
}
