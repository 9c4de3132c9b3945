// Training that is cut short by whatever can cut it short: signals at any moment, a disk that is full, a catalog that is
// not the same any more. The real program, and what it leaves on the disk.
import Foundation
import Glibc
import ProgramDriver
import Testing

@Suite(.serialized) struct InterruptedTraining {
    private let workshop: Workshop

    init() throws { workshop = try Workshop.made.get() }

    private func train(_ output: String, _ more: String = "") -> String {
        "train --catalog good.csv --output \(output) --split-by photo --picture-size 24 --products 4 --steps 120 --checkpoint-seconds 0.3 " + more
    }

    private func resume(_ output: String) throws -> ProgramRun {
        try workshop.eclip("train --catalog good.csv --output \(output) --resume", seconds: 120)
    }

    /// The weights of a checkpoint; its record of seconds spent differs from run to run.
    private func identity(_ checkpoint: String) throws -> String {
        let run = try workshop.eclip("info --json \(checkpoint)")
        let facts = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(facts["identity_holds"] as? Bool == true)
        return try #require(facts["model_sha256"] as? String)
    }

    private func started(_ arguments: String, _ more: String...) throws -> ChildProcess {
        let words = arguments.split(separator: " ").map(String.init) + more
        return try ChildProcess(
            "/usr/bin/env", ["-C", workshop.folder, Workshop.program] + words,
            environment: ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"],
            files: [.reading("/dev/null"), .writing("/dev/null"), .writing(workshop.folder + "/killed.log")])
    }

    /// Waits until the state was written anew a few times, so that the signal falls somewhere into the run.
    private func waitForCheckpoints(_ state: String, count: Int) {
        var times: Set<Int> = []
        for _ in 0..<20_000 where times.count < count {
            var facts = stat()
            if stat(workshop.folder + "/" + state, &facts) == 0 { times.insert(Int(facts.st_mtim.tv_nsec)) }
            usleep(3_000)
        }
    }

