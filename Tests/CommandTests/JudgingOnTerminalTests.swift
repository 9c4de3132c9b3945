// Judge mode in the real program on a terminal: killed in the middle it loses nothing that was done, it is blind, a second
// program is refused by the name of the first, and a reader may look on. Hundreds of kills: `.ci/kill_sessions.py`.
import Foundation
import ProgramDriver
import Testing

private let model = "--checkpoint good.safetensors --index good.index"

@Suite(.serialized) struct JudgingOnTerminalTests {
    private func queue(_ workshop: Workshop) throws {
        try workshop.write("{\"text\": \"red apple\"}\n{\"text\": \"blue hammer\"}\n", to: "judge-asked.jsonl")
        let made = try workshop.eclip("queue --queries judge-asked.jsonl --top 10 \(model) --output judge.queue")
        #expect(made.status == 0 && made.errors.contains("20 pairs of 2 queries"), "\(made.errors)")
    }

    private func judging(_ workshop: Workshop, _ session: String) throws -> PseudoTerminal {
        let terminal = try workshop.eclipOnTerminal(
            "explore \(model) --judge judge.queue --session \(session) --rater ann --lang en --ascii")
        let known = (try? acts(workshop, session).count { $0 == "opened" }) ?? 0
        #expect(terminal.read(until: "mark", limit: 20_000) != nil, "\(terminal.text)")
        try wait { (try? acts(workshop, session).count { $0 == "opened" }) ?? 0 > known }
        _ = terminal.readUntilQuiet(200)
        return terminal
    }

    private func acts(_ workshop: Workshop, _ session: String) throws -> [String] {
        let text = try String(contentsOfFile: workshop.folder + "/" + session, encoding: .utf8)
        return try text.split(separator: "\n").map {
            let entry = try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
            return entry["act"] as? String ?? ""
        }
    }

    /// Waits until something is so, 10 s at most.
    private func wait(until isSo: () throws -> Bool) throws {
        for _ in 0..<1_000 {
            if try isSo() { return }
            usleep(10_000)
        }
        Issue.record("it never came to be")
    }

    @Test func killedInTheMiddleNothingThatWasDoneIsLost() throws {
        let workshop = try Workshop.made.get()
        try queue(workshop)
        let path = workshop.folder + "/killed.jsonl"
        try? FileManager.default.removeItem(atPath: path)
        var known = 0
        for round in 1...4 {
            let terminal = try judging(workshop, "killed.jsonl")
            // Two verdicts that are seen on the screen, and one that the kill may catch.
            for verdict in 1...2 {
                terminal.write(verdict == 1 ? "g" : "x")
                try wait { try acts(workshop, "killed.jsonl").count { $0 == "judged" } == known + verdict }
            }
            terminal.write("g")
            terminal.child.signal(SIGKILL)
            _ = terminal.waitForEnd()
            let judged = try acts(workshop, "killed.jsonl").count { $0 == "judged" }
            #expect((2...3).contains(judged - known), "\(judged) after round \(round), \(known) before it")
            known = judged
        }
        let info = try workshop.eclip("info killed.jsonl --json")
        #expect(info.status == 0, "\(info.errors)")
    }

    @Test func aNoteThatCtrlCCutsOffComesBack() throws {
        let workshop = try Workshop.made.get()
        try queue(workshop)
        try? FileManager.default.removeItem(atPath: workshop.folder + "/begun.jsonl")
        let terminal = try judging(workshop, "begun.jsonl")
        terminal.write("e")
        terminal.write("half a thought")
        #expect(terminal.read(until: "thought") != nil, "\(terminal.text)")
        terminal.write("\u{3}")
        #expect(terminal.waitForEnd() == 0)
        #expect(try acts(workshop, "begun.jsonl") == ["opened", "set_aside"])
        let again = try judging(workshop, "begun.jsonl")
        #expect(!again.text.contains("half a thought"), "it is no note of the pair's yet")
        again.write("e")
        #expect(again.read(until: "half a thought") != nil, "\(again.text)")
        again.write("\r")
        try wait { try acts(workshop, "begun.jsonl").count { $0 == "set_aside" } == 2 }
        again.write("q")
        #expect(again.waitForEnd() == 0)
        let text = try String(contentsOfFile: workshop.folder + "/begun.jsonl", encoding: .utf8)
        #expect(text.split(separator: "\n").last?.contains("\"draft\"") == false, "\(text)")
        #expect(try acts(workshop, "begun.jsonl") == ["opened", "set_aside", "opened", "set_aside"], "\(text)")
    }

