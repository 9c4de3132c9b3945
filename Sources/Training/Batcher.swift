// Draws the batch of a step: products by weight, two photos and two titles each. A step's randomness comes from the seed
// and the step's number alone, so a resumed run draws exactly what the unbroken run would have drawn.
import Domain
import Foundation
import Networks
import Preprocessing

/// One photo and title of a batch.
struct View: Sendable {
    let product: Int
    let picture: Int
    /// A clean shot of the product alone.
    let isClean: Bool
    let augmentation: PictureAugmentation
    /// Piece ids, the start token first.
    let ids: [Int]
    /// The title is the category's word alone: every product of the category answers it.
    let asksForCategory: Bool
}

/// A batch in shards; within a shard first the A views of its products, then their B views in the same order.
struct Batch: Sendable {
    let shards: [[View]]

    var views: [View] { shards.flatMap { $0 } }

    /// Within a shard, the place of each view's partner.
    static func partners(in shard: [View]) -> [Int] {
        let half = shard.count / 2
        return shard.indices.map { $0 < half ? $0 + half : $0 - half }
    }
}

struct Batcher: Sendable {
    let set: TrainingSet
    let tokenizer: Tokenizer
    let options: TrainingOptions
    let tokenLimit: Int
    /// Pictures that cannot be drawn.
    let bad: Set<Int>

    private static let shardCount = 2
    private let noise = TitleNoise()

    init(_ set: TrainingSet, tokenizer: Tokenizer, options: TrainingOptions, tokenLimit: Int, bad: Set<Int>) {
        self.set = set
        self.tokenizer = tokenizer
        self.options = options
        self.tokenLimit = tokenLimit
        self.bad = bad
    }

    /// Steps that see clean shots only: with thousands of products scenes alone never leave chance (model.md).
    var cleanSteps: Int {
        if let chosen = options.cleanSteps { return chosen }
        let withClean = set.products.count { !$0.clean.isEmpty }
        return set.products.count >= 4000 && withClean * 2 > set.products.count ? 500 : 0
    }

    func batch(_ step: Int) -> Batch {
        var random = SeededGenerator.derived(from: options.seed, stream: UInt64(step))
        let chosen = products(&random)
        let perShard = chosen.count / Self.shardCount
        var shards: [[View]] = []
        for shard in 0..<Self.shardCount {
            let part = chosen[shard * perShard..<(shard == Self.shardCount - 1 ? chosen.count : (shard + 1) * perShard)]
            let pairs = part.map { views(of: $0, step: step, &random) }
            shards.append(pairs.map(\.0) + pairs.map(\.1))
        }
        return Batch(shards: shards)
    }

    /// Products without repetition while there are enough, each kept with its weight (Efraimidis and Spirakis 2006).
    private func products(_ random: inout SeededGenerator) -> [Int] {
        var chosen: [Int] = []
        while chosen.count < options.products {
            let keyed = set.weights.indices.map { (key: -log(max(1e-12, random.unit())) / set.weights[$0], place: $0) }
            let wanted = min(options.products - chosen.count, keyed.count)
            chosen += keyed.sorted { ($0.key, $0.place) < ($1.key, $1.place) }.prefix(wanted).map(\.place)
        }
        return random.shuffled(chosen)
    }

    private func views(of place: Int, step: Int, _ random: inout SeededGenerator) -> (View, View) {
        let product = set.products[place]
        let clean = usable(product.clean), scenes = usable(product.scenes)
        let first: Photo, second: Photo
        if scenes.isEmpty || (step < cleanSteps && !clean.isEmpty) {
            first = random.pick(clean.isEmpty ? product.photos : clean)
            second = random.pick(clean.isEmpty ? product.photos : clean)
        } else {
            let start = random.integer(in: 0...scenes.count - 1)
            second = scenes[start]
            let other = scenes.count > 1 ? (start + random.integer(in: 1...scenes.count - 1)) % scenes.count : start
            first = !clean.isEmpty && random.chance(cleanShare) ? random.pick(clean) : scenes[other]
        }
        return (view(place, product, first, &random), view(place, product, second, &random))
    }

    /// After a clean-only start the clean shot stays the first view more often.
    private var cleanShare: Double { cleanSteps > 0 ? 0.7 : 0.5 }

    private func usable(_ photos: [Photo]) -> [Photo] { bad.isEmpty ? photos : photos.filter { !bad.contains($0.picture) } }

    private func view(_ place: Int, _ product: TrainingProduct, _ photo: Photo, _ random: inout SeededGenerator) -> View {
        let augmentation = PictureAugmentation(clean: photo.isClean, using: &random)
        // Where titles do not say what a thing is ("Golden Delicious"), the category's word must be learned by itself.
        if let word = set.unsaidCategory[place], random.chance(Self.categoryShare) {
            return View(
                product: place, picture: photo.picture, isClean: photo.isClean, augmentation: augmentation,
                ids: tokenizer.encode(word, limit: tokenLimit).ids, asksForCategory: true)
        }
        return View(
            product: place, picture: photo.picture, isClean: photo.isClean, augmentation: augmentation,
            ids: tokenizer.encode(title(product, photo, &random), limit: tokenLimit).ids, asksForCategory: false)
    }

    private static let categoryShare = 0.15

    /// A third of the time the title this photo was filed under, as it stands; else the product's title, noised.
    private func title(_ product: TrainingProduct, _ photo: Photo, _ random: inout SeededGenerator) -> String {
        let language = random.pick(product.titles.keys.sorted())
        if random.chance(0.33), let filed = photo.titles[language] { return filed }
        return noise.noised(
            product.titles[language] ?? "", language: language, category: product.category, using: &random)
    }

    /// Is picture i, drawn for its product, no negative for the title of view j?
    func conflict(_ a: View, _ b: View) -> Bool {
        if set.titleClass[a.product] == set.titleClass[b.product] || set.shown[a.picture].contains(b.product) { return true }
        return b.asksForCategory && set.products[a.product].category == set.products[b.product].category
    }
}
