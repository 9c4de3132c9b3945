// From studio photos to figures through the real program: compose, index, eval.
import Foundation
import ProgramDriver
import Testing

@Suite(.serialized) struct Compose {
    @Test func composedScenesAreIndexedAndEvaluated() throws {
        let workshop = try Workshop.made.get()
        for arguments in [
            "compose --catalog good.csv --output composed --scenes 2 --size 48 --format png",
            "index --checkpoint good.safetensors --catalog composed/catalog.csv --output composed.index",
        ] {
            let run = try workshop.eclip(arguments)
            #expect(run.status == 0, "\(arguments): \(run.errors)")
        }
        let run = try workshop.eclip(
            "eval --checkpoint good.safetensors --index composed.index --catalog composed/catalog.csv "
                + "--truth composed/truth.jsonl --json")
        #expect(run.status == 0, "\(run.errors)")
        let report = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(report["products"] as? Int == 6)
        #expect(report["pictures"] as? Int == 12)
    }

    @Test func whatWasComposedBeforeIsComposedAnew() throws {
        let workshop = try Workshop.made.get()
        let arguments = "compose --catalog good.csv --output again --scenes 1 --size 32 --products 3"
        let first = try workshop.eclip(arguments)
        #expect(first.status == 0 && first.errors.contains("3 products, 3 scenes"), "\(first.errors)")
        let truth = try workshop.bytes("again/truth.jsonl")
        #expect(try workshop.eclip(arguments).status == 0)
        #expect(try workshop.bytes("again/truth.jsonl") == truth)
    }

    @Test func trainingComposesAndSaysWhatItLeftOut() throws {
        let workshop = try Workshop.made.get()
        let good = try String(contentsOfFile: workshop.folder + "/good.csv", encoding: .utf8)
        let columns = good.prefix { $0 != "\n" }.split(separator: ",", omittingEmptySubsequences: false)
        let row = columns.map { ["product_id": "busy", "title": "Busy", "image": "busy.png"][String($0)] ?? "" }
        try workshop.write(good + row.joined(separator: ",") + "\n", to: "mixed.csv")
        let run = try workshop.eclip("train --catalog mixed.csv --output mixed.safetensors --steps 1 --compose", seconds: 120)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.contains("18 photos can be cut out, 1 cannot: 1 without a plain background"), "\(run.errors)")
    }
}
