// The zoom in pixels: the photo is painted at the window's own resolution by a thread of its own and written beside curses,
// which then forgets what the terminal shows and draws everything anew. Until the pixels are there the zoom stands in cells.
import ArgumentParser
import Domain
import Engraving
import Explorer
import Images
import Interface
import Screen
import Terminal

extension PixelPreference: ExpressibleByArgument {}

/// Shows zoomed photos on terminals that draw pixels.
struct PixelZoom {
    private let session: TerminalSession
    private let environment: [String: String]
    private let preference: PixelPreference
    /// nil until it was asked for the first time.
    private var decided: PixelProtocol??
    private var shown: PixelFrame?
    private let painter: PixelPainter

    /// - Parameter wake: called from another thread when pixels are ready to be shown.
    init(
        session: TerminalSession, preference: PixelPreference, environment: [String: String],
        wake: @escaping @Sendable () -> Void
    ) {
        self.session = session
        self.preference = preference
        self.environment = environment
        painter = PixelPainter(wake: wake)
    }

    /// Shows the zoom of a state, or takes the last one off the screen where there is none.
    /// - Returns: false where the screen is to be drawn in cells.
    mutating func show(_ state: ExplorerState, in surroundings: Surroundings) -> Bool {
        guard let picture = zoomedPicture(state, in: surroundings), let wire = wire() else {
            clear()
            return false
        }
        let next = PixelFrame(
            picture: picture, caption: zoomCaption(state, in: surroundings), columns: surroundings.columns,
            rows: surroundings.rows, wire: wire, cell: session.cellPixels.map { PixelFrame.Cell($0) },
            engraver: surroundings.engraver, isInsideTmux: environment["TMUX"] != nil)
        if next == shown { return true }
        switch painter.bytes(of: next) {
        case .ready(let bytes):
            session.writeBesideCurses((shown != nil && wire == .kitty ? next.wrapped(KittyGraphics.cleared) : []) + bytes)
            shown = next
            return true
        case .underway: return shown != nil
        case .impossible:
            clear()
            return false
        }
    }

    /// Takes the pixels off the screen; the next frame is sent whole.
    mutating func clear() {
        guard let last = shown else { return }
        shown = nil
        if last.wire == .kitty { session.writeBesideCurses(last.wrapped(KittyGraphics.cleared)) }
        session.redraw()
    }

    private mutating func wire() -> PixelProtocol? {
        if let decided { return decided }
        let found: PixelProtocol?
        switch PixelDecision.known(preference, environment: environment, depth: session.facts.depth) {
        case .use(let wire): found = wire
        case .blocks: found = nil
        case .ask: found = PixelDecision.answered(session.askAboutPixels())
        }
        decided = .some(found)
        return found
    }
}
