// The held-out part: a small gallery of scenes searched by the titles of products that training never sees (or, split by
// photo, of photos it never sees). It tells during training whether a run is healthy, and fits the chance `p` at the end.
import Domain
import Evaluation
import Networks
import Preprocessing
import Tensors

struct Validation: Sendable {
    private let queries: [[Int]]
    /// For each query its product, counted through the held-out ones, and its category.
    private let products: [(number: Int, category: String?)]
    /// Places in the cache; places in `composed` are counted from -1 down.
    private let gallery: [Int]
    /// Scenes made for products that have none.
    private let composed: [[UInt8]]
    /// `[query][picture of the gallery]`
    private let relevant: [[Bool]]
    /// Per query: share of its words that training never sees.
    private let unseen: [Float]
    /// Questions from other trades, which nothing answers, and the same share of each.
    private let foreign: [(ids: [Int], unseen: Float)]

    private static let galleryLimit = 960
    /// Photos of a product in the gallery. What `p` says of a score depends on how many photos are right: on the demo's test
    /// split that is 3.7.
    private static let photosPerProduct = 4
    private static let scenesPerProduct = 3
    private static let batch = 48

    /// nil when nothing was held out.
    init?(
        _ set: TrainingSet, tokenizer: Tokenizer, tokenLimit: Int, seed: UInt64, bad: Set<Int>,
        composition: Composition? = nil
    ) {
        let products = Array(set.heldOut.prefix(200))
        guard products.count >= 2 else { return nil }
        var random = SeededGenerator.derived(from: seed, stream: .max)
        var places: [Int] = [], seen: Set<Int> = bad
        func add(_ picture: Int) { if places.count < Self.galleryLimit && seen.insert(picture).inserted { places.append(picture) } }
        for product in products {
            // A product whose scenes can be composed is not looked for among clean shots.
            let clean = composition?.usable(product.clean).isEmpty == false ? [] : product.clean
            let photos = product.scenes.isEmpty ? clean : product.scenes
            // Its own photos before those in which it stands by the way: shops are searched for what a photo was taken of.
            let order = random.shuffled(photos)
            for photo in (order.filter(\.isOwn) + order.filter { !$0.isOwn }).prefix(Self.photosPerProduct) { add(photo.picture) }
        }
        let answers = Self.answers(products + set.products), asked = products.flatMap(Self.keys)
        let answering = asked.reduce(into: Set<Int>()) { $0.formUnion(answers[$1] ?? []) }
        // A photo that training sees must not be what a title finds.
        let scenes = set.products.flatMap { $0.scenes.prefix(2).map(\.picture) }
        for picture in random.shuffled(scenes) where !answering.contains(picture) { add(picture) }
        let made = composition?.gallery(of: products, scenes: Self.scenesPerProduct, &random) ?? []
        places += made.indices.map { -1 - $0 }
        composed = made.map(\.pixels)
        gallery = places
        let keysMade = made.map { scene in Set(scene.shown.flatMap { Self.keys(products[$0]) }) }
        let known = KnownWords(titles: set.allTitles, languages: set.languages)
        var rows: [[Bool]] = [], titles: [[Int]] = [], shares: [Float] = []
        var owners: [(number: Int, category: String?)] = []
        for (number, product) in products.enumerated() {
            for (language, key) in zip(product.titles.keys.sorted(), Self.keys(product)) {
                let shown = answers[key] ?? []
                titles.append(tokenizer.encode(product.titles[language] ?? "", limit: tokenLimit).ids)
                shares.append(known.unseenShare(of: product.titles[language] ?? ""))
                rows.append(places.map { $0 < 0 ? keysMade[-1 - $0].contains(key) : shown.contains($0) })
                owners.append((number, product.category))
            }
        }
        queries = titles
        self.products = owners
        relevant = rows
        unseen = shares
        foreign = Self.foreignTitles(set.languages, known).map {
            (tokenizer.encode($0, limit: tokenLimit).ids, known.unseenShare(of: $0))
        }
    }

    /// Titles of other trades without a word that the catalog uses, in its languages.
    private static func foreignTitles(_ languages: [String], _ known: KnownWords) -> [String] {
        Set(languages.map { $0 == "ja" ? "ja" : "en" }).sorted().flatMap {
            ForeignTitles.unknown(to: Set(known.words), language: $0, half: .fit, words: KnownWords.words)
        }
    }

    /// A product's titles as they are compared, in the order of its languages.
    private static func keys(_ product: TrainingProduct) -> [String] {
        product.titles.keys.sorted().map { $0 + "\n" + (product.titles[$0] ?? "").folded }
    }

    /// The pictures of every product by its titles: equal titles have the same answers.
    private static func answers(_ products: [TrainingProduct]) -> [String: Set<Int>] {
        products.reduce(into: [:]) { answers, product in
            for key in keys(product) { answers[key, default: []].formUnion(product.photos.map(\.picture)) }
        }
    }

