// The guided tour: a dozen things to try, each done by the person's own hands on whatever is open. A step ends when the
// state shows that it was done, so that no order of keys can get it stuck, and nothing on the way is pretended.
import Domain

/// What the tour asks for, in order.
package enum TourStep: Int, CaseIterable, Sendable {
    case ask, rows, follow, instance, view, why, judge, undo, like, back, filter, pin, help
}

/// A tour on its way.
package struct Tour: Equatable, Sendable {
    package internal(set) var step = TourStep.ask
    /// How things stood when the step began.
    var start: TourMarks
}

/// What steps are measured by.
struct TourMarks: Equatable, Sendable {
    var key: String?
    var cursor = 0
    var instance: Int?
    var view = MapView.spotlight
    var verdicts = 0
    var trail = 0
    var overlay: Overlay?

    init(_ state: ExplorerState) {
        key = state.isPicking ? nil : state.answer?.request.subject.key
        cursor = state.cursor
        instance = state.chosenInstance
        view = state.view
        verdicts = state.memory.done.count
        trail = state.trail.count
        overlay = state.overlay
    }
}

extension TourStep {
    /// The action that the step is about; nil for typing.
    package var action: Action? {
        switch self {
        case .ask: nil
        case .rows: .focusRows
        case .follow: .down
        case .instance: .nextInstance
        case .view: .nextView
        case .why: .why
        case .judge: .bad
        case .undo: .undo
        case .like: .enter
        case .back: .back
        case .filter: .facets
        case .pin: .pin
        case .help: .help
        }
    }

    func isDone(_ state: ExplorerState, since start: TourMarks) -> Bool {
        let now = TourMarks(state)
        return switch self {
        // The words of the first start stand there selected: they are nobody's yet.
        case .ask: now.key != nil && now.key != start.key && state.answerIsCurrent && !state.boxIsSelected
        case .rows: state.focus == .rows && !state.isPicking
        case .follow: now.cursor != start.cursor
        case .instance: now.instance != nil && now.instance != start.instance
        case .view: now.view != start.view
        case .why: state.overlay == nil && state.tourSaw(.why)
        case .judge: now.verdicts > start.verdicts
        case .undo: now.verdicts < start.verdicts
        case .like: now.trail > start.trail
        case .back: now.trail < start.trail
        case .filter: state.overlay == nil && state.tourSaw(.facets)
        case .pin: state.pin != nil
        case .help: if case .help = state.overlay { true } else { false }
        }
    }
}

extension ExplorerState {
    /// A page of this kind was open when the step's marks were taken last: closing it ends the step.
    fileprivate func tourSaw(_ action: Action) -> Bool {
        switch (action, tour?.start.overlay) {
        case (.why, .inquiry(.why, _)?), (.facets, .facets?): true
        default: false
        }
    }
}

extension Turn {
    mutating func startTour() { state.tour = state.tour == nil ? Tour(start: TourMarks(state)) : nil }

    /// Goes on when the step is done; after the last one the tour is over.
    mutating func followTour() {
        guard let tour = state.tour else { return }
        guard tour.step.isDone(state, since: tour.start) else {
            state.tour?.start.overlay = state.overlay
            return
        }
        guard let next = TourStep(rawValue: tour.step.rawValue + 1) else {
            state.tour = nil
            state.notice = .toured
            return
        }
        state.tour = Tour(step: next, start: TourMarks(state))
    }
}
