// The door for outputs: never over an input, by whatever name; over another kind only when that is forced; whole or not at all.
import Domain
import Files
import Foundation
import Testing

@Suite struct OutputFileTests {
    private let letter = "Dear reader,\n"
    private let qrels = "red%20mug 0 a.png 1\n"

    @Test func whatIsReadIsNotWrittenOverByWhateverName() throws {
        let scratch = try Scratch()
        let input = try scratch.write(letter, "a.txt")
        try FileManager.default.createSymbolicLink(atPath: scratch.file("link"), withDestinationPath: "a.txt")
        try FileManager.default.createSymbolicLink(atPath: scratch.file("far"), withDestinationPath: scratch.file("link"))
        try FileManager.default.linkItem(atPath: input, toPath: scratch.file("hard"))
        for name in ["a.txt", "./a.txt", "link", "far", "hard", "../\(scratch.path.split(separator: "/").last ?? "")/a.txt"] {
            for force in [false, true] {
                let fault = #expect(throws: InputFault.self, "\(name)") {
                    try OutputFile(scratch.file(name), as: .qrels, reading: [nil, input], force: force)
                }
                #expect(fault?.problem.contains("is read by this command") == true, "\(name)")
            }
        }
        #expect(try scratch.text("a.txt") == letter)
    }

    /// An input that is not there yet is the same file all the same.
    @Test func placesAreComparedBeforeThereIsAFile() throws {
        let scratch = try Scratch()
        #expect(throws: InputFault.self) {
            try OutputFile(scratch.file("./new.txt"), as: .qrels, reading: [scratch.file("new.txt")])
        }
        _ = try OutputFile(scratch.file("new.txt"), as: .qrels, reading: [scratch.file("other.txt")])
    }

    @Test func anotherKindStandsUnlessForcedAndAPhotoStandsAnyway() throws {
        let scratch = try Scratch()
        let own = try scratch.write(qrels, "own"), foreign = try scratch.write(letter, "foreign"), empty = try scratch.write("", "empty")
        let photo = try scratch.write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], "photo")
        for path in [own, empty] { try OutputFile(path, as: .qrels, reading: []).write(qrels) }
        let fault = #expect(throws: InputFault.self) { try OutputFile(foreign, as: .qrels, reading: []) }
        #expect(fault?.problem == "is there already and is not a list of judgements (qrels)")
        try OutputFile(foreign, as: .qrels, reading: [], force: true).write(qrels)
        #expect(try scratch.text("foreign") == qrels)
        for force in [false, true] {
            let fault = #expect(throws: InputFault.self) { try OutputFile(photo, as: .qrels, reading: [], force: force) }
            #expect(fault?.expected?.contains("photos are not written over") == true)
        }
    }

    @Test func placesThatAreNoneAreSaid() throws {
        let scratch = try Scratch()
        for (path, words) in [
            ("", "has no name"), (scratch.path, "is a folder"), (scratch.file("none/a"), "there is no folder"), (scratch.file("new/"), "is a folder"),
            ("a\0b", "NUL"),
        ] {
            let fault = #expect(throws: InputFault.self) { try OutputFile(path, as: .qrels, reading: []) }
            #expect(fault?.description.contains(words) == true, "\(fault?.description ?? "")")
        }
        let device = try OutputFile("/dev/full", as: .qrels, reading: [])
        #expect(throws: InputFault.self) { try device.checkReplaceable() }
        let fault = #expect(throws: InputFault.self) { try device.write("x") }
        #expect(fault?.problem == "cannot be written: No space left on device")
        #expect(throws: InputFault.self) { try replaceFile("/dev/full", with: Data()) }
    }

    /// Another program may have put something there since the work began.
    @Test func thePlaceIsLookedAtAgainBeforeItIsWritten() throws {
        let scratch = try Scratch()
        let output = try OutputFile(scratch.file("late"), as: .qrels, reading: [])
        try scratch.write(letter, "late")
        #expect(throws: InputFault.self) { try output.write(qrels) }
        #expect(try scratch.text("late") == letter)
    }

    @Test func linksModesAndOtherNamesOfAFileSurvive() throws {
        let scratch = try Scratch()
        let real = try scratch.write(qrels, "real")
        #expect(chmod(real, 0o640) == 0)
        try FileManager.default.createSymbolicLink(atPath: scratch.file("link"), withDestinationPath: "real")
        try FileManager.default.linkItem(atPath: real, toPath: scratch.file("copy"))
        try OutputFile(scratch.file("link"), as: .qrels, reading: []).write("b 0 c 2\n")
        #expect(try scratch.text("real") == "b 0 c 2\n" && scratch.text("copy") == qrels, "a second name keeps what it had")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: scratch.file("link")) == "real")
        var facts = stat()
        #expect(stat(real, &facts) == 0 && facts.st_mode & 0o7777 == 0o640)
        #expect(scratch.names == ["copy", "link", "real"], "nothing is left beside it")
    }

    @Test func logsGoOn() throws {
        let scratch = try Scratch()
        let line = "{\"step\": 1, \"losses\": {\"total\": 1}}\n"
        try scratch.write(line, "log")
        try OutputFile(scratch.file("log"), as: .log, reading: []).openedForAppending().write(contentsOf: Data(line.utf8))
        #expect(try scratch.text("log") == line + line)
    }

    @Test func foldersOfOursAreFilledAgainAndThoseOfOthersLeftAlone() throws {
        let scratch = try Scratch()
        func folder(_ name: String, reading inputs: [String] = [], maker: String = "demo", force: Bool = false) throws -> OutputFolder {
            try OutputFolder(scratch.file(name), maker: maker, folders: ["studio"], lists: ["catalog.csv"], reading: inputs, force: force)
        }
        for _ in 0..<2 { try folder("new").write(Data([1]), to: "studio/1.webp") }
        #expect(throws: InputFault.self, "another command's") { try folder("new", maker: "compose") }
        try FileManager.default.createDirectory(atPath: scratch.file("mine/studio"), withIntermediateDirectories: true)
        try scratch.write("photo", "mine/studio/1.webp")
        let fault = #expect(throws: InputFault.self) { try folder("mine") }
        #expect(fault?.description.contains("mine/studio/1.webp: is there already and was not made by 'eclip demo'") == true)
        #expect(try scratch.text("mine/studio/1.webp") == "photo")
        try folder("mine", force: true).write(Data([1]), to: "studio/1.webp")
        let read = scratch.file("mine/../mine/studio/2.webp")
        #expect(throws: InputFault.self, "a photo that is read") { try folder("mine", reading: [read], force: true) }
        let list = try scratch.write("x", "mine/catalog.csv")
        #expect(throws: InputFault.self, "a list that is read") { try folder("mine", reading: [list], force: true) }
    }
}
