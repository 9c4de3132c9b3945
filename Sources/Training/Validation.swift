// The held-out part: a small gallery of scenes searched by the titles of products that training never sees (or, split by
// photo, of photos it never sees). It tells during training whether a run is healthy, and fits the chance `p` at the end.
import Domain
import Evaluation
import Networks
import Preprocessing
import Tensors

/// How well held-out titles find held-out scenes.
package struct ValidationFigures: Sendable, Equatable {
    package var queries: Int
    package var gallery: Int
    /// By instances (by the global vector in a global-only model).
    package var instance: RankingFigures
    package var global: RankingFigures
}

struct Validation: Sendable {
    private let queries: [[Int]]
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
            for photo in random.shuffled(photos).prefix(Self.scenesPerProduct) { add(photo.picture) }
        }
        let scenes = set.products.flatMap { $0.scenes.prefix(2).map(\.picture) }
        for picture in random.shuffled(scenes) { add(picture) }
        let made = composition?.gallery(of: products, scenes: Self.scenesPerProduct, &random) ?? []
        places += made.indices.map { -1 - $0 }
        composed = made.map(\.pixels)
        gallery = places
        let known = KnownWords(titles: set.allTitles, languages: set.languages)
        var rows: [[Bool]] = [], titles: [[Int]] = [], shares: [Float] = []
        for (number, product) in products.enumerated() {
            let shown = Set(product.photos.map(\.picture)).union(
                set.products.first { $0.id == product.id }?.photos.map(\.picture) ?? [])
            for language in product.titles.keys.sorted() {
                titles.append(tokenizer.encode(product.titles[language] ?? "", limit: tokenLimit).ids)
                shares.append(known.unseenShare(of: product.titles[language] ?? ""))
                rows.append(places.map { $0 < 0 ? made[-1 - $0].shown.contains(number) : shown.contains($0) })
            }
        }
        queries = titles
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

    /// Scores of queries against every picture, by instances and by the global vector.
    private func scores(
        _ queries: [[Int]], _ model: ECLIP, _ cache: PixelCache, threads: Int
    ) -> (instance: [[Float]], global: [[Float]]) {
        let texts = model.encodeTexts(queries)
        let blocks = stride(from: 0, to: gallery.count, by: Self.batch).map { $0..<min(gallery.count, $0 + Self.batch) }
        let parts = onShards(2, threads: threads) { shard in
            blocks.enumerated().filter { $0.offset % 2 == shard }.map { _, range in
                (range, Self.blockScores(model, texts, gallery[range].map { pixels(of: $0, cache) }))
            }
        }
        var instance = [[Float]](repeating: Array(repeating: 0, count: gallery.count), count: queries.count), global = instance
        for (range, found) in parts.joined() {
            for (offset, place) in range.enumerated() {
                for query in queries.indices {
                    instance[query][place] = found.instance[offset * queries.count + query]
                    global[query][place] = found.global[offset * queries.count + query]
                }
            }
        }
        return (instance, global)
    }

    private func pixels(of place: Int, _ cache: PixelCache) -> [UInt8] {
        place < 0 ? composed[-1 - place] : cache.withPicture(place) { Array($0) }
    }

    private static func blockScores(_ model: ECLIP, _ texts: Tensor, _ pixels: [[UInt8]]) -> (instance: [Float], global: [Float]) {
        let found = model.encodePictures(PictureInput.tensor(from: pixels, size: model.configuration.imageSize))
        let all = Matrix.linear(found.instances, weight: texts, bias: nil)
        return (Gather.pickQuery(all, Gather.bestQuery(all)).values, Matrix.linear(found.global, weight: texts, bias: nil).values)
    }

    func figures(_ model: ECLIP, _ cache: PixelCache, threads: Int) -> ValidationFigures? {
        let found = scores(queries, model, cache, threads: threads)
        guard let instance = RankingFigures(zip(found.instance, relevant).compactMap { rankingResult(scores: $0, relevant: $1) }),
            let global = RankingFigures(zip(found.global, relevant).compactMap { rankingResult(scores: $0, relevant: $1) })
        else { return nil }
        return ValidationFigures(queries: queries.count, gallery: gallery.count, instance: instance, global: global)
    }

    /// The chance that one of the first rows is right, from its score, its gap and the words training never saw: every
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
