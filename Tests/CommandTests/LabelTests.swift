// From labels to figures through the real program: a queue, verdicts of two raters, agreement, decisions, export, figures, replay.
import Foundation
import ProgramDriver
import Testing

private let model = "--checkpoint good.safetensors --index good.index"

@Suite(.serialized) struct LabelTests {
    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    private func rows(_ text: String) throws -> [[String: Any]] {
        try text.split(separator: "\n").map { try object(String($0)) }
    }

    /// A run of the workshop's engine and judgements that it honours: the first photos right, the last ones wrong.
    private func judged(_ workshop: Workshop, _ name: String, flipped: Bool = false) throws -> [String] {
        let found = try object(try workshop.eclip("search apple \(model) --json --top 0").output)
        let images = try #require(found["matches"] as? [[String: Any]]).compactMap { $0["image"] as? String }
        var text = "query,image,grade\n"
        for image in images.prefix(2) { text += "apple,\(image),\(flipped ? "bad" : "good")\n" }
        for image in images.suffix(2) { text += "apple,\(image),\(flipped ? "good" : "bad")\n" }
        try workshop.write(text, to: name + ".csv")
        try? FileManager.default.removeItem(atPath: workshop.folder + "/\(name).jsonl")
        let run = try workshop.eclip("import \(name).csv --format csv --session \(name).jsonl --rater \(name)")
        #expect(run.status == 0 && run.output.hasPrefix("4 verdicts taken"), "\(run.errors)")
        return images
    }

    @Test func questionsAreHandedOn() throws {
        let workshop = try Workshop.made.get()
        _ = try judged(workshop, "handed")
        try workshop.write("# before the launch\napple\n#p1\nxyzzy\n\napple\n", to: "launch.txt")
        let run = try workshop.eclip("questions launch.txt --session handed.jsonl \(model) --format json")
        #expect(run.status == 1 && run.errors.contains("3 questions: 1 right, 0 wrong, 0 partly, 2 unjudged"), "\(run.errors)")
        let lines = try rows(run.output)
        #expect(lines.map { $0["question"] as? String } == ["apple", "#p1", "xyzzy"])
        #expect(lines.map { $0["state"] as? String } == ["right", "unjudged", "unjudged"])
        #expect(lines[0]["good"] as? Int == 2 && lines[0]["bad"] as? Int == 2)
        #expect(lines[2]["missing_words"] as? [String] == ["xyzzy"])
        let table = try workshop.eclip("questions launch.txt --session handed.jsonl \(model) --format csv").output
        #expect(table.hasPrefix("question,state,p,first_image") && table.split(separator: "\n").count == 4)
        try workshop.write("apple\n", to: "one.txt")
        #expect(try workshop.eclip("questions one.txt --session handed.jsonl \(model)").status == 0)
        #expect(try workshop.eclip("questions nowhere.txt --session handed.jsonl \(model)").status == 2)
        try workshop.write("# remark\napple\n", to: "plain.txt")
        // The same file serves every command that takes questions.
        #expect(try workshop.eclip("compare --queries plain.txt --with-score global \(model)").status != 2)
    }

    @Test func aQueuePoolsCheckpointsAndOrders() throws {
        let workshop = try Workshop.made.get()
        try workshop.write("{\"text\": \"red apple\"}\n{\"text\": \"blue hammer\"}\n", to: "queue-asked.jsonl")
        let made = try workshop.eclip("queue --queries queue-asked.jsonl --top 3 \(model) --order attention --scale 0-3 --good-from 2")
        #expect(made.status == 0, "\(made.errors)")
        let lines = try rows(made.output)
        let head = try #require(lines[0]["queue"] as? [String: Any])
        #expect(head["order"] as? String == "given" && head["scale"] as? String == "0-3" && head["good_from"] as? Int == 2)
        #expect(lines.count == 7)
        let signals = try #require(lines[1]["signals"] as? [String: Double])
        #expect(Set(["spread", "edge", "background", "owner"]).isSubset(of: signals.keys))

        if !FileManager.default.fileExists(atPath: workshop.folder + "/other.index") {
            #expect(try workshop.eclip("index --checkpoint other.safetensors --catalog good.csv --output other.index").status == 0)
        }
        let pooled = try workshop.eclip(
            "queue --queries queue-asked.jsonl --top 4 \(model) --checkpoint other.safetensors --index other.index --order checkpoints")
        let pairs = try rows(pooled.output).dropFirst()
        #expect((8...16).contains(pairs.count), "a pool of two rankings of four rows for two queries")
        let calls = pairs.compactMap { ($0["signals"] as? [String: Double])?["checkpoints"] }
        #expect(calls.count == pairs.count && calls == calls.sorted(by: >), "\(calls)")
        #expect(Set(pairs.map { "\($0["query"] ?? "")\($0["image"] ?? "")" }).count == pairs.count, "a photo comes once")
    }

