// The recipe's own numbers, for whoever looks for a better one; without these flags `train` follows the recipe that works.
import ArgumentParser
import Networks
import Training

extension Competition: ExpressibleByArgument {}

/// A loss term and its weight: `d=0` leaves the distillation out.
struct TermWeight: ExpressibleByArgument {
    let place: WritableKeyPath<LossWeights, Float> & Sendable
    let weight: Float

    static let places: [String: WritableKeyPath<LossWeights, Float> & Sendable] = [
        "g": \.global, "m": \.multipleInstance, "c": \.interProduct, "i": \.intraProduct, "l": \.evidence,
        "d": \.distillation,
    ]

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, let place = Self.places[String(parts[0])], let weight = Float(parts[1]),
            weight >= 0, weight.isFinite
        else { return nil }
        self.place = place
        self.weight = weight
    }
}

struct RecipeFlags: ParsableArguments {
    @Option(
        name: .long,
        help: "Side of the square pictures the model sees, in pixels: a multiple of 12 (96; with --init the start's).", transform: whole(1...4_096))
    var pictureSize: Int?

    @Option(name: .long, help: "Instance queries of a picture (8; with --init the start's).", transform: whole(1...1_000))
    var queries: Int?

    @Option(name: .long, help: "Patches that attention of the image encoder reaches to each side (1; with --init the start's).", transform: whole(0...1_000))
    var attentionRadius: Int?

    @Option(
        name: .long,
        help: "What softmax shares out: each patch among queries, or each query over patches (queries; with --init the start's).")
    var competition: Competition?

    @Option(name: .long, help: "1, or 2 for tighter maps (1; with --init the start's).", transform: whole(0...100))
    var mapPower: Int?

    @Option(name: .long, help: "Products in a batch (32).", transform: whole(0...100_000))
    var products: Int?

    @Option(name: .long, help: "Peak learning rate (0.001).", transform: single(0...100))
    var rate: Float?

    @Option(
        name: .long,
        help: """
            Steps at the start that see clean shots only (500 where 4000 products or more train and most have a clean shot, \
            else 0).
            """, transform: whole(0...manyThings))
    var cleanSteps: Int?

    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            Weight of a loss term; may be repeated. A title finds its photo: g (1) by the global vector, m (1) by the best \
            instance, c (1) by what the title reads of it, l (1) by the bare patches under both maps; i (0.25): the instances of \
            a product's photos find each other; d (0.1): an instance's map learns from the title's.
            """, valueName: "term=number"))
    var weight: [TermWeight] = []

    @Flag(name: .long, help: "The instance that speaks for a clean shot is chosen by place, not by its title: for finishing.")
    var chooseByPlace = false

    @Option(name: .long, help: ArgumentHelp("Share of words left out of titles while training (0.12).", valueName: "share"), transform: number(0...1))
    var dropWords: Double?

    @Option(
        name: .long,
        help: ArgumentHelp("Share of titles cut down to a question of one to three words, as shoppers type (0).", valueName: "share"), transform: number(0...1))
    var shortQuestions: Double?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Share of the other titles that lose one word; what holds the rest is no negative (0).", valueName: "share"), transform: number(0...1))
    var lostWords: Double?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Share of a batch drawn for sharing words with another product that is another thing: hard negatives (0).",
            valueName: "share"), transform: number(0...1))
    var relatedProducts: Double?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Share of a batch drawn for being the same thing as another product in almost the same words: harder negatives (0).",
            valueName: "share"), transform: number(0...1))
    var siblingProducts: Double?

    @Flag(
        name: .long,
        help: "Whatever answers a short question or a title without one of its words is a right answer, not only no wrong one.")
    var shareAnswers = false

    @Flag(
        name: .long,
        help: "A title that lost a word is told only from what has that word, so that it fits things it never came with.")
    var evenLosses = false

    @Flag(
        name: .long,
        help: "Queries that answer nothing start again as copies of busy ones, in the first half of the run: for --init on another catalog.")
    var reviveQueries = false

    /// Which flags were given.
    var given: [(String, Bool)] {
        [
            ("--picture-size", pictureSize != nil), ("--queries", queries != nil),
            ("--attention-radius", attentionRadius != nil), ("--competition", competition != nil),
            ("--map-power", mapPower != nil), ("--products", products != nil), ("--rate", rate != nil),
            ("--clean-steps", cleanSteps != nil), ("--weight", !weight.isEmpty),
            ("--choose-by-place", chooseByPlace), ("--drop-words", dropWords != nil),
            ("--short-questions", shortQuestions != nil), ("--lost-words", lostWords != nil),
            ("--related-products", relatedProducts != nil), ("--sibling-products", siblingProducts != nil),
            ("--share-answers", shareAnswers), ("--even-losses", evenLosses), ("--revive-queries", reviveQueries),
        ]
    }

    func validate() throws {
        if let fault = sizes.applied(to: ModelConfiguration()).fault { throw ValidationError("the recipe's sizes: \(fault)") }
        if let queries, queries < 1 { throw ValidationError("--queries: \(queries) (expected 1 to 26)") }
        if let products, !(2...4096).contains(products) {
            throw ValidationError("--products: \(products) (expected 2 to 4096)")
        }
        if let rate, !(rate > 0 && rate <= 1) { throw ValidationError("--rate: \(rate) (expected more than 0, at most 1)") }
        if let dropWords, !(0..<1).contains(dropWords) {
            throw ValidationError("--drop-words: \(dropWords) (expected 0 to 1)")
        }
        if let shortQuestions, !(0...1).contains(shortQuestions) {
            throw ValidationError("--short-questions: \(shortQuestions) (expected 0 to 1)")
        }
        if let lostWords, !(0...1).contains(lostWords) { throw ValidationError("--lost-words: \(lostWords) (expected 0 to 1)") }
        if let relatedProducts, !(0..<1).contains(relatedProducts) {
            throw ValidationError("--related-products: \(relatedProducts) (expected 0 to less than 1)")
        }
        if let siblingProducts, !(0..<1).contains(siblingProducts + (relatedProducts ?? 0)) {
            throw ValidationError(
                "--sibling-products: \(siblingProducts) (expected 0 to less than 1, with --related-products together)")
        }
        if let cleanSteps, cleanSteps < 0 { throw ValidationError("--clean-steps: \(cleanSteps) (expected 0 or more)") }
    }

    private var sizes: SizeOptions {
        var sizes = SizeOptions()
        sizes.imageSize = pictureSize
        sizes.queries = queries
        sizes.attentionRadius = attentionRadius
        sizes.competition = competition
        sizes.mapPower = mapPower
        return sizes
    }

    func apply(to options: inout TrainingOptions) {
        options.sizes = sizes
        options.products = products ?? options.products
        options.peakRate = rate ?? options.peakRate
        options.cleanSteps = cleanSteps ?? options.cleanSteps
        options.choosesByPlace = chooseByPlace ? true : nil
        options.droppedWords = dropWords
        options.shortQuestions = shortQuestions
        options.lostWords = lostWords
        options.relatedProducts = relatedProducts
        options.siblingProducts = siblingProducts
        options.losesWordsEvenly = evenLosses ? true : nil
        options.sharesAnswers = shareAnswers ? true : nil
        options.revivesQueries = reviveQueries ? true : nil
        for term in weight { options.weights[keyPath: term.place] = term.weight }
    }
}
