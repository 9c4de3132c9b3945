// All that the screen knows. A plain value: the reducer is the only one that changes it, the views only read it.
import Domain

/// Where typing goes.
package enum Focus: Sendable, Equatable {
    case box, rows
}

/// A subject that is not words, as the box shows it.
package struct Chip: Equatable, Sendable {
    package var subject: QuerySubject
    /// A product's title, or the title nearest to the instance.
    package var label: String

    package init(subject: QuerySubject, label: String) {
        self.subject = subject
        self.label = label
    }
}

/// A photo held on the screen while words change.
package struct Pin: Equatable, Sendable {
    package var image: String
    /// The engine has encoded the photo.
    package var isReady = false
    /// The words of `map`.
    package var words = ""
    package var map: AttentionMap?
    package var score: Float?
    /// The page that the photo was chosen on, for the way back.
    package var page: Overlay?
}

/// A list with a line that filters it.
package struct ListPage: Equatable, Sendable {
    package var filter = LineEditor()
    package var cursor = 0
}

/// A page over the main screen.
package enum Overlay: Equatable, Sendable {
    case help(ListPage)
    case palette(ListPage)
    case history(ListPage)
    case health(ListPage)
    case inquiry(Inquiry, ListPage)
    case reasons(cursor: Int)
    case compare(cursor: Int)
    /// Other words to compare with.
    case wording(LineEditor)
    case facets(ListPage)
    /// The questions of a list.
    case queries(ListPage)
    case feedback(ListPage)
    /// The name that the filters in the box get.
    case nameFilters(LineEditor)
    case note(LineEditor)
    /// The name of the file that the view goes to.
    case share(LineEditor)
}

/// Something to tell in the line above the keys, until the next key.
package enum Notice: Equatable, Sendable {
    case refused(Action, Obstacle)
    /// The rank is that of the first row judged.
    case judged(count: Int, rank: Int, grade: Grade, reason: VerdictReason?)
    case withdrawn
    case noteKept
    /// A note on a row without a verdict.
    case rowNoted
    /// The row of that rank got a flag, or lost it.
    case flagged(rank: Int, Bool)
    /// The page ranks the whole photo, so the list without a part of it was put back.
    case wholeAgain
    /// A note was left without keeping it.
    case draftKept
    /// The change is the last of those undone.
    case undone(count: Int, VerdictChange)
    case redone(count: Int, VerdictChange)
    /// A photo was chosen for the share of a query's weight in one place.
    case looksThere(RegionRow, RegionQuestion)
    /// There is nothing left to go back from.
    case nowhereOut
    /// There is no further question in the list, forwards or backwards.
    case endOfQueries(isLast: Bool)
    /// The photo on the compare page stands below the rows that were read.
    case beyondRows(Int)
    /// The photo on the compare page is not in the index.
    case notHere
    /// The photo of an address is not among its rows.
    case noSuchPhoto(String)
    /// The query of an address; a photo has so many.
    case noSuchQuery(Int, of: Int)
    case noSuchPatch(PatchPlace, rows: Int, columns: Int)
    /// A character that is no key where it was pressed.
    case noKey(String)
    case problem(String)
    case warning(DataWarning)
    /// What was typed or pasted was more than a line holds: it ends behind so many characters.
    case cut(at: Int)
    case shared(String)
    case named(String)
    /// Every photo is shown through this query.
    case holding(Int)
    /// The tour has come to its end.
    case toured
    case restored(verdicts: Int, note: String?)
    case story(Story)
    case knockedOut(KnockOutReport)
    /// The mouse is the program's, or the terminal's again.
    case mouse(Bool)
}

/// A row of the list of products to pick from.
package enum PickerRow: Equatable, Sendable {
    case words(String)
    /// Words that were asked for before.
    case recent(String)
    case product(Product)
}

/// The instance of a photo that a product of the list would be asked with.
package struct PickedInstance: Equatable, Sendable {
    package let productID: String
    package let image: String
    /// From 1.
    package let instance: Int
}

