// The chance that rows are right, by the real program: an index fits it on what its own gallery holds, for products with a clean
// shot and for those without; an index that is too small or too old takes the checkpoint's.
import Evaluation
import Foundation
import ProgramDriver
import Testing

@Suite struct Chances {
    private struct Rows {
        var chances: [Float] = []
        var right: [Bool] = []

        var error: Double { calibrationError(probabilities: chances, right: right) }

        /// How far what is said between two chances lies from what is right there.
        func error(from low: Float, to high: Float) -> Double {
            let rows = chances.indices.filter { (low..<high).contains(chances[$0]) }
            let said = rows.reduce(0) { $0 + Double(chances[$1]) } / Double(max(1, rows.count))
            return abs(said - Double(rows.count { right[$0] }) / Double(max(1, rows.count)))
        }
    }

    private func rows(_ products: [BundledDemo.Product], _ language: String, _ flags: [String], _ demo: BundledDemo) throws -> Rows {
        var rows = Rows()
        let answers = try BundledDemo.answers(to: products.map { $0.titles[language] ?? "" }, flags + ["--lang", language])
        for (product, answer) in zip(products, answers) {
            for match in answer["matches"] as? [[String: Any]] ?? [] {
                rows.chances.append(Float(try #require(match["p"] as? Double)))
                rows.right.append(demo.truth[match["image"] as? String ?? ""]?[product.id] != nil)
            }
        }
        return rows
    }

    @Test func anIndexSaysWhatIsTrueOfItsOwnGallery() throws {
        let demo = try BundledDemo.read.get(), folder = try scratchFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let index = folder + "/new.index"
        for name in ["scenes", "studio"] {
            try FileManager.default.createSymbolicLink(atPath: folder + "/" + name, withDestinationPath: BundledDemo.folder + "/" + name)
        }
        try FileManager.default.copyItem(atPath: BundledDemo.folder + "/catalog.csv", toPath: folder + "/catalog.csv")
        let made = try BundledDemo.eclip(["index", "--catalog", folder + "/catalog.csv", "--output", index])
        #expect(made.status == 0, "\(made.errors)")
        #expect(try jsonObject(try BundledDemo.eclip(["info", index, "--json"]).output)["calibrated"] as? Bool == true)
        for language in ["en", "ja"] {
            let without = try rows(demo.some(1_019, withCleanShot: false), language, ["--index", index], demo)
            #expect(without.error < 0.03, "\(language), without a clean shot off by \(without.error)")
            let middle = without.error(from: 0.4, to: 0.7)
            #expect(middle < 0.05, "\(language), without a clean shot, between .4 and .7 off by \(middle)")
            let with = try rows(demo.some(160, withCleanShot: true), language, ["--index", index], demo)
            #expect(with.error < 0.06, "\(language), with a clean shot off by \(with.error)")
        }
        // However few rows are asked for, however they are folded or filtered: the chance of the first is one.
        let title = try #require(demo.some(1, withCleanShot: false).first?.titles["en"])
        let asked = try [["--top", "1"], ["--top", "30"], ["--filter", "source:scene"], ["--group", "product"]].map { flags in
            try BundledDemo.answers(to: [title], ["--index", index] + flags).first?["matches"] as? [[String: Any]]
        }
        let images = Set(asked.compactMap { $0?.first?["image"] as? String }), chances = Set(asked.compactMap { $0?.first?["p"] as? Double })
        #expect(images.count == 1 && chances.count == 1, "\(images) \(chances)")
    }

    /// A few products of the demo say nothing about chances: the checkpoint's own fit is used, as in an index of an older program.
    @Test func aSmallIndexTakesTheCheckpointsChance() throws {
        let folder = try scratchFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let table = try String(contentsOfFile: BundledDemo.folder + "/catalog.csv", encoding: .utf8).split(separator: "\n").prefix(40)
        let rows = table.map { $0.replacing(",studio/", with: ",\(BundledDemo.folder)/studio/").replacing(",scenes/", with: ",\(BundledDemo.folder)/scenes/") + "\n" }
        try rows.joined().write(toFile: folder + "/few.csv", atomically: true, encoding: .utf8)
        let made = try BundledDemo.eclip(["index", "--catalog", folder + "/few.csv", "--output", folder + "/few.index"])
        #expect(made.status == 0, "\(made.errors)")
        #expect(try jsonObject(try BundledDemo.eclip(["info", folder + "/few.index", "--json"]).output)["calibrated"] as? Bool == false)
        let fit = try checkpointsFit()
        let answer = try #require(try BundledDemo.answers(to: ["yellow shoe"], ["--index", folder + "/few.index"]).first)
        let matches = try #require(answer["matches"] as? [[String: Any]])
        for match in matches {
            let score = try #require(match["score"] as? Double), chance = try #require(match["p"] as? Double)
            #expect(abs(chance - 1 / (1 + exp(-(fit.bias + fit.weight * score)))) < 1e-4, "\(match["image"] ?? "")")
        }
        #expect(matches.count == 10)
    }

    /// What the demo's checkpoint says of a score, read from its header.
    private func checkpointsFit() throws -> (bias: Double, weight: Double) {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: BundledDemo.folder + "/demo.safetensors"))
        let length = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
        let header = try jsonObject(String(decoding: bytes.dropFirst(8).prefix(length), as: UTF8.self))
        let training = try #require((header["__metadata__"] as? [String: String])?["training"])
        let fit = try #require(try jsonObject(training)["calibration"] as? [String: Double])
        return (try #require(fit["bias"]), try #require(fit["scoreWeight"]))
    }
}
