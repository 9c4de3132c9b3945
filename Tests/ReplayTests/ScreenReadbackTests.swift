// The real program at 80x24 with --ascii: every patch's glyph is read back from the screen and compared with the
// weights that `eclip search --json --maps` prints; then the program is killed and must reopen where it was.
import Catalog
import Domain
import Engraving
import Foundation
import Images
import Networks
import Preprocessing
import Retrieval
import Testing

private let program = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent(".build/release/eclip").path
private let canRun = TmuxScreen.path != nil && FileManager.default.isExecutableFile(atPath: program)

@Suite(.serialized) struct ScreenReadbackTests {
    @Test(.enabled(if: canRun, "needs tmux and a release build")) func everyGlyphIsTheLevelOfItsWeight() throws {
        let stage = try SmallStage()
        let expected = try stage.searchedLevels(top: 4)
        let screen = try stage.open()
        _ = try screen.wait("the products") { $0.contains { $0.contains("Red bag") } }
        try screen.type("red bag")
        _ = try screen.wait("the first row") { $0.contains { $0.hasPrefix("> 1 ") } }
        try screen.press("Down")
        _ = try screen.wait("the cursor") { $0.contains { $0.hasPrefix("> 1 ") } }
        try screen.press("m")
        _ = try screen.wait("the heat view") { $0.count > 2 && $0[2].contains("heat") }
        let block = BlockSize(rows: 8, columns: 8, scale: 2)
        for rank in 1...4 {
            let lines = try screen.wait("row \(rank)") { lines in
                lines.contains { $0.hasPrefix("> \(rank) ") }
                    && block.levels(in: lines, row: 3, column: 48) == expected[rank - 1]
            }
            #expect(block.levels(in: lines, row: 3, column: 48) == expected[rank - 1])
            try screen.press("Down")
        }
    }

    /// What a terminal sends for a click (SGR, columns and rows from 1) moves the cursor, opens help, and goes back.
    @Test(.enabled(if: canRun, "needs tmux and a release build")) func aClickIsAnswered() throws {
        let stage = try SmallStage()
        let screen = try stage.open()
        _ = try screen.wait("the products") { $0.contains { $0.contains("Red bag") } }
        try screen.type("red bag")
        let rows = try screen.wait("the first row") { $0.contains { $0.hasPrefix("> 1 ") } }
        let third = try #require(rows.firstIndex { $0.hasPrefix("  3 ") })
        try screen.type("\u{1B}[<0;20;\(third + 1)M\u{1B}[<0;20;\(third + 1)m")
        _ = try screen.wait("the third row") { $0.contains { $0.hasPrefix("> 3 ") } }
        try screen.type("\u{1B}[<0;79;1M\u{1B}[<0;79;1m")
        _ = try screen.wait("help") { $0.count > 1 && $0[1].contains("help:") }
        let bar = try #require(try screen.lines().last { $0.contains("Esc close") })
        let column = bar.distance(from: bar.startIndex, to: try #require(bar.range(of: "close")).lowerBound)
        try screen.type("\u{1B}[<0;\(column + 1);24M\u{1B}[<0;\(column + 1);24m")
        _ = try screen.wait("the rows again") { $0.contains { $0.hasPrefix("> 3 ") } }
        try screen.type("\u{1B}[<65;20;8M")
        _ = try screen.wait("the wheel's rows") { $0.contains { $0.hasPrefix("> 6 ") } }
    }

    @Test(.enabled(if: canRun, "needs tmux and a release build")) func aKilledProgramReopensWhereItWas() throws {
        let stage = try SmallStage()
        let before: [String]
        do {
            let screen = try stage.open()
            _ = try screen.wait("the products") { $0.contains { $0.contains("Red bag") } }
            try screen.type("blue shoe")
            _ = try screen.wait("the first row") { $0.contains { $0.hasPrefix("> 1 ") } }
            try screen.press("Down")
            try screen.press("g")
            try screen.press("x")
            before = try screen.wait("the third row, saved") { lines in
                lines.contains { $0.hasPrefix("> 3 ") } && lines[0].contains("saved")
                    && stage.entries.contains("\"rank\":3")
            }
            try screen.kill()
            _ = try screen.wait("the end") { $0.contains { $0.contains("status 137") } }
        }
        let screen = try stage.open()
        let after = try screen.wait("the third row again") { $0.contains { $0.hasPrefix("> 3 ") } }
        // The rows with their verdicts; the photo beside them may still be on its way.
        #expect(before[3..<6].map { $0.prefix(47) } == after[3..<6].map { $0.prefix(47) })
        #expect(after[1].contains("blue shoe"))
        try screen.press("u")
        _ = try screen.wait("the undo") { $0.contains { $0.contains("bad is taken back") } }
        try screen.press("C-q")
        _ = try screen.wait("the end") { $0.contains { $0.contains("status 0") } }
    }
}

/// A folder with a small random model, eight pictures and their index.
private final class SmallStage {
    let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "eclip-screen-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder + "/photos", withIntermediateDirectories: true)
        let titles = ["Red bag", "Blue bag", "Green shoe", "Yellow shoe"]
        try writeCatalog(titles)
        try Self.checkpoint(titles).write(to: folder + "/small.safetensors")
        let model = try LoadedModel(at: folder + "/small.safetensors")
        let catalog = try CatalogFile.read(folder + "/catalog.csv")
        _ = try Indexer(model: model, catalog: catalog, output: folder + "/small.index").run()
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func checkpoint(_ titles: [String]) throws -> Checkpoint {
        var sizes = ModelConfiguration()
        (sizes.imageSize, sizes.patchSize, sizes.stemPieces, sizes.stemChannels) = (48, 6, 2, 8)
        (sizes.channels, sizes.heads, sizes.imageBlocks, sizes.textBlocks) = (16, 2, 2, 1)
        (sizes.vocabulary, sizes.tokenLimit, sizes.embedding, sizes.queries) = (512, 8, 16, 4)
        var random = SeededGenerator(seed: 3)
        var training = TrainingRecord()
        training.objective = "eclip"
        return Checkpoint(
            model: ECLIP(sizes, using: &random),
            tokenizerJSON: try TokenizerTrainer.train(titles: titles, pieces: 512).json,
            training: training)
    }

