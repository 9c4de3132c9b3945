// Where the real program writes: never over what it reads, by whatever name, never over what is not its own, and whole or not at
// all. Every command and flag that writes has its line.
import Foundation
import ProgramDriver
import Testing

private let model = "--checkpoint good.safetensors --index good.index"
private let start = "query,image,grade\nred apple,photos/fruit/red apple 1.png,good\n"

@Suite(.serialized) struct OutputPlaceTests {
    /// Files of a person's own, each read by some command, and a session; made anew.
    private func prepared() throws -> Workshop {
        let workshop = try Workshop.made.get()
        try workshop.write("red apple\nblue hammer\n", to: "asked.txt")
        try workshop.write("red%20apple Q0 photos/fruit/red%20apple%201.png 1 0.5 t\n", to: "mine.run")
        try workshop.write("Look closely.\n", to: "guide.txt")
        try workshop.write(start, to: "verdicts.csv")
        try workshop.write("", to: "nothing.txt")
        for name in ["mine.jsonl", "second.jsonl", "link.txt", "hard.txt"] {
            try? FileManager.default.removeItem(atPath: workshop.folder + "/" + name)
        }
        for name in ["mine", "second"] {
            let run = try workshop.eclip("import verdicts.csv --format csv --session \(name).jsonl --rater \(name)")
            #expect(run.status == 0, "\(run.errors)")
        }
        #expect(try workshop.shell("ln -s asked.txt link.txt && ln asked.txt hard.txt").status == 0)
        return workshop
    }

    /// Refused with status 2, and the file is what it was.
    private func stands(_ file: String, _ workshop: Workshop, _ line: String, says: String) throws {
        let before = try workshop.bytes(file)
        let run = try workshop.shell(line, seconds: 120)
        #expect(run.status == 2, "\(line): \(run.status) \(run.errors)")
        #expect(run.errors.contains(says), "\(line): \(run.errors)")
        #expect(try workshop.bytes(file) == before, "\(line)")
    }

    @Test(arguments: [
        ("asked.txt", "queue --queries asked.txt \(model) --output asked.txt"), ("asked.txt", "queue --queries asked.txt \(model) --output ./asked.txt"),
        ("asked.txt", "queue --queries link.txt \(model) --output asked.txt"), ("asked.txt", "queue --queries asked.txt \(model) --output link.txt"),
        ("asked.txt", "queue --queries asked.txt \(model) --output hard.txt"),
        ("asked.txt", "queue --queries - \(model) --output asked.txt < asked.txt"),
        ("asked.txt", "queue --queries /dev/stdin \(model) --output hard.txt < asked.txt"),
        ("asked.txt", "queue --queries asked.txt \(model) --output /dev/stdout >> asked.txt"),
        ("guide.txt", "queue --queries asked.txt \(model) --guidelines guide.txt --output guide.txt"),
        ("mine.jsonl", "queue --session mine.jsonl --only judged \(model) --output mine.jsonl"),
        ("good.index", "queue --queries asked.txt \(model) --output good.index"),
        ("asked.txt", "interleave --queries asked.txt \(model) --with-score global --output asked.txt"),
        ("mine.run", "interleave --run mine.run \(model) --output mine.run"),
        ("mine.run", "interleave --queries asked.txt \(model) --with-run mine.run --output mine.run"),
        ("mine.jsonl", "export --session mine.jsonl --format qrels --output mine.jsonl"),
        ("mine.jsonl", "export --session - --format csv --output mine.jsonl < mine.jsonl"),
        ("good.csv", "eval \(model) --catalog good.csv --save good.csv"), ("good.csv", "audit \(model) --catalog good.csv --output good.csv"),
        ("mine.jsonl", "merge mine.jsonl second.jsonl --output mine.jsonl"), ("mine.jsonl", "merge second.jsonl - --output mine.jsonl < mine.jsonl"),
        ("mine.jsonl", "adjudicate mine.jsonl second.jsonl --output second.jsonl"),
        ("mine.jsonl", "adjudicate mine.jsonl second.jsonl --majority --list --output mine.jsonl"),
        ("verdicts.csv", "import verdicts.csv --format csv --session verdicts.csv"), ("nothing.txt", "import nothing.txt --format qrels --session nothing.txt"),
        ("good.csv", "index --checkpoint good.safetensors --catalog good.csv --output good.csv"),
        ("good.safetensors", "index --checkpoint good.safetensors --catalog good.csv --output good.safetensors"),
        ("good.csv", "train --catalog good.csv --output good.csv --steps 1"),
        ("good.safetensors", "train --catalog good.csv --init good.safetensors --output good.safetensors --steps 1"),
        ("mine.jsonl", "train --catalog good.csv --feedback mine.jsonl --output x.safetensors --steps 1 --log mine.jsonl"),
    ])
    func whatIsReadStands(file: String, command: String) throws {
        let workshop = try prepared()
        try stands(file, workshop, "eclip " + command, says: "would be lost")
        // Commands that know --force do not help here.
        guard ["queue", "interleave", "export", "eval", "audit"].contains(where: { command.hasPrefix($0) }) else { return }
        try stands(file, workshop, "eclip " + command + " --force", says: "would be lost")
    }

