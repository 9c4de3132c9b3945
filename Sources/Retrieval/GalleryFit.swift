// What a score is worth in the gallery at hand. A checkpoint's own fit was made on a few photos of each product; where products
// stand in fewer, fewer rows are right at the same score. So an index asks itself for some of its products by their titles while
// its vectors are still being put together: which rows are right stands in its own catalog.
import Domain
import Evaluation
import InstanceIndex
import Preprocessing
import Tensors

struct GalleryFit {
    private let model: LoadedModel
    private let plan: IndexPlan
    /// Products with a title, each title once.
    private let products: [Int]
    /// Titles of other trades, which nothing in the gallery answers.
    private let foreign: [String]

    /// Products asked for, spread evenly over the catalog.
    private static let asked = 400
    /// With fewer products, or fewer rows right or wrong, the checkpoint's fit is the better guess.
    private static let leastProducts = 40, leastRows = 20
    /// Rows of a ranking that a person reads; the photos filed are looked up among the same.
    static let depth = 10

    init(model: LoadedModel, plan: IndexPlan) {
        (self.model, self.plan) = (model, plan)
        products = Self.askedProducts(plan)
        foreign = products.count < Self.leastProducts ? [] : Self.foreignTitles(plan)
    }

    /// - Parameter readBack: gives every picture's vectors once, some pictures at a time.
    /// - Returns: nil where the gallery is too small to say anything, or says that a higher score is no better.
    func calibration(_ readBack: (([EncodedInstances]) throws -> Void) throws -> Void) throws -> Calibration? {
        guard products.count >= Self.leastProducts else { return nil }
        var answers = GalleryAnswers(products.map { plan.products[$0].vector } + model.vectors(of: foreign), depth: Self.depth)
        let questions = Dictionary(products.enumerated().map { (Self.key($0.element, plan), $0.offset) }, uniquingKeysWith: { first, _ in first })
        var photos = [Int](repeating: 0, count: plan.products.count)
        try readBack { pictures in
            let listed = pictures.map { picture in plan.pictures[picture.position].listings.map(\.product) }
            for product in listed.joined() { photos[product] += 1 }
            answers.meet(pictures, answering: listed.map { Set($0.compactMap { questions[Self.key($0, plan)] }) })
        }
        return fit(answers, photos)
    }

    private func fit(_ answers: GalleryAnswers, _ photos: [Int]) -> Calibration? {
        let unseen = products.map { model.unseenShare(of: plan.products[$0].label.title) } + foreign.map(model.unseenShare)
        func judged(_ question: Int, _ head: GalleryAnswers.Head, photos: Int = 1) -> [JudgedRow] {
            head.rows.map { JudgedRow(score: $0.score, gap: nil, right: $0.isRight, unseen: unseen[question], photos: photos) }
        }
        let rows = products.indices.flatMap { question in
            let head = answers.heads[question]
            return judged(question, head, photos: filedPhotos(answers.texts[question], head, photos))
        }
        let right = rows.count(where: \.right)
        guard min(right, rows.count - right) >= Self.leastRows else { return nil }
        let without = answers.texts.indices.flatMap { judged($0, answers.headsWithoutAnswers[$0]) }
        return fitCalibration(rows, answerless: without).flatMap { $0.scoreWeight > 0 ? $0 : nil }
    }

    private static func askedProducts(_ plan: IndexPlan) -> [Int] {
        var seen: Set<String> = []
        let titled = plan.products.indices.filter { !plan.products[$0].label.title.isEmpty && seen.insert(key($0, plan)).inserted }
        let count = min(titled.count, asked)
        return (0..<count).map { titled[$0 * titled.count / count] }
    }

    /// Products with one title cannot be told apart by words.
    private static func key(_ product: Int, _ plan: IndexPlan) -> String { plan.products[product].label.title.folded }

    private static func foreignTitles(_ plan: IndexPlan) -> [String] {
        let titles = plan.products.flatMap { [$0.label.title] + $0.titles.values }
        let known = Set(titles.flatMap(KnownWords.words))
        let languages = plan.products.contains { $0.titles["ja"] != nil } ? ["en", "ja"] : ["en"]
        return languages.flatMap { ForeignTitles.unknown(to: known, language: $0, half: .fit, words: KnownWords.words) }
    }

