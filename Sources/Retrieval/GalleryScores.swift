// Every query against the gallery, in batches: what a query's scores say is worked out while they are at hand.
import Domain
import Evaluation
import InstanceIndex

struct GalleryScores: Sendable {
    let engine: SearchEngine
    let gallery: EvaluationGallery
    /// Per query, `[e]`.
    let texts: [[Float]]
    private let matrix: GalleryMatrix

    init(engine: SearchEngine, gallery: EvaluationGallery, texts: [[Float]]) {
        self.engine = engine
        self.gallery = gallery
        self.texts = texts
        matrix = GalleryMatrix(engine.index, pictures: gallery.pictures)
    }

    /// Weight of the global vector in the blend, as `search` has it by default.
    static let blend: Float = 0.5
    /// Weights of the blend's curve.
    static let weights: [Float] = (0...10).map { Float($0) / 10 }

    /// Runs `body` for every vector with its scores, on two threads.
    func map<Value: Sendable>(
        _ vectors: [[Float]], _ body: @Sendable (Int, QueryScores) throws -> Value
    ) throws -> [Value] {
        let batch = matrix.batch
        let starts = Array(stride(from: 0, to: vectors.count, by: batch))
        return try inParallel(starts.count) { turn in
            let range = starts[turn]..<min(vectors.count, starts[turn] + batch)
            return try zip(range, matrix.scores(of: Array(vectors[range]))).map(body)
        }.flatMap { $0 }
    }

    /// The score that ranks: the instances', or the global vector's in a model without them.
    func own(_ scores: QueryScores) -> [Float] { engine.model.hasInstances ? scores.instance : scores.global }

    /// Asks every query once.
    func outcomes() throws -> [QueryOutcome] { try map(texts, outcome) }

    private func outcome(_ query: Int, _ scores: QueryScores) throws -> QueryOutcome {
        let answers = gallery.answers(to: gallery.queries[query])
        var outcome = QueryOutcome()
        outcome.global = rankingResult(scores: scores.global, answers: answers)
        outcome.instance = rankingResult(scores: scores.instance, answers: answers)
        if engine.model.hasInstances { outcome.curve = curve(scores, answers) }
        outcome.blend = rankingResult(scores: blend(scores, Self.blend), answers: answers)
        outcome.head = bestPlaces(Ranking.refined, of: scores.instance)
        outcome.answers = ranks(of: answers, scores)
        if let first = outcome.head.first {
            outcome.isFirstRight = answers.contains(first)
            let maps = try engine.index.maps(of: gallery.pictures[first]).maps
            outcome.spread = spread(of: maps.share(Int(scores.winners[first])))
        }
        (outcome.shuffled, outcome.shuffledChance) = shuffled(query, own(scores), Set(answers))
        try judge(&outcome, query, scores, Set(answers))
        return outcome
    }

    private func blend(_ scores: QueryScores, _ weight: Float) -> [Float] {
        zip(scores.instance, scores.global).map { blended($0, $1, weight: weight) }
    }

    private func curve(_ scores: QueryScores, _ answers: [Int]) -> [RankingResult] {
        Self.weights.compactMap { rankingResult(scores: blend(scores, $0), answers: answers) }
    }

    /// Each answer's rank among the pictures that are none, best first.
    private func ranks(of answers: [Int], _ scores: QueryScores) -> [AnswerRank] {
        let own = own(scores)
        let others = Set(answers)
        let rivals = own.indices.filter { !others.contains($0) }.map { own[$0] }
        return answers.map { place in
            var above = 0
            var ties = 0
            for rival in rivals where rival >= own[place] { if rival > own[place] { above += 1 } else { ties += 1 } }
            return AnswerRank(
                place: place, rank: 1 + Double(above) + Double(ties) / 2, winner: Int(scores.winners[place]))
        }.sorted { ($0.rank, $0.place) < ($1.rank, $1.place) }
    }

    // MARK: controls and chances

    private static let wishes = 20

    /// This query's ranking judged by wishes for other products, one picture of each: its own answers are taken out,
    /// because they stand at the top and hold no other product, which alone would put a good model below chance.
    private func shuffled(_ query: Int, _ scores: [Float], _ answers: Set<Int>) -> (share: Double?, chance: Double) {
        let rest = scores.count - answers.count
        guard gallery.queries.count > 1, rest > 0 else { return (nil, 0) }
        var random = SeededGenerator.derived(from: Bootstrap.seed, stream: UInt64(query))
        let top = Set(bestPlaces(10, of: scores) { !answers.contains($0) })
        var hits = 0
        var asked = 0
        for _ in 0..<Self.wishes {
            let other = gallery.queries[random.integer(in: 0...gallery.queries.count - 1)]
            guard other.key != gallery.queries[query].key else { continue }
            let wanted = gallery.answers(to: other).filter { !answers.contains($0) }
            guard !wanted.isEmpty else { continue }
            asked += 1
            if top.contains(random.pick(wanted)) { hits += 1 }
        }
        return (asked > 0 ? Double(hits) / Double(asked) : nil, min(1, 10 / Double(rest)))
    }

    private func judge(_ outcome: inout QueryOutcome, _ query: Int, _ scores: QueryScores, _ answers: Set<Int>) throws {
        let asked = gallery.queries[query]
        let unseen = engine.model.unseenShare(of: asked.title)
        guard engine.calibration != nil else { return }
        let photos = try filedPhotos(texts[query], scores)
        // Which products are asked for must not tell a gallery without their photos: of those only the scores do.
        func chance(where isAllowed: (Int) -> Bool) -> Float? {
            firstChance(scores.instance, unseen: unseen, photos: photos, where: isAllowed)
        }
        outcome.judged = judgedRows(
            scores: scores.instance, depth: 10, unseen: unseen, photos: photos, isRight: answers.contains)
        guard !answers.isEmpty else { return }
        outcome.chance = chance { _ in true }
        outcome.chanceWithout = chance { !answers.contains($0) }
        guard let kind = asked.category else { return }
        outcome.chanceKindless = chance { !gallery.categories[$0].contains(kind) && !answers.contains($0) }
    }

    /// Photos that are filed as what a question seems to name, by its first rows.
    private func filedPhotos(_ text: [Float], _ scores: QueryScores) throws -> Int {
        guard engine.calibration?.photosWeight != nil else { return 1 }
        let first = bestPlaces(GalleryFit.depth, of: scores.instance)
        return try engine.filedPhotos(text, first.map {
            PictureHit(picture: gallery.pictures[$0], instance: Int(scores.winners[$0]), score: scores.instance[$0])
        })
    }

    /// The first row's chance for titles of things that no picture of the gallery shows.
    func foreignChances(_ titles: [String]) throws -> [Float] {
        let texts = engine.model.vectors(of: titles)
        return try map(texts) { turn, scores in
            firstChance(
                scores.instance, unseen: engine.model.unseenShare(of: titles[turn]), photos: try filedPhotos(texts[turn], scores))
        }.compactMap { $0 }
    }

    /// The chance of the first row among the allowed places; nil without a calibration or a place.
    private func firstChance(
        _ scores: [Float], unseen: Float, photos: Int, where isAllowed: (Int) -> Bool = { _ in true }
    ) -> Float? {
        guard let calibration = engine.calibration else { return nil }
        return judgedRows(
            scores: scores, depth: 1, unseen: unseen, photos: photos, isRight: { _ in false }, where: isAllowed
        ).first.map { calibration.probability(score: $0.score, gap: $0.gap, unseen: $0.unseen, photos: $0.photos) }
    }
}