    /// The session that is written is none of the files of an explorer.
    @Test(arguments: [
        ("asked.txt", "--queries asked.txt"), ("nothing.txt", "--queries nothing.txt"), ("own.queue", "--judge own.queue"), ("good.index", ""),
        ("good.safetensors", ""), ("photos/tool/black saw 1.png", ""), ("good.csv", ""), ("letter.txt", ""), ("oneline.txt", ""),
        ("newer.jsonl", ""),
    ])
    func aSessionIsNothingElse(file: String, flags: String) throws {
        let workshop = try prepared()
        try workshop.write("{\"query\": \"red apple\", \"image\": \"photos/fruit/red apple 1.png\"}\n", to: "own.queue")
        try workshop.write("a letter of one line without an end", to: "oneline.txt")
        try workshop.write("{\"act\":\"sung\",\"rater\":\"x\",\"seq\":1,\"time\":\"\"}", to: "newer.jsonl")
        let before = try workshop.bytes(file)
        let run = try workshop.shell("echo q | eclip explore --linear \(model) \(flags) --session '\(file)'")
        #expect(run.status == 2 && run.errors.contains(file), "\(run.status) \(run.errors)")
        #expect(try workshop.bytes(file) == before)
    }

    /// What was begun and torn off by a crash is ours, though it be all there is.
    @Test func aTornSessionGoesOn() throws {
        let workshop = try prepared()
        for torn in ["{\"act\":\"opened\",\"catal", "{\"a"] {
            try workshop.write(torn, to: "torn.jsonl")
            let run = try workshop.eclip("import verdicts.csv --format csv --session torn.jsonl")
            #expect(run.status == 0 && run.output.hasPrefix("1 verdicts taken"), "\(torn): \(run.errors)")
            #expect(try workshop.eclip("info torn.jsonl").output.contains("entries           1"))
        }
    }

    @Test func aPipeIsNoSession() throws {
        let workshop = try prepared()
        let run = try workshop.shell("mkfifo -m 600 fifo; eclip import verdicts.csv --format csv --session fifo", seconds: 10)
        #expect(run.status == 2 && run.errors.contains("fifo: is a pipe"), "\(run.status) \(run.errors)")
    }

    @Test(arguments: [
        "queue --queries asked.txt \(model) --output", "interleave --queries asked.txt \(model) --with-score global --output",
        "export --session mine.jsonl --format qrels --output", "export --session mine.jsonl --format coco --output",
        "eval \(model) --catalog good.csv --save", "audit \(model) --catalog good.csv --output", "audit \(model) --catalog good.csv --json --output",
        "catalog photos --output",
    ])
    func somebodysFileStandsUnlessForcedAndPhotosAnyway(command: String) throws {
        let workshop = try prepared()
        for (name, text) in [("own-note.txt", "Dear reader,\n"), ("own-answers.jsonl", "{\"id\": null, \"query\": {\"text\": \"red\"}, \"matches\": []}\n")] {
            try workshop.write(text, to: name)
            try stands(name, workshop, "eclip \(command) \(name)", says: "\(name): is there already and is not")
            let forced = try workshop.shell("eclip \(command) \(name) --force", seconds: 120)
            #expect(forced.status == 0, "\(forced.errors)")
            #expect(try workshop.bytes(name) != Array(text.utf8))
        }
        for force in ["", " --force"] {
            try stands("photos/tool/black saw 1.png", workshop, "eclip \(command) 'photos/tool/black saw 1.png'\(force)", says: "is a picture")
        }
    }