/// The state of the explorer.
package struct ExplorerState: Equatable, Sendable {
    // the question
    package var box = LineEditor()
    package var chip: Chip?
    package var focus = Focus.box
    /// The next character typed replaces the words in the box.
    package var boxIsSelected = false
    package var score = ScoreKind.instance
    /// Weight of the global vector in a blend, 0...1.
    package var blend = 0.5
    package internal(set) var facets = FacetShelf()
    package internal(set) var feedback: FeedbackPreview?
    package var grouping = Grouping.none
    package var language = Language.en

    // the answer
    package var answer: SearchAnswer?
    package var isSearching = false
    package var searchFault: String?
    /// Rank of each picture by the global vector, once known for this answer.
    package var globalRanks: [String: Int] = [:]
    package var cursor = 0
    /// First row on the screen.
    package var scroll = 0
    /// Rows of the list that fit the screen.
    package var pageRows = 12
    package var marked: Set<String> = []
    /// What the last key judged; nil once the cursor was moved.
    var justJudged: VerdictKey?

    // the products to pick from
    package var catalog = PickerCatalog()
    package var pickerRows: [PickerRow] = []
    /// The rows still belong to what the box held before.
    package internal(set) var pickerIsBehind = false
    package var pickerCursor = 0
    package var pickerScroll = 0
    /// What the product under the cursor would be asked with, once that is known.
    package internal(set) var picked: PickedInstance?

    // the photo
    package var view = MapView.spotlight
    package var outlineShare = 0.6
    package var chosenInstance: Int?
    /// The query through which every photo is shown, until the winner is asked for again.
    package internal(set) var heldInstance: Int?
    package var reading: PictureReading?
    package var pictureFaults: [String: String] = [:]
    package var pictures = PictureShelf()
    package var pin: Pin?
    package internal(set) var zoom: ZoomState?
    package var probe = ProbeState()

    // beside another ranking
    package internal(set) var comparison = ComparePage()

    // questions to be checked
    package internal(set) var querySet = QuerySet()

    // the session
    package var memory = SessionMemory()
    package var savedThrough = 0
    /// The session's file, as people write it; nil for a reader.
    package var sessionPath: String?
    /// The file was chosen by the program and is told until the first key.
    package var tellsSession = false
    package var rater = ""
    package var role = SessionRole.editor
    /// Judge mode; nil while browsing.
    package var judge: JudgeState?
    package var overlay: Overlay?
    package var notice: Notice?
    package internal(set) var tour: Tour?
    /// Notes that were left without keeping them, by their pair; they come back with the note.
    package internal(set) var noteDrafts: [VerdictKey: String] = [:]
    package var progress: Progress?
    package var health = HealthReport()
    package var pointer = PointerState()

    // numbers of the latest requests
    var searchGeneration = 0
    var whyGeneration = 0
    var shineGeneration = 0
    /// The search whose first rows came before its answer.
    var generationSoFar = 0
    /// The question that is not yet in the journal, and how it came to be.
    var unrecordedQuery: QueryOrigin?
    var hasUnrecordedLook = false
    /// A knock-out re-ranked the rows.
    var knockedOut: KnockedOut?
    /// The picture to stand on when the answer comes.
    var wantedImage: String?
    /// The photo that an address named, until its answer comes.
    var addressedImage: String?
    /// What was asked for last, without its filters.
    var askedTerms: [QueryTerm]?
    /// What an address asks for beyond its photo, until that is read.
    var arrival: Arrival?
    /// What the person asked before verdicts made a sum of it; until the sum is in the journal.
    var unrecordedFeedback: QuerySubject?
    /// A slash in the empty box was taken for the key for new words; it may have been the start of a path.
    var owesSlash = false
    /// The photo where the session was left, until the person moves on: an index that grows may not have read it yet.
    var awaitedImage: String?
    /// The answer belongs to the question in the box.
    var answerIsCurrent = false

    package init(
        language: Language = .en, rater: String = "", role: SessionRole = .editor, queue: JudgeQueue? = nil
    ) {
        self.language = language
        self.rater = rater
        self.role = role
        judge = queue.map { JudgeState(queue: $0.ordered(for: rater)) }
    }
}

// MARK: What follows from the state