    private func writeCatalog(_ titles: [String]) throws {
        let inks: [[UInt8]] = [[220, 30, 30], [30, 60, 220], [30, 180, 60], [230, 210, 40]]
        var rows = "product_id,title,image,source\n"
        for photo in 0..<8 {
            var raster = Raster(width: 64, height: 64, red: 200, green: 200, blue: 205)
            for (block, ink) in [inks[photo % 4], inks[(photo + 1) % 4]].enumerated() {
                for y in 10 + photo * 3..<26 + photo * 3 {
                    for x in 6 + block * 30..<26 + block * 30 {
                        let place = (y * 64 + x) * 3
                        raster.pixels.replaceSubrange(place..<place + 3, with: ink)
                    }
                }
            }
            try Data(encodePNG(raster)).write(to: URL(fileURLWithPath: folder + "/photos/\(photo).png"))
            rows += "p\(photo % 4),\(titles[photo % 4]),photos/\(photo).png,scene\n"
        }
        try rows.write(toFile: folder + "/catalog.csv", atomically: true, encoding: .utf8)
    }

    private var files: String { "--checkpoint \(folder)/small.safetensors --index \(folder)/small.index" }

    /// What the journal holds now.
    var entries: String { (try? String(contentsOfFile: folder + "/session.jsonl", encoding: .utf8)) ?? "" }

    func open() throws -> TmuxScreen {
        try TmuxScreen(
            tmux: TmuxScreen.path ?? "", columns: 80, rows: 24,
            command: "env -u NO_COLOR HOME=\(folder) LANG=C.UTF-8 \(program) explore \(files) --ascii --color never "
                + "--session \(folder)/session.jsonl; echo status $?; sleep 60")
    }

    /// The levels of every patch of the first rows, as the command prints them.
    func searchedLevels(top: Int) throws -> [[Int?]] {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments =
            ["search"] + files.split(separator: " ").map(String.init)
            + ["red bag", "--top", "\(top)", "--maps", "--json"]
        process.standardOutput = pipe
        try process.run()
        let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try JSONDecoder().decode(Printed.self, from: bytes).matches.map { match in
            let map = match.map
            let weights = AttentionMap(
                rows: map.rows, columns: map.columns, axis: .picture, layer: map.layer, frame: .whole,
                weights: map.weights)
            return (0..<weights.patchCount).map { weights.level($0) }
        }
    }

    private struct Printed: Decodable {
        struct Match: Decodable { let map: Map }
        struct Map: Decodable {
            let rows: Int, columns: Int, layer: Int
            let weights: [Float]
        }
        let matches: [Match]
    }
}
