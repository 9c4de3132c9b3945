// What the drawing is worth: structural similarity of the ASCII photo to real photos, beside chafa's in the same run
// (same cells, same masks), and the time from raster to block. Photos come from a folder; chafa from PATH.
import Domain
import Engraving
import Foundation
import Images
import Screen

/// The drawing of up to `limit` pictures found under a folder, spread evenly over its sorted paths.
struct DrawingWork {
    let photos: String
    var limit = 40

    func run() throws {
        let paths = Self.photos(under: photos, limit: limit)
        if paths.isEmpty { throw PeerFault(description: "no pictures under \(photos)") }
        for scale in [2, 3] { try Self.measure(paths, size: BlockSize(rows: 8, columns: 8, scale: scale)) }
    }

    private static func photos(under folder: String, limit: Int) -> [String] {
        let kinds: Set = ["jpg", "jpeg", "png", "webp"]
        let all = (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? [])
            .filter { kinds.contains(($0 as NSString).pathExtension.lowercased()) }.sorted()
        let step = max(1, all.count / max(1, limit))
        return stride(from: 0, to: all.count, by: step).prefix(limit).map { folder + "/" + all[$0] }
    }

    private static func measure(_ paths: [String], size: BlockSize) throws {
        var ours: [Double] = []
        var theirs: [Double] = []
        var milliseconds: [Double] = []
        for path in paths {
            let square = squared(try decodePicture(at: path))
            var lines: [String] = []
            milliseconds.append(timed { lines = drawn(square, size: size) })
            ours.append(likeness(lines, size: size, to: square))
            if let peer = try chafa(square, size: size) { theirs.append(likeness(peer, size: size, to: square)) }
        }
        let cells = "\(size.cellColumns)x\(size.cellRows)"
        let peer = theirs.count == ours.count ? mean(theirs) : nil
        Figure(name: "ascii_photo_likeness_\(cells)", value: mean(ours), unit: "ssim", peer: peer, isRate: true).print()
        Figure(name: "raster_to_block_\(cells)", value: milliseconds.median, unit: "ms").print()
    }

    private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(max(1, values.count)) }

    private static func likeness(_ lines: [String], size: BlockSize, to raster: Raster) -> Double {
        Likeness.ofLines(lines, columns: size.cellColumns, rows: size.cellRows, to: raster)
    }

    private static func drawn(_ raster: Raster, size: BlockSize) -> [String] {
        let even = [Float](repeating: 1 / Float(size.patchCount), count: size.patchCount)
        let map = AttentionMap(
            rows: size.rows, columns: size.columns, axis: .picture, layer: 1, frame: .whole, weights: even)
        let subject = BlockSubject(raster: raster, map: map)
        return Engraver(inks: .plain).block(.photo, of: subject, size: size).grid.lines
    }

    /// The middle square, so that both draw the same picture.
    private static func squared(_ raster: Raster) -> Raster {
        let side = min(raster.width, raster.height)
        let left = (raster.width - side) / 2, top = (raster.height - side) / 2
        var pixels: [UInt8] = []
        for row in top..<top + side {
            let start = (row * raster.width + left) * 3
            pixels += raster.pixels[start..<start + side * 3]
        }
        return Raster(width: side, height: side, pixels: pixels)
    }

    /// chafa's lines for the same picture and cells; nil where chafa is not installed.
    private static func chafa(_ raster: Raster, size: BlockSize) throws -> [String]? {
        let file = NSTemporaryDirectory() + "/eclip-drawing-\(getpid()).png"
        defer { try? FileManager.default.removeItem(atPath: file) }
        try Data(encodePNG(raster)).write(to: URL(fileURLWithPath: file))
        let process = Process(), output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "chafa", "--format", "symbols", "--colors", "none", "--symbols", "ascii", "--stretch", "--size",
            "\(size.cellColumns)x\(size.cellRows)", file,
        ]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { return nil }
        let plain = text.replacingOccurrences(of: "\u{1B}\\[[0-9;?]*[a-zA-Z]", with: "", options: .regularExpression)
        return plain.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}
