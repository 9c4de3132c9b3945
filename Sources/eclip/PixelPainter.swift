// What the zoom sends to a terminal that draws pixels: painted and encoded on a thread of its own, the newest wish first,
// because a PNG of a whole window takes longer than a key may.
import Domain
import Engraving
import Foundation
import Images
import Interface
import Screen

/// A photo on a screen: equal frames are equal bytes.
struct PixelFrame: Equatable, Sendable {
    /// A cell in pixels.
    struct Cell: Equatable, Sendable {
        var width, height: Int

        init(_ size: (width: Int, height: Int)) { (width, height) = size }
    }

    var picture: ZoomedPicture
    var caption: String
    var columns, rows: Int
    var wire: PixelProtocol
    /// nil where the terminal does not say.
    var cell: Cell?
    var engraver: Engraver
    var isInsideTmux: Bool

    /// Longest side in pixels of what is sent; terminals enlarge the rest.
    private static let longest = 1600
    private static let usualCell = Cell((width: 10, height: 20))

    /// Where the picture goes: pixels, and the cells they cover.
    private var place: (width: Int, height: Int, columns: Int, rows: Int) {
        let cell = cell ?? Self.usualCell, raster = picture.raster
        let room = (width: columns * cell.width, height: max(1, rows - 1) * cell.height)
        let scale = min(Double(room.width) / Double(raster.width), Double(room.height) / Double(raster.height))
        let width = max(1, Int(Double(raster.width) * scale))
        let height = max(1, Int(Double(raster.height) * scale))
        return (
            width, height, min(columns, (width + cell.width - 1) / cell.width),
            min(rows - 1, (height + cell.height - 1) / cell.height)
        )
    }

    /// nil where the photo cannot be encoded.
    var bytes: [UInt8]? {
        let place = place
        let shrink = wire == .sixel ? 1 : min(1, Double(Self.longest) / Double(max(place.width, place.height)))
        let photo = painted(
            width: max(1, Int(Double(place.width) * shrink)), height: max(1, Int(Double(place.height) * shrink)))
        guard let body = encoded(photo, place) else { return nil }
        let start = "\u{1B}[0m\u{1B}[2J\u{1B}[1;\((columns - place.columns) / 2 + 1)H"
        let end = "\u{1B}[\(rows);1H\u{1B}[0m\(caption)\u{1B}[\(rows);1H"
        return Array(start.utf8) + body + Array(end.utf8)
    }

    private func painted(width: Int, height: Int) -> Raster {
        let photo = resized(picture.raster, width: width, height: height)
        guard let map = picture.map else { return photo }
        return engraver.painted(
            picture.view, of: photo, map: map, owners: picture.owners, contrast: picture.contrast,
            outlineShare: picture.outlineShare)
    }

    private func encoded(_ photo: Raster, _ place: (width: Int, height: Int, columns: Int, rows: Int)) -> [UInt8]? {
        if wire == .sixel { return Sixel.encoded(photo) }
        guard let png = try? encodePNG(photo) else { return nil }
        if wire == .iterm2 { return wrapped(InlineImage.shown(png: png, width: place.width, height: place.height)) }
        let isScaled = cell == nil || photo.width != place.width
        return KittyGraphics.shown(png: png, columns: isScaled ? place.columns : nil, rows: isScaled ? place.rows : nil)
            .flatMap(wrapped)
    }

    func wrapped(_ bytes: [UInt8]) -> [UInt8] { isInsideTmux ? passedThroughTmux(bytes) : bytes }
}

/// The thread that paints.
final class PixelPainter: @unchecked Sendable {
    enum Painting {
        case ready([UInt8]), underway, impossible
    }

    private let condition = NSCondition()
    private var wanted: PixelFrame?
    private var finished: (frame: PixelFrame, bytes: [UInt8]?)?
    private var isStarted = false
    private let wake: @Sendable () -> Void

    init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

    /// The bytes of a frame where they are there; else they are made, and `wake` is called.
    func bytes(of frame: PixelFrame) -> Painting {
        condition.lock()
        defer { condition.unlock() }
        if let finished, finished.frame == frame { return finished.bytes.map(Painting.ready) ?? .impossible }
        if wanted != frame {
            wanted = frame
            condition.signal()
        }
        if !isStarted { start() }
        return .underway
    }

    private func start() {
        isStarted = true
        let thread = Thread { [weak self] in self?.work() }
        thread.name = "pixels"
        thread.stackSize = 8 << 20
        thread.start()
    }

    private func work() {
        while true {
            condition.lock()
            while wanted == nil { condition.wait() }
            let frame = wanted
            condition.unlock()
            guard let frame else { continue }
            let bytes = frame.bytes
            condition.lock()
            finished = (frame, bytes)
            if wanted == frame { wanted = nil }
            condition.unlock()
            wake()
        }
    }
}
