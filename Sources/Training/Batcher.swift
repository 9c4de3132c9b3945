// Draws the batch of a step: products by weight, two photos and two titles each. A step's randomness comes from the seed
// and the step's number alone, so a resumed run draws exactly what the unbroken run would have drawn.
import Domain
import Foundation
import Networks
import Preprocessing

/// One photo and title of a batch.
package struct View: Sendable {
    package let product: Int
    package let picture: Int
    let augmentation: PictureAugmentation
    /// Composed around the picture's cut-out; nil for the picture itself.
    package let scene: ComposedScene?
    /// Piece ids, the start token first.
    let ids: [Int]
    /// Of the title.
    package let language: String
    /// Where the one product of a clean shot is, in fractions of the view; nil where its instance is chosen by its title.
    let middle: Box?
    /// The title is the category's word alone: every product of the category answers it.
    package let asksForCategory: Bool
    /// The title is a part of the product's own: every product whose title has it answers it.
    package var asked: TitleParts?
    /// Products that answer what is asked; empty where nothing is.
    var answering: Set<Int> = []
    /// Products that have the word that the title lost; nil where it may be told from all.
    var having: Set<Int>?
    /// The title is words that somebody asked, and the picture was judged right for them; nil for a catalog's own pair.
    var question: Feedback.Question?
    /// Where somebody said that the words are, in fractions of the view; it may reach beyond its edges.
    package var region: Box?
}

/// A batch in shards; within a shard first the A views of its products, then their B views in the same order.
package struct Batch: Sendable {
    package let shards: [[View]]

    package var views: [View] { shards.flatMap { $0 } }

    /// Within a shard, the place of each view's partner.
    static func partners(in shard: [View]) -> [Int] {
        let half = shard.count / 2
        return shard.indices.map { $0 < half ? $0 + half : $0 - half }
    }
}

