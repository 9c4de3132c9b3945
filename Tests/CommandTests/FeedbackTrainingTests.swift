// Training from verdicts, through the real program: what it takes from a session, and what it says of the rest.
import Foundation
import ProgramDriver
import Testing

@Suite(.serialized) struct FeedbackTraining {
    private let workshop: Workshop

    init() throws { workshop = try Workshop.made.get() }

    private func verdict(_ sequence: Int, _ query: String, _ image: String, _ grade: String) -> String {
        #"{"act":"judged","rater":"me","seq":\#(sequence),"time":"2026-01-01T00:00:00.000Z","verdict":{"grade":"\#(grade)","key":{"query":"\#(query)","image":"\#(image)","instance":1},"evidence":{"model_sha256":"a","index_sha256":"b","raw_query":"\#(query)","rank":1,"score":0.5,"score_kind":"instance","product_id":"p","recipe":""}}}"#
            + "\n"
    }

    private func train(_ session: String) throws -> ProgramRun {
        try workshop.eclip(
            "train --catalog good.csv --init good.safetensors --output taught.safetensors --split-by photo --steps 2 --products 4 --feedback "
                + session, seconds: 120)
    }

    @Test func verdictsAreCountedAndUsed() throws {
        let lines = verdict(1, "red apple", "photos/fruit/red apple 1.png", "good")
            + verdict(2, "red apple", "photos/tool/blue hammer 1.png", "bad") + verdict(3, "red apple", "elsewhere.png", "good")
        try workshop.write(lines, to: "judged.jsonl")
        let run = try train("judged.jsonl")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.contains("2 verdicts to learn from; 1 are about other photos or about no words"), "\(run.errors)")
    }

    /// The photo is 48 x 36 pixels; without a map in the evidence its own size says where the square around it is.
    @Test func aDrawnRegionIsALossOfItsOwn() throws {
        let rows = "query,image,grade,reason,box\n"
            + "red apple,photos/fruit/red apple 1.png,bad,right_product_wrong_region,0.1 0.2 0.3 0.6\n"
            + "blue hammer,photos/tool/blue hammer 1.png,good,,0.1 0.2 0.3 0.6\n"
        try workshop.write(rows, to: "drawn.csv")
        try? FileManager.default.removeItem(atPath: workshop.folder + "/drawn.jsonl")
        #expect(try workshop.eclip("import drawn.csv --format csv --session drawn.jsonl").status == 0)
        let run = try train("drawn.jsonl --log drawn-log.jsonl")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.contains("2 verdicts to learn from, 2 of them with a drawn region"), "\(run.errors)")
        let log = try String(contentsOfFile: workshop.folder + "/drawn-log.jsonl", encoding: .utf8)
        #expect(log.contains("\"r\": "), "\(log)")
    }

    @Test func aSessionThatTeachesNothingIsRefused() throws {
        try workshop.write(verdict(1, "red apple", "elsewhere.png", "good"), to: "foreign.jsonl")
        for (session, words) in [
            ("foreign.jsonl", "no verdict is about words and a photo of good.csv"), ("letter.txt", "letter.txt:1"),
            ("nowhere.jsonl", "no such file"),
        ] {
            let run = try train(session)
            #expect(run.status == 2, "\(session)")
            #expect(run.errors.contains(words), "\(run.errors)")
        }
    }
}
