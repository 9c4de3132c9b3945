// The zoom in pixels: the photo is painted at the window's own resolution and written beside curses, which then forgets
// what the terminal shows and draws everything anew.
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
    private var shown: Shown?

    /// Longest side in pixels of what is sent; terminals enlarge the rest.
    private static let longest = 1600
    /// A cell in pixels where nobody says.
    private static let usualCell = (width: 10, height: 20)

    private struct Shown: Equatable {
        var picture: ZoomedPicture
        var caption: String
        var columns, rows: Int
    }

    init(session: TerminalSession, preference: PixelPreference, environment: [String: String]) {
        self.session = session
        self.preference = preference
        self.environment = environment
    }

    /// Shows the zoom of a state, or takes the last one off the screen where there is none.
    /// - Returns: false where the screen is to be drawn in cells.
    mutating func show(_ state: ExplorerState, in surroundings: Surroundings) -> Bool {
        guard let picture = zoomedPicture(state, in: surroundings), let wire = wire() else {
            clear()
            return false
        }
        let next = Shown(
            picture: picture, caption: zoomCaption(state, in: surroundings), columns: surroundings.columns,
            rows: surroundings.rows)
        if next == shown { return true }
        guard let bytes = bytes(next, wire, surroundings) else {
            clear()
            return false
        }
        shown = next
        session.writeBesideCurses(bytes)
        return true
    }

    /// Takes the pixels off the screen; the next frame is sent whole.
    mutating func clear() {
        guard shown != nil else { return }
        shown = nil
        if case .some(.some(.kitty)) = decided { session.writeBesideCurses(wrapped(KittyGraphics.cleared)) }
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

    // MARK: Bytes

    /// Where a picture of this shape goes: pixels, and the cells they cover.
    private func fitted(_ raster: Raster, _ screen: Shown) -> (width: Int, height: Int, columns: Int, rows: Int) {
        let cell = session.cellPixels ?? Self.usualCell
        let room = (width: screen.columns * cell.width, height: max(1, screen.rows - 1) * cell.height)
        let scale = min(Double(room.width) / Double(raster.width), Double(room.height) / Double(raster.height))
        let width = max(1, Int(Double(raster.width) * scale))
        let height = max(1, Int(Double(raster.height) * scale))
        return (
            width, height, min(screen.columns, (width + cell.width - 1) / cell.width),
            min(screen.rows - 1, (height + cell.height - 1) / cell.height)
        )
    }

    private func bytes(_ next: Shown, _ wire: PixelProtocol, _ surroundings: Surroundings) -> [UInt8]? {
        let place = fitted(next.picture.raster, next)
        let shrink = wire == .sixel ? 1 : min(1, Double(Self.longest) / Double(max(place.width, place.height)))
        let size = (
            width: max(1, Int(Double(place.width) * shrink)), height: max(1, Int(Double(place.height) * shrink))
        )
        let photo = painted(next.picture, width: size.width, height: size.height, surroundings)
        guard let body = encoded(photo, wire, place) else { return nil }
        let before = shown != nil && wire == .kitty ? wrapped(KittyGraphics.cleared) : []
        let start = "\u{1B}[0m\u{1B}[2J\u{1B}[1;\((next.columns - place.columns) / 2 + 1)H"
        let end = "\u{1B}[\(next.rows);1H\u{1B}[0m\(next.caption)\u{1B}[\(next.rows);1H"
        return before + Array(start.utf8) + body + Array(end.utf8)
    }

    private func painted(_ picture: ZoomedPicture, width: Int, height: Int, _ surroundings: Surroundings) -> Raster {
        let photo = resized(picture.raster, width: width, height: height)
        guard let map = picture.map else { return photo }
        return surroundings.engraver.painted(
            picture.view, of: photo, map: map, owners: picture.owners, contrast: picture.contrast,
            outlineShare: picture.outlineShare)
    }

    private func encoded(
        _ photo: Raster, _ wire: PixelProtocol, _ place: (width: Int, height: Int, columns: Int, rows: Int)
    ) -> [UInt8]? {
        if wire == .sixel { return Sixel.encoded(photo) }
        guard let png = try? encodePNG(photo) else { return nil }
        switch wire {
        case .iterm2: return wrapped(InlineImage.shown(png: png, width: place.width, height: place.height))
        default:
            let isScaled = session.cellPixels == nil || photo.width != place.width
            return KittyGraphics.shown(
                png: png, columns: isScaled ? place.columns : nil, rows: isScaled ? place.rows : nil
            ).flatMap(wrapped)
        }
    }

    private func wrapped(_ bytes: [UInt8]) -> [UInt8] {
        environment["TMUX"] == nil ? bytes : passedThroughTmux(bytes)
    }
}