    @Test func theScreenIsBlindAndASecondProgramIsRefusedByName() throws {
        let workshop = try Workshop.made.get()
        try queue(workshop)
        try? FileManager.default.removeItem(atPath: workshop.folder + "/held.jsonl")
        let terminal = try judging(workshop, "held.jsonl")
        terminal.write("x")
        #expect(terminal.read(until: "attribute") != nil, "\(terminal.text)")
        for secret in ["good.index", "good.safetensors", ".png", "rank"] { #expect(!terminal.text.contains(secret), "\(secret)") }
        let second = try workshop.eclipOnTerminal("explore \(model) --session held.jsonl")
        #expect(second.waitForEnd() == 2)
        #expect(second.text.contains("another eclip is writing this session (eclip explore, process \(terminal.child.identifier))"), "\(second.text)")
        let reader = try workshop.eclipOnTerminal("explore \(model) --session held.jsonl --role reader --lang en")
        #expect(reader.read(until: "read only", limit: 20_000) != nil, "\(reader.text)")
        reader.write("\u{3}")
        #expect(reader.waitForEnd() == 0)
        terminal.write("q")
        #expect(terminal.waitForEnd() == 0)
        #expect(try acts(workshop, "held.jsonl") == ["opened", "judged"], "a reader leaves no trace")
    }

    @Test func whatRatersSaidIsShownAndTheDecisionKeepsIt() throws {
        let workshop = try Workshop.made.get()
        let found = try workshop.eclip("search apple \(model) --format trec --top 1").output.split(separator: " ")
        let image = try #require(found.dropFirst(2).first).replacingOccurrences(of: "%20", with: " ")
        for (rater, grade) in [("eva", "good"), ("finn", "bad")] {
            try workshop.write("query,image,instance,grade,note\napple,\(image),1,\(grade),seen by \(rater)\n", to: "\(rater).csv")
            try? FileManager.default.removeItem(atPath: workshop.folder + "/\(rater).jsonl")
            #expect(try workshop.eclip("import \(rater).csv --format csv --session \(rater).jsonl --rater \(rater)").status == 0)
        }
        try? FileManager.default.removeItem(atPath: workshop.folder + "/decisions.jsonl")
        let terminal = try workshop.eclipOnTerminal(
            "adjudicate eva.jsonl finn.jsonl --output decisions.jsonl --rater gus --lang en \(model)")
        try wait { (try? acts(workshop, "decisions.jsonl")) == ["opened"] }
        _ = terminal.readUntilQuiet(200)
        for words in ["eva: good (seen by eva)", "finn: bad (seen by finn)"] { #expect(terminal.text.contains(words), "\(terminal.text)") }
        terminal.write("g")
        try wait { (try? acts(workshop, "decisions.jsonl")) == ["opened", "judged"] }
        terminal.write("q")
        #expect(terminal.waitForEnd() == 0)
        let text = try String(contentsOfFile: workshop.folder + "/decisions.jsonl", encoding: .utf8)
        #expect(text.contains("\"rater\":\"gus\"") && text.contains("\"settles\":[{") && text.contains("seen by finn"))
        #expect(try workshop.eclip("adjudicate eva.jsonl finn.jsonl --output decisions.jsonl --list").status == 0)
    }

    @Test(arguments: [
        ("--judge nothing.queue", "no such file"), ("--judge elsewhere.queue", "none of its photos"), ("--judge bad.jsonl", "bad.jsonl:1"), ("--role judge", "--judge QUEUE"),
        ("--judge judge.queue --role reader", "--role judge"), ("--scale 0-3", "--judge"), ("--judge bad.jsonl --linear", "bad.jsonl:1"), ("--judge elsewhere.queue --linear", "none of its photos"), ("--judge judge.queue --scale 7", "--scale"),
    ]) func badInputIsNamed(arguments: String, says: String) throws {
        let workshop = try Workshop.made.get()
        try workshop.write("{\"query\": \"a\", \"image\": \"elsewhere.png\"}\n", to: "elsewhere.queue")
        try queue(workshop)
        let run = try workshop.eclip("explore \(model) \(arguments)")
        #expect(run.status == 2 && run.errors.contains(says), "\(run.status) \(run.errors)")
    }
}
