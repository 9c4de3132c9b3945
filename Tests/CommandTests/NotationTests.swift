// Instance queries have one name wherever people read: their letter. JSON counts them from 1.
import Foundation
import ProgramDriver
import Testing

@Suite struct Notation {
    @Test func infoAndSheetNameTheBackgroundAlike() throws {
        let index = BundledDemo.folder + "/demo.index"
        let sheet = try BundledDemo.eclip(["sheet", "--sample", "20"]).output
        let line = try #require(sheet.split(separator: "\n").first { $0.contains("background") })
        let letter = try #require(line.split(separator: " ").first)
        let info = try BundledDemo.eclip(["info", index]).output
        #expect(info.contains("background queries \(letter)\n"), "\(info)")
        let numbers = try jsonObject(try BundledDemo.eclip(["info", index, "--json"]).output)["background_queries"] as? [Int]
        #expect(numbers?.count == 1 && numbers?.first.map { "abcdefgh".dropFirst($0 - 1).prefix(1) } == letter, "\(numbers ?? [])")
    }

    @Test func anInstanceIsTypedAsItIsRead() throws {
        func rows(_ name: String) throws -> [String] {
            let run = try BundledDemo.eclip(["search", "--image", "scenes/1.webp", "--instance", name, "--json"])
            #expect(run.status == 0, "\(run.errors)")
            return (try jsonObject(run.output)["matches"] as? [[String: Any]] ?? []).compactMap { $0["image"] as? String }
        }
        #expect(try rows("c") == rows("3") && rows("C") == rows("3"))
    }

    @Test(arguments: [
        (["search", "--image", "scenes/1.webp", "--instance", "z"], "instance z: no such instance (expected a to h, or 1 to 8)"),
        (["search", "--image", "scenes/1.webp", "--instance", "12"], "instance l: no such instance (expected a to h, or 1 to 8)"),
        (["search", "--image", "scenes/1.webp", "--instance", "0"], "--instance: 0 (expected a letter or a number from 1)"),
        (["why", "red mug", "--picture", "scenes/13.webp", "--without", "query:12"], "query:l: no such query (expected a to h, or 1 to 8)"),
        (["sheet", "--region", "0,0,1,1", "--query", "12"], "query l: no such query (expected a to h, or 1 to 8)"),
    ])
    func whatIsNotThereIsNamedByItsLetter(arguments: [String], said: String) throws {
        let run = try BundledDemo.eclip(arguments)
        #expect(run.status == 2 && run.errors.contains(said), "\(run.errors)")
    }

    /// What a run says of its queries at its end, here of none but those of the demo's checkpoint.
    @Test func trainingNamesQueriesByTheirLetters() throws {
        let folder = try scratchFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let table = try String(contentsOfFile: BundledDemo.folder + "/catalog.csv", encoding: .utf8).split(separator: "\n").prefix(400)
        let rows = table.map { row in
            var cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            if cells[3] != "image" { cells[3] = BundledDemo.folder + "/" + cells[3] }
            if cells[5] == "test" { cells[5] = "train" }
            return cells.joined(separator: ",") + "\n"
        }
        try rows.joined().write(toFile: folder + "/some.csv", atomically: true, encoding: .utf8)
        let run = try BundledDemo.eclip([
            "train", "--catalog", folder + "/some.csv", "--init", BundledDemo.folder + "/demo.safetensors", "--steps", "0", "--output",
            folder + "/none.safetensors",
        ])
        #expect(run.status == 0, "\(run.errors)")
        let line = try #require(run.errors.split(separator: "\n").first { $0.contains("instance queries, ") }, "\(run.errors)")
        let named = line.split(separator: ",").filter { $0.contains("dead: ") || $0.contains("background: ") }
        #expect(!named.isEmpty, "\(line)")
        for part in named {
            let names = part.split(separator: ":")[1].split(separator: " ")
            #expect(!names.isEmpty && names.allSatisfy { $0.count == 1 && $0.first?.isLetter == true }, "\(line)")
        }
    }
}