extension ExplorerState {
    package static let outlineShares = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9]

    /// What is asked for now; nil while a product is being picked.
    package var subject: QuerySubject? {
        if let chip { return chip.subject }
        return isPicking ? nil : .text(box.text)
    }

    /// The files are open, and the session is the one that was left.
    var isOpen: Bool { health != HealthReport() }

    /// An empty box, or one that starts with `#`, lists products; a sum or a filtered product is a question.
    package var isPicking: Bool {
        guard chip == nil else { return false }
        // The first letters say it, and it is asked many times a frame: a pasted page is not folded for each.
        let text = String(box.text.drop(while: \.isWhitespace).prefix(8)).folded
        guard text.hasPrefix("#") else { return text.isEmpty }
        let parts = QueryParts(box.text)
        return parts.filters.isEmpty && parts.terms.count < 2
    }

    package var trail: [Place] { memory.trail }

    package var rowCount: Int { isPicking ? pickerRows.count : answer?.matches.count ?? 0 }

    /// The match under the cursor.
    package var match: Match? {
        guard !isPicking, let matches = answer?.matches, matches.indices.contains(cursor) else { return nil }
        return matches[cursor]
    }

    /// The product under the picker's cursor.
    package var pickedProduct: Product? {
        guard isPicking, pickerRows.indices.contains(pickerCursor) else { return nil }
        if case .product(let product) = pickerRows[pickerCursor] { return product }
        return nil
    }

    /// What that product would be asked with; nil until it is known.
    package var pickedInstance: PickedInstance? {
        picked.flatMap { $0.productID == pickedProduct?.label.productID ? $0 : nil }
    }

    /// The picture of the row under the cursor.
    package var rowImage: String? {
        if let judge { return judge.item?.image }
        return isPicking ? pickedInstance?.image ?? pickedProduct?.cover : match?.image
    }

    /// The picture in the pane: the pinned one, or that of the row.
    package var shownImage: String? { pin?.image ?? rowImage }

    package var shownRaster: Raster? { shownImage.flatMap { pictures[$0] } }

    /// The instance query whose view of the photo is shown, from 1.
    package var shownInstance: Int? {
        if let chosenInstance { return chosenInstance }
        if let match, match.image == shownImage { return match.instance }
        if let pickedInstance, pickedInstance.image == shownImage { return pickedInstance.instance }
        return reading?.bestInstance
    }

    /// The pinned photo's map follows the words rather than an instance.
    package var showsLiveWords: Bool { pin?.map != nil && chosenInstance == nil }

    /// The map in the pane.
    package var shownMap: AttentionMap? {
        if let probedMap { return probedMap }
        if showsLiveWords { return pin?.map }
        return freeMap
    }

    /// The shown instance query's own map, whatever stands in the pane.
    package var freeMap: AttentionMap? {
        guard let instance = shownInstance else { return nil }
        // Without a part of the photo its winner looks elsewhere, and that is what is asked.
        if let report = knockOutShown, report.image == shownImage, report.after.instance == instance { return report.map }
        if let found = reading?.instances.first(where: { $0.instance == instance }) { return found.map }
        if let match, match.image == shownImage, match.instance == instance { return match.map }
        return nil
    }

    /// The photo that the cursor goes to with the rows that come next: the one asked for, or that of a row chosen among
    /// those of the search so far.
    var keptImage: String? { searchedSoFar != nil && cursor > 0 ? match?.image : wantedImage }

    /// The share of the index, 0..<1, that the rows on the screen are of while the search for them goes on.
    package var searchedSoFar: Double? { isSearching && generationSoFar == searchGeneration ? answer?.searched : nil }

    package var verdictUnderCursor: Verdict? { match.flatMap(verdict(of:)) }

    /// The pair that a note is about: the one judged by the key before, since a verdict moves the cursor on, else the row's own.
    package var notedKey: VerdictKey? {
        guard let match else { return nil }
        let own = key(of: match)
        guard verdictUnderCursor == nil, let justJudged, justJudged.query == own.query, memory.verdicts[justJudged] != nil else {
            return own
        }
        return justJudged
    }

    /// The verdict that a note is about; nil where it is about a row without one.
    package var notedVerdict: Verdict? { notedKey.flatMap { memory.verdicts[$0] } }

    /// The note that is kept with that pair.
    package var keptNote: String? { notedKey.flatMap { memory.verdicts[$0]?.note ?? memory.asides[$0]?.note } }

    /// What stands beside a row: a flag, and a note where it has no verdict.
    package func aside(of match: Match) -> Aside? { memory.asides[key(of: match)] }

    /// The row that a reason belongs to although the cursor has gone on: judged bad by the key before, and without a reason.
    package var reasonless: Match? {
        guard let justJudged, let verdict = memory.verdicts[justJudged], verdict.grade == .bad, verdict.reason == nil,
            verdictUnderCursor == nil
        else { return nil }
        return answer?.matches.first { key(of: $0) == justJudged }
    }

    package func verdict(of match: Match) -> Verdict? { memory.verdicts[key(of: match)] }

    package func key(of match: Match) -> VerdictKey {
        VerdictKey(query: filedKey, image: match.image, instance: match.instance)
    }

    /// Everything done so far is on disk.
    package var isSaved: Bool { role == .reader || savedThrough >= memory.nextSequence - 1 }
}

extension PictureReading {
    /// The instance to show without a match: the best for the words, or the first that sees a product.
    package var bestInstance: Int? {
        let products = instances.filter { !$0.isBackground }
        let pool = products.isEmpty ? instances : products
        return pool.max { ($0.score ?? $0.nearestScore) < ($1.score ?? $1.nearestScore) }?.instance
    }
}