    private func filedPhotos(_ text: [Float], _ head: GalleryAnswers.Head, _ photos: [Int]) -> Int {
        let shown = Set(head.rows.map { Int($0.product) }.filter { $0 >= 0 && !plan.products[$0].label.title.isEmpty })
        return photosOfNearest(to: text, shown.sorted().map { (plan.products[$0].vector, photos[$0]) })
    }
}

/// The photos of the product, of those that some rows show, whose title is nearest to a question: what the question seems to
/// name. 1 where no row shows a product with a title.
func photosOfNearest(to text: [Float], _ filings: [(title: [Float], photos: Int)]) -> Int {
    let scores = filings.map { dotProduct($0.title, text) }
    return scores.indices.max { (scores[$0], $1) < (scores[$1], $0) }.map { max(1, filings[$0].photos) } ?? 1
}

extension SearchEngine {
    /// Where chances come from: the index's own fit, which knows what the gallery holds, else the checkpoint's.
    package var calibration: Calibration? { index.summary.calibration ?? model.checkpoint.training.calibration }

    /// Photos that are filed as what a question seems to name, by the first rows of the whole index.
    func filedPhotos(_ text: [Float], _ first: some Sequence<PictureHit>) throws -> Int {
        guard calibration?.photosWeight != nil else { return 1 }
        let shown = Set(first.prefix(GalleryFit.depth).compactMap { index.product(of: $0.picture, instance: $0.instance) })
        return photosOfNearest(to: text, try shown.sorted().compactMap { try index.filing(of: $0) }.map { ($0.title, $0.photos) })
    }
}

/// The first rows of many questions at once, of a gallery that passes by some pictures at a time.
private struct GalleryAnswers {
    struct Row {
        let score: Float
        /// That the winning instance fits best; -1 for none.
        let product: Int32
        let isRight: Bool
    }

    /// Best first; the first of equals stays first.
    struct Head {
        private(set) var rows: [Row] = []
        private(set) var floor = -Float.infinity

        mutating func meet(_ row: Row, depth: Int) {
            rows.insert(row, at: rows.firstIndex { $0.score < row.score } ?? rows.count)
            if rows.count > depth { rows.removeLast() }
            if rows.count == depth { floor = rows[depth - 1].score }
        }
    }

    let texts: [[Float]]
    private(set) var heads: [Head]
    /// As if the photos that answer a question were not there.
    private(set) var headsWithoutAnswers: [Head]
    private let depth: Int
    private let weights: Tensor

    init(_ texts: [[Float]], depth: Int) {
        self.texts = texts
        self.depth = depth
        heads = .init(repeating: Head(), count: texts.count)
        headsWithoutAnswers = heads
        weights = Tensor(shape: [texts.count, texts.first?.count ?? 0], values: texts.flatMap { $0 })
    }

    /// - Parameter answering: per picture the questions that it answers.
    mutating func meet(_ pictures: [EncodedInstances], answering: [Set<Int>]) {
        guard let first = pictures.first else { return }
        let size = texts[0].count, perPicture = first.instances.count / size
        let rows = Tensor(shape: [pictures.count * perPicture, size], values: pictures.flatMap(\.instances))
        Matrix.linear(rows, weight: weights, bias: nil).withValues { scores in
            for place in pictures.indices {
                let best = Self.best(scores, from: place * perPicture * texts.count, instances: perPicture, questions: texts.count)
                meet(best.scores, best.winners, pictures[place].fits, answering[place])
            }
        }
    }

    private mutating func meet(_ scores: [Float], _ winners: [Int], _ fits: [Int32], _ answered: Set<Int>) {
        for question in scores.indices where scores[question] > headsWithoutAnswers[question].floor || answered.contains(question) {
            let isRight = answered.contains(question)
            let row = Row(score: scores[question], product: fits[winners[question]], isRight: isRight)
            if row.score > heads[question].floor { heads[question].meet(row, depth: depth) }
            if !isRight { headsWithoutAnswers[question].meet(row, depth: depth) }
        }
    }

    /// Each question's best instance (from 0) of a picture.
    private static func best(
        _ scores: UnsafeBufferPointer<Float>, from start: Int, instances: Int, questions: Int
    ) -> (scores: [Float], winners: [Int]) {
        var best = Array(scores[start..<start + questions]), winners = [Int](repeating: 0, count: questions)
        for instance in 1..<max(1, instances) {
            let row = start + instance * questions
            for question in 0..<questions where scores[row + question] > best[question] {
                (best[question], winners[question]) = (scores[row + question], instance)
            }
        }
        return (best, winners)
    }
}