    @Test func aFilterAndASampleMakeQueuesWithoutQueries() throws {
        let workshop = try Workshop.made.get()
        let all = try rows(try workshop.eclip("queue --filter category:fruit \(model)").output).dropFirst()
        #expect(all.count == 9 && all.allSatisfy { ($0["image"] as? String)?.contains("fruit") == true })
        let few = try rows(try workshop.eclip("queue --filter=-id:none --per-category 2 \(model)").output).dropFirst()
        #expect(few.count == 4, "two of each of two categories")
        #expect(try workshop.eclip("queue --filter=-id:none --limit 5 \(model)").output.split(separator: "\n").count == 6)
        #expect(try workshop.eclip("queue --filter category:none \(model)").status == 1)
    }

    @Test func aSessionsPairsAreReviewedOrLeftOut() throws {
        let workshop = try Workshop.made.get()
        _ = try judged(workshop, "reviewed", flipped: true)
        try workshop.write("{\"text\": \"apple\"}\n", to: "apple.jsonl")
        let judged = try rows(
            try workshop.eclip("queue --queries apple.jsonl --top 18 --session reviewed.jsonl --only judged --order verdict \(model)").output)
        #expect(judged.count == 5)
        let open = try workshop.eclip("queue --queries apple.jsonl --top 18 --session reviewed.jsonl --only open \(model)")
        #expect(open.output.split(separator: "\n").count == 15)
        #expect(try rows(try workshop.eclip("queue --session reviewed.jsonl --only judged \(model)").output).count == 5)
    }

    @Test func ratersAgreeDisagreeAndAreSettled() throws {
        let workshop = try Workshop.made.get()
        for (name, flipped) in [("ann", false), ("ben", true), ("cleo", false)] { _ = try judged(workshop, name, flipped: flipped) }
        let agree = try object(try workshop.eclip("agree ann.jsonl ben.jsonl cleo.jsonl --json").output)
        #expect(agree["raters"] as? [String] == ["ann", "ben", "cleo"] && agree["disagreements_total"] as? Int == 4)
        let without = try object(try workshop.eclip("agree ann.jsonl ben.jsonl cleo.jsonl --except ben --json").output)
        #expect(without["disagreements_total"] as? Int == 0)
        try? FileManager.default.removeItem(atPath: workshop.folder + "/decided.jsonl")
        let listed = try workshop.eclip("adjudicate ann.jsonl ben.jsonl cleo.jsonl --output decided.jsonl --list --json")
        let unsettled = try object(listed.output)["unsettled"] as? Int
        #expect(listed.status == 1 && unsettled == 4)
        let settled = try workshop.eclip("adjudicate ann.jsonl ben.jsonl cleo.jsonl --output decided.jsonl --majority --list --rater dora")
        #expect(settled.status == 0 && settled.output.contains("  ben: 0"), "\(settled.errors)")
        let decisions = try rows(try String(contentsOfFile: workshop.folder + "/decided.jsonl", encoding: .utf8))
        #expect(decisions.count == 4 && decisions.allSatisfy { ($0["settles"] as? [[String: Any]])?.count == 3 && $0["rater"] as? String == "dora" })
        try? FileManager.default.removeItem(atPath: workshop.folder + "/all.jsonl")
        #expect(try workshop.eclip("merge ann.jsonl ben.jsonl cleo.jsonl decided.jsonl --output all.jsonl").status == 0)
        let all = try workshop.eclip("export --session all.jsonl --format qrels").output
        let own = try workshop.eclip("export --session ann.jsonl --format qrels").output
        #expect(all == own, "the decision stands")
    }

