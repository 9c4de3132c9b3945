// Everything that can happen to the explorer: a key turned into an intention, an answer from the machine, the journal's
// word that something is saved.
import Domain

/// A motion inside a page that lies over the main screen.
package enum OverlayMove: Equatable, Sendable {
    /// The number of the row to stand on, held inside `0..<count`.
    case to(Int, count: Int)
    /// Enter on a row that is not an action (a reason, a line of text that is done).
    case accept
    /// Begin the line that the page asks for: other words to compare with.
    case write
    case close
}

/// How a session begins.
package enum Opening: Equatable, Sendable {
    /// Where an earlier session was left; the note says what the journal lost, if anything.
    case restored(SessionMemory, note: String?)
    /// A prepared query with its story.
    case story(Story)
    /// The list of products.
    case picker
}

/// The prepared query of a first start: a side product, found by its own instance.
package struct Story: Equatable, Sendable {
    package var words: String
    package var image: String
    package var instance: Int
    /// How many products the photo shows.
    package var products: Int
    /// Where the global vector ranks the photo for these words.
    package var globalRank: Int

    package init(words: String, image: String, instance: Int, products: Int, globalRank: Int) {
        self.words = words
        self.image = image
        self.instance = instance
        self.products = products
        self.globalRank = globalRank
    }
}

/// Work beside the screen.
package struct Progress: Equatable, Sendable {
    package enum Task: Equatable, Sendable {
        case catalog, indexing, opening
    }
    package var task: Task
    package var done: Int
    package var total: Int

    package init(task: Task, done: Int, total: Int) {
        self.task = task
        self.done = done
        self.total = total
    }
}

/// One happening.
package enum Event: Equatable, Sendable {
    case run(Action)
    /// A key of judge mode.
    case judge(JudgeMove)
    /// Seconds on a clock that only goes forward, for the pace.
    case clock(Double)
    /// Typed or pasted text for the line that has the focus.
    case type(String)
    case edit(LineEdit)
    case overlay(OverlayMove)
    /// Complete the word at the caret.
    case complete
    /// Put filters into the box, or take them out.
    case toggle([QueryFilter])
    /// A reason picked by its number, from 0.
    case reason(VerdictReason?)
    /// An instance picked by its number, from 1.
    case instance(Int)
    /// Rows of the list that fit the screen.
    case resized(rows: Int)
    /// A step of the patch cursor.
    case patch(PatchMove)
    /// The mouse, on something.
    case point(Pointing)
    /// No key for a while: settle what was typed and looked at.
    case idle

    case opened(Opening, HealthReport, language: Language)
    /// More photos of an index that is being built can be searched; or all of them.
    case grown(HealthReport, PickerCatalog, isWhole: Bool)
    /// A later, fuller look at checkpoint and index.
    case health(HealthReport)
    case products(PickerCatalog)
    /// The products that fit what the box held.
    case listed([PickerRow], for: String)
    case progress(Progress?)
    case found(SearchAnswer, generation: Int)
    /// Rows of a search that goes on.
    case foundSoFar(SearchAnswer, generation: Int)
    case searchFailed(String, generation: Int)
    /// Start the tour.
    case guide
    /// A list of questions to be checked, and what it is called.
    case queries([QuerySubject], name: String)
    case glanced([QueryGlance], first: Int)
    case facets([FacetColumn], generation: Int)
    case facetsFailed(String, generation: Int)
    case previewed(SearchAnswer, generation: Int)
    case previewFailed(String, generation: Int)
    case compared([ComparedRow], generation: Int)
    case comparisonFailed(String, generation: Int)
    case rankedGlobally([String: Int], generation: Int)
    case reading(PictureReading, generation: Int)
    case productRead(ProductReading, generation: Int)
    case picture(Raster, image: String, generation: Int)
    case pictureFailed(image: String, String)
    /// A photo with more pixels, for the zoom.
    case enlarged(Raster, image: String)
    case pinned(image: String)
    case pinFailed(image: String, String)
    case shone(image: String, words: String, map: AttentionMap, score: Float, generation: Int)
    case probed(Probe, ProbeAnswer)
    /// The journal's last entry that is safely on disk.
    case saved(through: Int)
    case journalFailed(String)
    /// The file a view was written to.
    case shared(String)
    case shareFailed(String)
    /// Go to the view a command line names.
    case reopen(ViewAddress)
    /// The disabled action that was asked for, and why not.
    case refused(Action, Obstacle)
    /// A printable character that means nothing where it was pressed.
    case noKey(String)
}