    @Test(arguments: [
        ("shop.db", "index --checkpoint good.safetensors --catalog good.csv --output shop.db"),
        ("clip.safetensors", "train --catalog good.csv --steps 1 --output clip.safetensors"),
        ("fresh.safetensors.state", "train --catalog good.csv --steps 1 --output fresh.safetensors"),
        ("fresh.index.building", "index --checkpoint good.safetensors --catalog good.csv --output fresh.index"),
        ("curves.png", "train --catalog good.csv --steps 1 --output fresh.safetensors --log curves.jsonl"),
        ("note.log", "train --catalog good.csv --steps 1 --output fresh.safetensors --log note.log"),
    ])
    func otherProgramsFilesStand(file: String, command: String) throws {
        let workshop = try prepared()
        let database = Array("SQLite format 3\0".utf8) + [UInt8](repeating: 0, count: 4_080)
        let header = Array("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}".utf8)
        let tensors = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) } + header + [0, 0, 0, 0]
        let content = ["shop.db": database, "clip.safetensors": tensors][file] ?? Array("Dear reader,\n".utf8)
        try workshop.write(content, to: file)
        defer { try? FileManager.default.removeItem(atPath: workshop.folder + "/" + file) }
        try stands(file, workshop, "eclip " + command, says: file)
    }

    @Test func foldersOfPicturesAreNotMixed() throws {
        let workshop = try prepared()
        let compose = "eclip compose --catalog good.csv --output", demo = "eclip demo --only-test --size 32 --format png"
        for (name, line) in [("studio/1.png", "\(compose) taken"), ("scenes/0.webp", "\(compose) taken"), ("studio/x.png", "\(demo) taken"), ("truth.jsonl", "\(demo) taken"), ("catalog.csv", "\(compose) taken"), ("catalog.csv", "\(demo) taken")] {
            #expect(try workshop.shell("rm -rf taken; mkdir -p taken/studio taken/scenes; echo mine > taken/\(name)").status == 0)
            try stands("taken/" + name, workshop, line, says: "--force")
            #expect(try workshop.shell("ls -A taken/studio taken/scenes | grep -c '[a-z0-9]\\.'").output <= "1\n", "nothing was added")
        }
        // The photos that are composed lie where scenes would be written.
        #expect(try workshop.shell("rm -rf taken; mkdir -p taken/studio; cp photos/*/*1.png taken/studio/; eclip catalog taken/studio --output taken.csv").status == 0)
        try stands("taken/studio/red apple 1.png", workshop, "eclip compose --catalog taken.csv --output taken --force", says: "reads")
        // One's own are made again.
        for _ in 0..<2 {
            let run = try workshop.shell("\(compose) again --scenes 1 --size 48 --format png")
            #expect(run.status == 0, "\(run.errors)")
        }
        try stands("again/catalog.csv", workshop, "\(demo) again", says: "not made by 'eclip demo'")
    }

    @Test func resultsGoThroughWhatAShellOffers() throws {
        let workshop = try prepared()
        let export = "eclip export --session mine.jsonl --format qrels"
        let plain = try workshop.shell(export).output
        #expect(plain.hasPrefix("red%20apple 0 "))
        for line in [
            "\(export) --output -", "\(export) --output /dev/stdout", "\(export) --output /dev/stdout | cat", "\(export) --output >(cat); wait $!",
            "\(export) --output /dev/fd/3 3>&1", "\(export) --output /dev/stdout > through.qrels; cat through.qrels",
            "echo -n > through.qrels; \(export) --output /dev/stdout >> through.qrels; cat through.qrels",
        ] {
            let run = try workshop.shell(line)
            #expect(run.status == 0 && run.output == plain, "\(line): \(run.output)\(run.errors)")
        }
        #expect(!FileManager.default.fileExists(atPath: workshop.folder + "/-"))
    }

    /// A disk that is full, or a limit on a file's size, costs the new file and not the old one.
    @Test(arguments: [
        ("export --session mine.jsonl --format jsonl --output", "whole.jsonl"), ("catalog photos --output", "whole.csv"),
        ("queue --filter category:fruit \(model) --output", "whole.queue"), ("eval \(model) --catalog good.csv --save", "whole.eval"),
        ("audit \(model) --catalog good.csv --output", "whole.md"), ("train --catalog good.csv --steps 1 --output", "whole.safetensors"),
    ])
    func theOldFileStandsWhereTheNewOneDoesNotFit(command: String, file: String) throws {
        let workshop = try prepared()
        let made = try workshop.shell("rm -f \(file)*; eclip \(command) \(file) && rm -f \(file).state", seconds: 120)
        #expect(made.status == 0, "\(made.errors)")
        // A catalog that is there would only be added to.
        if file == "whole.csv" { try workshop.write("product_id,title,image\na,b,photos/fruit/red apple 1.png\n", to: file) }
        let before = try workshop.bytes(file)
        let run = try workshop.shell("ulimit -f 0; eclip \(command) \(file) 2> >(cat >&2)", seconds: 120)
        #expect(run.status == 2, "\(run.status)")
        #expect(try workshop.bytes(file) == before)
        let left = try workshop.shell("ls \(file).part* 2>/dev/null | wc -l").output
        #expect(left == "0\n", "nothing is left beside it")
        let device = try workshop.shell("eclip \(command) /dev/full", seconds: 120)
        #expect(device.status == 2 && device.errors.contains("/dev/full"), "\(device.status) \(device.errors)")
    }
}