    @Test func verdictsScoreAnyRanking() throws {
        let workshop = try Workshop.made.get()
        let images = try judged(workshop, "scored")
        let qrels = try workshop.eclip("export --session scored.jsonl --format qrels")
        try workshop.write(qrels.output, to: "scored.qrels")
        let bySession = try workshop.eclip("eval --qrels scored.jsonl \(model) --top 4 --json")
        let byQrels = try workshop.eclip("eval --qrels scored.qrels \(model) --top 4 --json --fail-under map=0.99")
        #expect(byQrels.status == 0 && bySession.output == byQrels.output, "\(byQrels.errors)")
        let report = try object(byQrels.output)
        #expect(report["queries_rated"] as? Int == 1 && report["unrated"] as? Int == 2)
        let wrong = try #require(images.last).replacingOccurrences(of: " ", with: "%20")
        try workshop.write("apple Q0 \(wrong) 1 1 x\n", to: "empty-handed.run")
        let run = try workshop.eclip("eval --qrels scored.qrels --run empty-handed.run --fail-under ndcg=0.1")
        #expect(run.status == 1 && run.errors.contains("ndcg is 0.0"))
        try workshop.write("apple Q0 nothing.png 1 1 x\n", to: "empty-handed.run")
        for command in ["eval --qrels scored.qrels --run", "compare --qrels scored.qrels apple \(model) --with-run"] {
            let none = try workshop.eclip("\(command) empty-handed.run")
            #expect(none.status == 2 && none.errors.contains("none of its 4 documents is ranked by empty-handed.run"), "\(none.errors)")
        }
        #expect(try workshop.eclip("eval --qrels scored.qrels --fail-under other=1 \(model)").status == 2)
    }

    /// One rater draws the region, another confirms the grade: what the two make together is learned from, replayed, handed on.
    @Test func aBoxAndAReasonSurviveAMerge() throws {
        let workshop = try Workshop.made.get()
        let header = "query,image,grade,reason,box,time,rater\n", photo = "red apple,photos/fruit/red apple 1.png"
        let rows = [
            "m1": "\(photo),bad,right_product_wrong_region,0.1 0.2 0.3 0.6,2026-01-02T03:04:05.000Z,m1\n",
            "m2": "\(photo),bad,,,2026-01-03T03:04:05.000Z,m2\n", "m3": "\(photo),good,,,2026-01-04T03:04:05.000Z,m3\n",
        ]
        for (rater, row) in rows {
            try workshop.write(header + row, to: rater + ".csv")
            try? FileManager.default.removeItem(atPath: workshop.folder + "/\(rater).jsonl")
            let taken = try workshop.eclip("import \(rater).csv --format csv --session \(rater).jsonl --rater \(rater)")
            #expect(taken.status == 0, "\(taken.errors)")
        }
        try? FileManager.default.removeItem(atPath: workshop.folder + "/agreed.jsonl")
        #expect(try workshop.eclip("merge m1.jsonl m2.jsonl --output agreed.jsonl").status == 0)
        let coco = try object(try workshop.eclip("export --session agreed.jsonl --format coco --pictures .").output)
        let note = try #require((coco["annotations"] as? [[String: Any]])?.first?["attributes"] as? [String: Any])
        #expect(note["reason"] as? String == "right_product_wrong_region")
        let replay = try object(try workshop.eclip("replay agreed.jsonl \(model) --top 18 --allow 9 --json").output)
        let regions = (replay["queries"] as? [[String: Any]])?.first?["regions"] as? [Any]
        #expect(regions?.count == 1, "\(replay)")
        let own = try object(try workshop.eclip("export --session agreed.jsonl --format coco --pictures . --rater m2").output)
        #expect((own["annotations"] as? [Any])?.isEmpty == true, "what another rater drew is not m2's")
        let training = "train --catalog good.csv --init good.safetensors --output agreed.safetensors --split-by photo"
        let taught = try workshop.eclip("\(training) --steps 1 --products 4 --feedback agreed.jsonl", seconds: 120)
        #expect(taught.errors.contains("1 verdicts to learn from, 1 of them with a drawn region"), "\(taught.errors)")
        #expect(try workshop.eclip("merge m3.jsonl --output agreed.jsonl").status == 0)
        let against = try object(try workshop.eclip("export --session agreed.jsonl --format coco --pictures .").output)
        #expect((against["annotations"] as? [Any])?.isEmpty == true, "the last one says good: nothing of a bad one belongs to it")
    }