    /// What a model makes of the gallery.
    private struct Scores {
        /// `[query][picture]`, by instances and by the global vector.
        var instance: [[Float]]
        var global: [[Float]]
        var queries: QueryCounts
    }

    /// - Parameter queries: the held-out titles first, then perhaps others.
    private func scores(_ queries: [[Int]], _ model: ECLIP, _ cache: PixelCache, threads: Int) -> Scores {
        let texts = model.encodeTexts(queries)
        let blocks = stride(from: 0, to: gallery.count, by: Self.batch).map { $0..<min(gallery.count, $0 + Self.batch) }
        let parts = onShards(2, threads: threads) { shard in
            blocks.enumerated().filter { $0.offset % 2 == shard }.map { _, range in
                (range, blockScores(model, texts, range, gallery[range].map { pixels(of: $0, cache) }))
            }
        }
        var instance = [[Float]](repeating: Array(repeating: 0, count: gallery.count), count: queries.count), global = instance
        var counts = QueryCounts()
        for (range, found) in parts.joined().sorted(by: { $0.0.lowerBound < $1.0.lowerBound }) {
            counts.add(found.queries)
            for (offset, place) in range.enumerated() {
                for query in queries.indices {
                    instance[query][place] = found.instance[offset * queries.count + query]
                    global[query][place] = found.global[offset * queries.count + query]
                }
            }
        }
        return Scores(instance: instance, global: global, queries: counts)
    }

    private func pixels(of place: Int, _ cache: PixelCache) -> [UInt8] {
        place < 0 ? composed[-1 - place] : cache.withPicture(place) { Array($0) }
    }

    private func blockScores(_ model: ECLIP, _ texts: Tensor, _ range: Range<Int>, _ pixels: [[UInt8]])
        -> (instance: [Float], global: [Float], queries: QueryCounts)
    {
        let found = model.encodePictures(PictureInput.tensor(from: pixels, size: model.configuration.imageSize))
        let all = Matrix.linear(found.instances, weight: texts, bias: nil), winners = Gather.bestQuery(all)
        var counts = QueryCounts()
        if model.hasInstances {
            let answers = range.enumerated().flatMap { offset, place in
                queries.indices.filter { relevant[$0][place] }.map { (offset, winners[offset * texts.rows + $0]) }
            }
            counts.count(found, answers: answers)
        }
        return (
            Gather.pickQuery(all, winners).values, Matrix.linear(found.global, weight: texts, bias: nil).values, counts
        )
    }

    /// Every held-out figure of a model; nil where no query has an answer in the gallery.
    func measure(_ model: ECLIP, _ cache: PixelCache, threads: Int) -> Measurement? {
        let found = scores(queries, model, cache, threads: threads)
        let results = zip(found.instance, relevant).map { rankingResult(scores: $0, relevant: $1) }
        guard let instance = RankingFigures(results.compactMap { $0 }),
            let global = RankingFigures(zip(found.global, relevant).compactMap { rankingResult(scores: $0, relevant: $1) })
        else { return nil }
        let asked = zip(products, results).compactMap { product, result in result.map { (product, $0) } }
        var figures = ValidationFigures(queries: asked.count, gallery: gallery.count, instance: instance, global: global)
        figures.products = Set(asked.map(\.0.number)).count
        figures.uses = found.queries.uses
        figures.mapSpread = found.queries.meanSpread
        figures.categories = ValidationFigures.Category.all(asked.map { ($0.0.category, $0.1) })
        let byProduct = Dictionary(grouping: asked, by: \.0.number).sorted { $0.key < $1.key }.map(\.value)
        let precisions = byProduct.map { group in
            Float(group.reduce(0) { $0 + $1.1.averagePrecision } / Double(group.count))
        }
        return Measurement(figures: figures, precisions: precisions)
    }

    /// The chance that one of the first rows is right, from its score and the words training never saw: every
    /// query with its answers in the gallery and without them, and questions that nothing answers.
    func calibration(_ model: ECLIP, _ cache: PixelCache, threads: Int) -> Calibration? {
        let found = scores(queries + foreign.map(\.ids), model, cache, threads: threads).instance
        var rows: [JudgedRow] = [], without: [JudgedRow] = []
        for query in queries.indices {
            let right = relevant[query]
            rows += judgedRows(scores: found[query], relevant: right, depth: Self.judged, unseen: unseen[query])
            without += judgedRows(
                scores: found[query], depth: Self.judged, unseen: unseen[query], isRight: { _ in false },
                where: { !right[$0] })
        }
        for (question, scores) in zip(foreign, found.dropFirst(queries.count)) {
            without += judgedRows(scores: scores, depth: Self.judged, unseen: question.unseen, isRight: { _ in false })
        }
        return fitCalibration(rows, answerless: without)
    }

    /// Rows of a query that the calibration is fitted on.
    private static let judged = 20
}