package struct Batcher: Sendable {
    let set: TrainingSet
    let tokenizer: Tokenizer
    let options: TrainingOptions
    let tokenLimit: Int
    private let bad: Set<Int>
    /// Products that cannot be drawn have no weight.
    private let weights: [Double]
    /// With `--compose`: where scenes come from.
    let composition: Composition?
    /// With `--feedback`: what was judged.
    package let feedback: Feedback?

    private static let shardCount = 2
    private let noise: TitleNoise
    /// For questions made of titles, where the recipe asks for such.
    private let titleAnswers: TitleAnswers?
    /// Where the recipe asks for products that share words.
    private let related: RelatedProducts?

    /// - Parameter bad: pictures that cannot be drawn, by their place in the cache.
    package init(
        _ set: TrainingSet, tokenizer: Tokenizer, options: TrainingOptions, tokenLimit: Int, bad: Set<Int>,
        composition: Composition? = nil
    ) {
        weights = set.products.indices.map { PhotoPairs.canDraw(set.products[$0], bad: bad) ? set.weights[$0] : 0 }
        self.set = set
        self.tokenizer = tokenizer
        self.options = options
        self.tokenLimit = tokenLimit
        self.bad = bad
        self.composition = composition
        feedback = options.feedback.map { Feedback($0, set: set, bad: bad) }
        let asks = (options.shortQuestions ?? 0) + (options.lostWords ?? 0) > 0
        titleAnswers = asks ? TitleAnswers(set.products) : nil
        related = (options.relatedProducts ?? 0) + (options.siblingProducts ?? 0) > 0 ? RelatedProducts(set.products) : nil
        noise = TitleNoise(dropped: options.droppedWords ?? TitleNoise.recommendedDrop)
    }

    /// Steps that see clean shots only: with thousands of products scenes alone never leave chance (model.md).
    var cleanSteps: Int {
        if let chosen = options.cleanSteps { return chosen }
        let withClean = set.products.count { !$0.clean.isEmpty }
        return set.products.count >= 4000 && withClean * 2 > set.products.count ? 500 : 0
    }

    package func batch(_ step: Int) -> Batch {
        var random = SeededGenerator.derived(from: options.seed, stream: UInt64(step))
        let chosen = drawn(&random)
        let perShard = chosen.count / Self.shardCount
        var shards: [[View]] = []
        for shard in 0..<Self.shardCount {
            let part = chosen[shard * perShard..<(shard == Self.shardCount - 1 ? chosen.count : (shard + 1) * perShard)]
            let pairs = part.map { pair($0, step: step, &random) }
            shards.append(pairs.map(\.0) + pairs.map(\.1))
        }
        return Batch(shards: shards)
    }

    /// What stands in a batch as a product does: two photos and two titles.
    private enum Slot {
        case product(Int)
        /// What answers a judged question; the number tells it from the products.
        case right(Feedback.Question, number: Int)
        /// A photo that does not, under its own title.
        case wrong(picture: Int)
    }

    private func drawn(_ random: inout SeededGenerator) -> [Slot] {
        let chosen = products(&random).map(Slot.product)
        guard let feedback, !feedback.questions.isEmpty else { return chosen }
        var judged: [Slot] = []
        for (number, question) in feedback.drawn(for: options.products, &random).enumerated() {
            judged.append(.right(question, number: set.products.count + number))
            if !question.wrong.isEmpty { judged.append(.wrong(picture: random.pick(question.wrong))) }
        }
        return random.shuffled(judged + chosen.dropLast(judged.count))
    }

    private func pair(_ slot: Slot, step: Int, _ random: inout SeededGenerator) -> (View, View) {
        switch slot {
        case .product(let place): return views(of: place, step: step, &random)
        case .right(let question, let number):
            return (answer(question, number, &random), answer(question, number, &random))
        case .wrong(let picture):
            guard let (place, photo) = photo(of: picture) else { preconditionFailure("picture \(picture) shows no product") }
            return (view(place, photo, nil, &random), view(place, photo, nil, &random))
        }
    }

    private func photo(of picture: Int) -> (product: Int, photo: Photo)? {
        set.shown[picture].min().flatMap { place in
            set.products[place].photos.first { $0.picture == picture }.map { (place, $0) }
        }
    }

    /// A photo that was judged right, under the words it was judged for.
    private func answer(_ question: Feedback.Question, _ number: Int, _ random: inout SeededGenerator) -> View {
        let picture = random.pick(question.right)
        let isClean = photo(of: picture)?.photo.isClean ?? false
        let augmentation = PictureAugmentation(clean: isClean, using: &random)
        return View(
            product: number, picture: picture, augmentation: augmentation, scene: nil,
            ids: tokenizer.encode(question.words, limit: tokenLimit).ids, language: "", middle: nil, asksForCategory: false,
            question: question, region: question.regions[picture].map(augmentation.place))
    }

    /// Products without repetition while there are enough, each kept with its weight (Efraimidis and Spirakis 2006).
    private func products(_ random: inout SeededGenerator) -> [Int] {
        var chosen: [Int] = []
        while chosen.count < options.products {
            let keyed = weights.indices.map { (key: -log(max(1e-12, random.unit())) / weights[$0], place: $0) }
                .filter { $0.key.isFinite }
            let wanted = min(options.products - chosen.count, keyed.count)
            chosen += keyed.sorted { ($0.key, $0.place) < ($1.key, $1.place) }.prefix(wanted).map(\.place)
        }
        return random.shuffled(withRelated(chosen, &random))
    }

    /// Puts products that share words with others of the batch in the place of the last ones: first siblings, then things of
    /// another kind.
    private func withRelated(_ chosen: [Int], _ random: inout SeededGenerator) -> [Int] {
        guard let related else { return chosen }
        var result = chosen
        let siblings = Int(Double(chosen.count) * (options.siblingProducts ?? 0))
        let others = Int(Double(chosen.count) * (options.relatedProducts ?? 0))
        let kept = max(1, chosen.count - others - siblings)
        for place in kept..<chosen.count {
            let beside = random.pick(result[..<kept])
            let kinship: RelatedProducts.Kinship = place < kept + siblings ? .sameThing : .otherThing
            let found = related.drawn(beside: beside, kinship, &random) { weights[$0] > 0 && !result.contains($0) }
            if let found { result[place] = found }
        }
        return result
    }

    private func views(of place: Int, step: Int, _ random: inout SeededGenerator) -> (View, View) {
        if step >= cleanSteps, let pair = composedViews(of: place, &random) { return pair }
        let product = set.products[place]
        let pairs = PhotoPairs(bad: bad, cleanShare: cleanShare)
        let (first, second) = pairs.pair(of: product, cleanOnly: step < cleanSteps, &random)
        return (view(place, first, nil, &random), view(place, second, nil, &random))
    }

    /// A composed scene with a clean shot or another such scene; half the time where the product has real scenes.
    private func composedViews(of place: Int, _ random: inout SeededGenerator) -> (View, View)? {
        guard let composition else { return nil }
        let product = set.products[place]
        let clean = product.clean.filter { !bad.contains($0.picture) }
        let photos = composition.usable(clean)
        let hasScenes = product.scenes.contains { !bad.contains($0.picture) }
        guard !photos.isEmpty, !hasScenes || random.chance(0.5) else { return nil }
        func composed(_ random: inout SeededGenerator) -> View {
            let photo = random.pick(photos)
            return view(place, photo, composition.scene(of: place, photo: photo, &random), &random)
        }
        let first = random.chance(cleanShare) ? view(place, random.pick(clean), nil, &random) : composed(&random)
        return (first, composed(&random))
    }

    /// After a clean-only start the clean shot stays the first view more often.
    private var cleanShare: Double { cleanSteps > 0 ? 0.7 : 0.5 }

    private func view(
        _ place: Int, _ photo: Photo, _ scene: ComposedScene?, _ random: inout SeededGenerator
    ) -> View {
        let product = set.products[place]
        let augmentation = PictureAugmentation(clean: scene == nil && photo.isClean, using: &random)
        let language = random.pick(product.titles.keys.sorted())
        // Where titles do not say what a thing is ("Golden Delicious"), the category's word must be learned by itself.
        let word = random.chance(Self.categoryShare) ? set.unsaidCategory[place] : nil
        let short = word == nil ? shortened(product, language, &random) : nil
        let text = word ?? short?.text ?? title(product, photo, language, &random)
        let isPlaced = options.choosesByPlace == true && scene == nil && photo.isClean
        var view = View(
            product: place, picture: photo.picture, augmentation: augmentation, scene: scene,
            ids: tokenizer.encode(text, limit: tokenLimit).ids, language: language,
            middle: isPlaced ? augmentation.place(of: Box(x: 0.25, y: 0.25, width: 0.5, height: 0.5)) : nil, asksForCategory: word != nil,
            asked: short?.asked)
        if let short, let titleAnswers {
            view.answering = titleAnswers.answering(short.asked, language: language)
            view.having = options.losesWordsEvenly == true ? short.lost.map { titleAnswers.having($0, language: language) } : nil
        }
        return view
    }

    /// A question made of some of a title's words, where the recipe asks for such. No number is drawn where it does not: older
    /// recipes must draw what they drew.
    private func shortened(
        _ product: TrainingProduct, _ language: String, _ random: inout SeededGenerator
    ) -> ShortQuestion? {
        let title = product.titles[language] ?? ""
        if let share = options.shortQuestions, share > 0, random.chance(share) {
            return noise.question(from: title, language: language, using: &random)
        }
        guard let share = options.lostWords, share > 0, random.chance(share) else { return nil }
        return noise.lessOneWord(title, language: language, using: &random)
    }

    private static let categoryShare = 0.15

    /// A third of the time the title this photo was filed under, as it stands; else the product's title, noised.
    private func title(
        _ product: TrainingProduct, _ photo: Photo, _ language: String, _ random: inout SeededGenerator
    ) -> String {
        if random.chance(0.33), let filed = photo.titles[language] { return filed }
        return noise.noised(
            product.titles[language] ?? "", language: language, category: product.category, using: &random)
    }

    /// Is the picture of view a no negative for the title of view b?
    package func conflict(_ a: View, _ b: View) -> Bool {
        if let question = b.question { return isAnswered(question, by: a) }
        if b.asked != nil { return answersPart(a, b) || isBeyondLostWord(a, b) }
        if a.question != nil { return isAnswered(b, byPicture: a.picture) }
        if let scene = a.scene { return scene.shown.contains { isAnswered(b, by: $0) } }
        if a.product == b.product { return true }
        if b.asksForCategory, let category = set.products[b.product].category, set.products[a.product].category == category {
            return true
        }
        return isAnswered(b, byPicture: a.picture)
            || (!b.asksForCategory && set.titleKeys.areEqual(a.product, b.product, language: b.language))
    }

    /// Is the title of view b a question that the picture of view a answers beside its own? Then it is an answer as good.
    package func isFurtherAnswer(_ a: View, _ b: View) -> Bool {
        options.sharesAnswers == true && b.asked != nil && b.question == nil && answersPart(a, b)
    }

    /// Does the picture of view a show something whose title has the part of a title that view b asks for?
    private func answersPart(_ a: View, _ b: View) -> Bool {
        a.product == b.product || shows(a) { b.answering.contains($0) }
    }

    /// Has a title lost a word that nothing in the picture has? Told from such pictures, a title learns which colours this thing has
    /// come in so far, and takes no other for it; told only from what has the word too, it learns that the word does not matter.
    private func isBeyondLostWord(_ a: View, _ b: View) -> Bool {
        guard let having = b.having else { return false }
        return !shows(a) { having.contains($0) }
    }

    /// Does the picture of a view show such a product?
    private func shows(_ view: View, _ isSuch: (Int) -> Bool) -> Bool {
        view.scene?.shown.contains(where: isSuch) ?? set.shown[view.picture].contains(where: isSuch)
    }

    /// What a person said stands above what the catalog says; the catalog speaks where nobody has.
    private func isAnswered(_ question: Feedback.Question, by a: View) -> Bool {
        let shown = a.scene?.shown ?? Array(set.shown[a.picture])
        if a.scene == nil {
            if question.wrong.contains(a.picture) { return false }
            if question.right.contains(a.picture) { return true }
        }
        let key = question.words.folded
        return shown.contains { set.products[$0].titles.values.contains { $0.folded == key } }
    }

    /// Does a picture show what a catalog's title asks for?
    private func isAnswered(_ title: View, byPicture picture: Int) -> Bool {
        if set.shown[picture].contains(title.product) { return true }
        if title.asksForCategory, let category = set.products[title.product].category {
            return set.titleKeys.shows(picture, category: category)
        }
        return set.titleKeys.answers(picture, product: title.product, language: title.language)
    }

    /// Does a product that stands in a scene answer a title?
    private func isAnswered(_ title: View, by product: Int) -> Bool {
        if product == title.product { return true }
        if title.asksForCategory, let category = set.products[title.product].category {
            return set.products[product].category == category
        }
        return set.titleKeys.areEqual(product, title.product, language: title.language)
    }
}