    /// Verdicts are filed under words, runs under ids: where the words are known, they are the same query.
    @Test func aQueryIsKnownByItsIdOrItsWords() throws {
        let workshop = try Workshop.made.get()
        let images = try judged(workshop, "named")
        try workshop.write(try workshop.eclip("export --session named.jsonl --format qrels").output, to: "named.qrels")
        try workshop.write("{\"text\": \"Apple\", \"id\": \"A7\"}\n", to: "named-asked.jsonl")
        let written = try workshop.eclip("search --queries named-asked.jsonl --format trec --top 0 \(model)")
        #expect(written.output.hasPrefix("A7 Q0 \(images[0].replacing(" ", with: "%20"))"), "\(written.output)")
        try workshop.write(written.output, to: "named.run")
        let plain = try object(try workshop.eclip("eval --qrels named.qrels \(model) --top 4 --json").output)
        for arguments in ["--queries named-asked.jsonl \(model)", "--queries named-asked.jsonl --run named.run"] {
            let run = try workshop.eclip("eval --qrels named.qrels --top 4 --json \(arguments)")
            #expect(run.status == 0, "\(run.errors)")
            let report = try object(run.output)
            #expect(report["queries_rated"] as? Int == 1 && report["unrated"] as? Int == 2)
            #expect(means(report) == means(plain), "\(run.output)")
            #expect(((report["queries"] as? [[String: Any]])?.first?["id"]) as? String == "A7")
        }
        let compared = try workshop.eclip(
            "compare --queries named-asked.jsonl --run named.run --with-score global --qrels named.qrels "
                + "--fail-under left.ndcg=0.9 \(model)")
        #expect(compared.status == 0, "\(compared.errors) \(compared.output)")
        // Judgements filed under the id are the same as those under the words.
        let byID = String(decoding: try workshop.bytes("named.qrels"), as: UTF8.self).replacing("apple 0", with: "A7 0")
        try workshop.write(byID, to: "named-id.qrels")
        let run = try workshop.eclip("eval --qrels named-id.qrels --run named.run --top 4 --json")
        let byName = try object(run.output)
        #expect(means(byName) == means(plain) && means(plain).count == 5, "\(run.errors)")
    }

    private func means(_ report: [String: Any]) -> [Double] {
        (report["figures"] as? [[String: Any]] ?? []).compactMap { $0["mean"] as? Double }
    }

    @Test func rankingsOfOtherQueriesAreRefused() throws {
        let workshop = try Workshop.made.get()
        try workshop.write("A7 Q0 a 1 2 t\n", to: "foreign.run")
        try workshop.write("green%20hat 0 a 1\n", to: "foreign.qrels")
        let scored = try workshop.eclip("eval --qrels foreign.qrels --run foreign.run")
        #expect(scored.status == 2 && scored.output.isEmpty, "\(scored.errors)")
        #expect(scored.errors.contains("A7 there, green hat here"), "\(scored.errors)")
        let compared = try workshop.eclip("compare --run foreign.run --with-run foreign.run --qrels foreign.qrels")
        #expect(compared.status == 2, "\(compared.errors)")
        #expect(compared.errors.contains("no query that the judgements know (expected green hat"), "\(compared.errors)")
        try workshop.write("green hat\n", to: "foreign.txt")
        let asked = try workshop.eclip("compare --queries foreign.txt --run foreign.run --with-run foreign.run")
        #expect(asked.status == 2 && asked.errors.contains("foreign.run: ranks none"), "\(asked.errors)")
    }

