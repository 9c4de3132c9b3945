// The explorer without threads and without a screen: each event is reduced and every effect is carried out on the spot.
import Domain
import Explorer

/// A running explorer for tests.
package struct Rehearsal {
    package private(set) var state: ExplorerState
    /// All effects so far, in order.
    package private(set) var effects: [Effect] = []
    package let engine: any ExplorerEngine
    /// Keep the answers back instead of delivering them at once.
    package var holdsAnswers = false
    /// Answers kept back.
    package private(set) var held: [Event] = []
    private var pinned: (any LiveWords)?

    package init(
        engine: any ExplorerEngine, opening: Opening = .picker, language: Language = .en, role: SessionRole = .editor,
        queue: JudgeQueue? = nil
    ) throws {
        self.engine = engine
        state = ExplorerState(language: language, rater: "tester", role: role, queue: queue)
        send(.opened(opening, try engine.health(), language: language))
        send(.products(PickerCatalog(try engine.products())))
    }

    /// The acts recorded so far.
    package var acts: [SessionAct] {
        effects.compactMap { if case .record(let act, _) = $0 { act } else { nil } }
    }

    package mutating func send(_ events: Event...) {
        for event in events {
            let (next, asked) = reduce(state, event)
            state = next
            effects += asked
            for effect in asked { perform(effect) }
        }
    }

    package mutating func run(_ actions: Action...) {
        for action in actions { send(.run(action)) }
    }

    /// Delivers the answers kept back.
    package mutating func release() {
        let answers = held
        held = []
        for answer in answers { send(answer) }
    }

    private mutating func perform(_ effect: Effect) {
        var answer = engine.answer(effect, pinned: pinned)
        if case .pin(let image) = effect {
            do {
                pinned = try engine.pin(image: image)
                answer = .pinned(image: image)
            } catch {
                answer = .pinFailed(image: image, String(describing: error))
            }
        }
        guard let answer else { return }
        if holdsAnswers { held.append(answer) } else { send(answer) }
    }
}
