// Everything that can be done by a key, from help or from the palette, and whether it can be done now. The words and
// the keys for it live in Interface; the reason why not is a fact here and a sentence there.
import Domain

/// One thing the explorer can do.
package enum Action: String, Sendable, Equatable, CaseIterable {
    // moving
    case down, up, pageDown, pageUp, first, last
    case newWords, focusBox, focusRows, stepBack, clearBox
    // asking
    case enter, back, fold, score, moreGlobal, lessGlobal, facets, nameFilters, feedback
    case queries, nextQuery, previousQuery
    // looking
    case nextView, previousView, outline, nextInstance, previousInstance, winner, pin, zoom
    // judging
    case good, bad, reason, withdraw, note, flag, mark, unmark, undo, redo
    // pages
    case help, palette, health, history, compare
    // probing
    case why, sheet, patchCursor, knockPatch, knockOutline, knockQuery, wordsMap, contrast, layer, head, spot
    // the program
    case tour, share, language, mouse, redraw, suspend, quit
}

/// Why an action cannot run now.
package enum Obstacle: Sendable, Equatable {
    /// There is no row under the cursor.
    case noRow
    /// The rows are products to pick, not matches to judge.
    case notAMatch
    case noVerdict
    case nothingToUndo
    case nothingToRedo
    case nowhereBack
    case nothingMarked
    /// No verdict on a row of this question.
    case nothingJudged
    /// No list of questions was opened.
    case noQueries
    /// No filter in the box.
    case noFilters
    /// The picture's instances are not read yet.
    case noReading
    /// No picture is on the screen.
    case noPicture
    case boxEmpty
    /// The model has no instance queries (a global checkpoint).
    case noInstances
    /// The patch cursor is not on the photo.
    case noPatch
    /// There are no words whose map could be shown.
    case noWords
    /// The session is open for reading only.
    case readOnly
}

extension ExplorerState {
    /// nil when the action can run.
    package func obstacle(to action: Action) -> Obstacle? {
        if role == .reader, Self.writing.contains(action) { return .readOnly }
        return switch action {
        case .down, .up, .pageDown, .pageUp, .first, .last: rowCount == 0 ? .noRow : nil
        case .enter: enterObstacle
        case .back: trail.isEmpty ? .nowhereBack : nil
        case .clearBox: box.isEmpty && chip == nil ? .boxEmpty : nil
        case .good, .bad, .reason, .mark, .note, .flag: match == nil ? matchObstacle : nil
        case .unmark: marked.isEmpty ? .nothingMarked : nil
        case .withdraw: verdictUnderCursor == nil ? (match == nil ? matchObstacle : .noVerdict) : nil
        case .undo: memory.lastDone == nil ? .nothingToUndo : nil
        case .redo: memory.lastUndone == nil ? .nothingToRedo : nil
        case .nextInstance, .previousInstance, .winner: instanceObstacle
        case .pin: pin == nil && shownImage == nil ? .noPicture : nil
        case .zoom: zoomObstacle
        case .fold, .score, .moreGlobal, .lessGlobal: isPicking ? .notAMatch : nil
        case .feedback: isPicking ? .notAMatch : hasFeedback ? nil : .nothingJudged
        case .queries, .nextQuery, .previousQuery: querySet.questions.isEmpty ? .noQueries : nil
        case .nameFilters: boxFilters.isEmpty ? .noFilters : nil
        case .compare: match == nil ? matchObstacle : nil
        default: probeObstacles[action]
        }
    }

    /// What changes the session's verdicts, flags and marks.
    private static let writing: Set<Action> = [.good, .bad, .reason, .withdraw, .note, .flag, .mark, .unmark, .undo, .redo]

    private var matchObstacle: Obstacle { isPicking ? .notAMatch : .noRow }

    private var enterObstacle: Obstacle? {
        if isPicking { return pickerRows.isEmpty ? .noRow : nil }
        return match == nil ? .noRow : nil
    }

    private var instanceObstacle: Obstacle? {
        guard let reading else { return shownImage == nil ? .noPicture : .noReading }
        return reading.instances.count > 1 ? nil : .noInstances
    }
}