    /// The catalog lies neither where it was named nor beside the index: by hand, or as the session says.
    @Test func aReplayFindsItsCatalog() throws {
        let workshop = try Workshop.made.get()
        for folder in ["far", "lists"] {
            try FileManager.default.createDirectory(atPath: workshop.folder + "/" + folder, withIntermediateDirectories: true)
        }
        let rows = String(decoding: try workshop.bytes("good.csv"), as: UTF8.self).replacing("photos/", with: "../photos/")
        try workshop.write(rows, to: "lists/list.csv")
        let made = try workshop.eclip("index --checkpoint good.safetensors --catalog lists/list.csv --output far/far.index")
        #expect(made.status == 0, "\(made.errors)")
        func session(_ name: String, _ more: String) throws {
            try workshop.write(
                "{\"seq\":1,\"time\":\"2026-01-02T03:04:05.678Z\",\"rater\":\"a\",\"act\":\"opened\",\"program\":\"eclip\","
                    + "\"model_sha256\":\"m\",\"index\":\"far/far.index\",\"pictures\":18\(more)}\n", to: name)
            try workshop.write("query,image,grade\napple,../photos/fruit/red apple 1.png,good\n", to: "far.csv")
            #expect(try workshop.eclip("import far.csv --format csv --session \(name)").status == 0)
        }
        try session("lost.jsonl", "")
        let replay = "--checkpoint other.safetensors --top 18 --json"
        let lost = try workshop.eclip("replay lost.jsonl \(replay)")
        #expect(lost.status == 2 && lost.errors.contains("--catalog"), "\(lost.errors)")
        #expect(try workshop.eclip("replay lost.jsonl --catalog nowhere.csv \(replay)").errors.contains("nowhere.csv"))
        try session("own.jsonl", ",\"catalog\":\"lists/list.csv\"")
        for arguments in ["lost.jsonl --catalog lists/list.csv", "own.jsonl"] {
            let found = try workshop.eclip("replay \(arguments) \(replay)")
            #expect(found.status == 0, "\(found.errors)")
            #expect(try object(found.output)["honoured"] as? Int == 1)
        }
    }

    @Test func aReplayHonoursOrBreaks() throws {
        let workshop = try Workshop.made.get()
        _ = try judged(workshop, "kept")
        let kept = try workshop.eclip("replay kept.jsonl \(model) --top 2 --json")
        #expect(kept.status == 0, "\(kept.errors)\(kept.output)")
        #expect(try object(kept.output)["honoured"] as? Int == 4)
        _ = try judged(workshop, "against", flipped: true)
        let broken = try workshop.eclip("replay against.jsonl \(model) --top 2")
        #expect(broken.status == 1 && broken.output.contains("broken  right") && broken.output.contains("4 broken"), "\(broken.output)")
        #expect(try workshop.eclip("replay against.jsonl \(model) --top 2 --allow 4").status == 0)
        let same = try workshop.eclip(
            "replay against.jsonl \(model) --top 2 --baseline-checkpoint good.safetensors --baseline-index good.index --json")
        let brokenToo = try object(same.output)["broken"] as? Int
        #expect(same.status == 0 && brokenToo == 0, "the baseline breaks them as well")
    }

    @Test(arguments: [
        ("replay nothing.jsonl", "no such file"), ("replay bad-session.jsonl", "bad-session.jsonl:1"),
        ("replay kept.jsonl --top 0", "--top"), ("queue", "no pairs"), ("queue --filter no-filter", "--filter"),
        ("queue --filter category:fruit --order verdict", "--session"), ("queue --queries bad.jsonl", "bad.jsonl:1"),
        ("eval --qrels nothing.qrels", "nothing.qrels"), ("eval --run a.run", "--qrels"),
        ("adjudicate bad-session.jsonl --output x.jsonl", "bad-session.jsonl:1"), ("agree --json", "no session"),
    ]) func badInputIsNamed(arguments: String, says: String) throws {
        let run = try Workshop.made.get().eclip("\(arguments) " + (arguments.hasPrefix("agree") ? "" : model))
        #expect(run.status == 2 && run.output.isEmpty && run.errors.contains(says), "\(run.status) \(run.errors)")
    }
}