    /// Two runs from one start, their mean, and no step taken: it is measured, its `p` is fitted, and it remembers both.
    @Test func theMeanOfTwoRunsIsMeasuredWithoutAStep() throws {
        func short(_ output: String, _ more: String) throws -> ProgramRun {
            let words = "train --catalog good.csv --output \(output) --split-by photo --products 4 " + more
            return try workshop.eclip(words, seconds: 120)
        }
        #expect(try short("root.safetensors", "--picture-size 24 --steps 10").status == 0)
        for (name, seed) in [("left", 1), ("right", 2)] {
            #expect(try short(name + ".safetensors", "--init root.safetensors --steps 10 --seed \(seed)").status == 0)
        }
        let run = try short("middle.safetensors", "--init left.safetensors --init right.safetensors --steps 0")
        #expect(run.status == 0 && run.errors.contains("middle.safetensors: no step taken"), "\(run.errors)")
        #expect(!run.errors.contains("what it learned") && !run.errors.contains("before"), "\(run.errors)")
        let info = try workshop.eclip("info middle.safetensors").output
        for parent in ["left", "right"] { #expect(info.contains(try identity(parent + ".safetensors")), "\(info)") }
        #expect(try Set(["left", "right", "middle"].map { try identity($0 + ".safetensors") }).count == 3)

        #expect(try short("other.safetensors", "--picture-size 36 --steps 2").status == 0)
        let unlike = try short("none.safetensors", "--init left.safetensors --init other.safetensors --steps 0")
        #expect(unlike.status == 2 && unlike.errors.contains("other.safetensors: has other sizes than left.safetensors"), "\(unlike.errors)")
        let nothing = try short("none.safetensors", "--steps 0")
        #expect(nothing.status == 2 && nothing.errors.contains("expected 1 or more"), "\(nothing.errors)")
    }

    @Test func killedAtAnyMomentAndResumedIsTheUnbrokenRun() throws {
        let whole = try workshop.eclip(train("whole.safetensors"), seconds: 120)
        #expect(whole.status == 0, "\(whole.errors)")
        for (number, checkpoints) in [1, 3].enumerated() {
            let output = "killed\(number).safetensors"
            let child = try started(train(output))
            waitForCheckpoints(output + ".state", count: checkpoints)
            child.signal(SIGKILL)
            #expect(child.waitForEnd(seconds: 30) == 128 + SIGKILL, "it ended before it could be killed")
            let rest = try resume(output)
            #expect(rest.status == 0, "\(rest.errors)")
            #expect(try identity(output) == identity("whole.safetensors"))
        }
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func aSignalStopsAfterTheStepAtHand(_ number: Int32) throws {
        let output = "signal\(number).safetensors"
        let child = try started(train(output), "--log", "a run.jsonl")
        waitForCheckpoints(output + ".state", count: 2)
        child.signal(number)
        #expect(child.waitForEnd(seconds: 30) == 1)
        let words = String(decoding: try workshop.bytes("killed.log"), as: UTF8.self)
        let command = "eclip train --catalog good.csv --output \(output) --resume --log 'a run.jsonl'"
        #expect(words.contains(command + "\n"), "\(words)")
        #expect(try resume(output).status == 0)
        if FileManager.default.fileExists(atPath: workshop.folder + "/whole.safetensors") {
            #expect(try identity(output) == identity("whole.safetensors"))
        }
    }

    /// A limit on the size of files stands for a disk without room: the state does not fit, the pixel cache does.
    @Test func aFullDiskIsSaidAndTheLastCheckpointStands() throws {
        let first = try workshop.eclip("train --catalog good.csv --output full.safetensors --split-by photo --steps 1", seconds: 60)
        #expect(first.status == 0, "\(first.errors)")
        let names = ["full.safetensors", "full.safetensors.state"], before = try names.map(workshop.bytes)
        let line = "ulimit -f 8192; exec \(Workshop.program) train --catalog good.csv --output full.safetensors --split-by photo --steps 2 --seed 9"
        let run = try runProgram(
            "/usr/bin/env", ["-C", workshop.folder, "bash", "-c", line], environment: ["PATH": "/usr/bin:/bin"])
        #expect(run.status == 2, "status \(run.status): \(run.errors)")
        #expect(run.errors.contains("full.safetensors.state: cannot be written: File too large"), "\(run.errors)")
        #expect(try names.map(workshop.bytes) == before)
        let left = try FileManager.default.contentsOfDirectory(atPath: workshop.folder).filter { $0.hasSuffix(".part") }
        #expect(left.isEmpty, "\(left)")
    }

    @Test func noRoomForThePixelsIsSaidBeforeTheFirstStep() throws {
        let line = "ulimit -f 16; exec \(Workshop.program) train --catalog good.csv --output none/x.safetensors --split-by photo --steps 2"
        try FileManager.default.createDirectory(atPath: workshop.folder + "/none", withIntermediateDirectories: true)
        let run = try runProgram(
            "/usr/bin/env", ["-C", workshop.folder, "bash", "-c", line], environment: ["PATH": "/usr/bin:/bin"])
        #expect(run.status == 2 && run.errors.contains(".pixels: cannot be written: File too large"), "\(run.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: workshop.folder + "/none").isEmpty)
    }

    @Test func aCatalogThatChangedIsRefusedWithBothHashes() throws {
        try workshop.write(workshop.bytes("good.csv"), to: "edited.csv")
        let output = "edited.safetensors"
        let run = try workshop.eclip("train --catalog edited.csv --output \(output) --split-by photo --steps 1", seconds: 60)
        #expect(run.status == 0, "\(run.errors)")
        let old = try workshop.eclip("info --json edited.csv").output
        try workshop.write(workshop.bytes("edited.csv") + Array("\n".utf8), to: "edited.csv")
        let new = try workshop.eclip("info --json edited.csv").output
        let refused = try workshop.eclip("train --catalog edited.csv --output \(output) --resume")
        #expect(refused.status == 2)
        for facts in [old, new] {
            let object = try #require(try JSONSerialization.jsonObject(with: Data(facts.utf8)) as? [String: Any])
            let hash = try #require(object["catalog_sha256"] as? String)
            #expect(refused.errors.contains(hash), "\(refused.errors)")
        }
    }

    @Test func theEndIsExplainedAndTheCurvesAreDrawn() throws {
        let rows = (0..<60).map { "p\($0),thing number \($0),photos/\($0 % 2 == 0 ? "fruit/red apple" : "tool/black saw") \($0 % 3 + 1).png,kind\($0 % 2)" }
        try workshop.write((["product_id,title,image,category"] + rows).joined(separator: "\n"), to: "many.csv")
        let flags = "--picture-size 24 --products 4 --steps 50 --log told.jsonl"
        let run = try workshop.eclip("train --catalog many.csv --output told.safetensors \(flags)", seconds: 120)
        #expect(run.status == 0, "\(run.errors)")
        for words in [
            "told.safetensors: 50 steps in", "what it learned, on products it was never shown", "before ", "by instances ",
            "8 instance queries", "eclip index --checkpoint told.safetensors --catalog many.csv",
        ] {
            #expect(run.errors.contains(words), "\(words): \(run.errors)")
        }
        #expect(try workshop.bytes("told.png").starts(with: [0x89, 0x50, 0x4e, 0x47]))
        let plot = try workshop.eclip("info told.jsonl")
        #expect(plot.status == 0 && plot.output.contains("kind              log"), "\(plot.output)")
        #expect(plot.output.contains("R@10 ") && plot.output.contains("50 steps") && plot.output.contains("*"), "\(plot.output)")
        let facts = try workshop.eclip("info --json told.jsonl")
        let object = try #require(try JSONSerialization.jsonObject(with: Data(facts.output.utf8)) as? [String: Any])
        #expect(object["step"] as? Int == 50 && (object["held_out"] as? [String: Any])?["instance.r10"] != nil)
        for line in String(decoding: try workshop.bytes("told.jsonl"), as: UTF8.self).split(separator: "\n") {
            #expect((try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])?["step"] is Int, "\(line)")
        }
    }

    @Test func nothingHeldOutIsSaid() throws {
        let run = try workshop.eclip("train --catalog good.csv --output few.safetensors --steps 1")
        #expect(run.status == 0 && run.errors.contains("nothing was held out (too few products)"), "\(run.errors)")
        let rows = (0..<100).map { "p\($0),thing number \($0),photos/fruit/red apple \($0 % 3 + 1).png" }
        try workshop.write((["product_id,title,image"] + rows).joined(separator: "\n"), to: "single.csv")
        let flags = "--split-by photo --picture-size 24 --products 4 --steps 1"
        let single = try workshop.eclip("train --catalog single.csv --output single.safetensors \(flags)", seconds: 120)
        #expect(single.status == 0 && single.errors.contains("held out (too few photos of each product"), "\(single.errors)")
    }

    /// The command that began a run would begin it anew: hours of work, gone without a word.
    @Test func aRunThatStoppedIsNotBegunAnewUnasked() throws {
        let output = "stopped.safetensors"
        let child = try started(train(output))
        waitForCheckpoints(output + ".state", count: 2)
        child.signal(SIGINT)
        #expect(child.waitForEnd(seconds: 30) == 1)
        let state = try workshop.bytes(output + ".state")
        let again = try workshop.eclip(train(output), seconds: 120)
        #expect(again.status == 2, "\(again.errors)")
        for words in ["\(output).state: holds a run that stopped at step ", " of 120", "\(output) --resume", "file removed"] {
            #expect(again.errors.contains(words), "\(words): \(again.errors)")
        }
        #expect(try workshop.bytes(output + ".state") == state)
        #expect(try resume(output).status == 0)
        #expect(try workshop.eclip(train(output), seconds: 120).status == 0, "a run that came to its end may be run again")
    }

    @Test func everyOptionThatAResumedRunRefusesIsNamedAtOnce() throws {
        let flags = "--resume --steps 5 --queries 4 --weight d=0"
        let run = try workshop.eclip("train --catalog good.csv --output none.safetensors \(flags)")
        #expect(run.status == 2 && run.errors.contains("(expected no --steps, --queries, --weight)"), "\(run.errors)")
    }

    @Test func theHelpSaysWhatItDoesWithoutAnOption() throws {
        let help = try workshop.eclip("train --help").output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for words in [
            "a multiple of 12 (96; with --init the start's)", "picture (8; with --init", "(32)", "(0.001)", "g (1)", "m (1)", "c (1)",
            "l (1)", "i (0.25)", "d (0.1)",
        ] {
            #expect(help.contains(words), "\(words): \(help)")
        }
    }
}
