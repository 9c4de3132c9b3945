// Folders as people have them: pipes, links, names from other systems, photos that change. The real program looks at each,
// says what it leaves out, and never keeps what it read of a photo that is another one now.
import Foundation
import ProgramDriver
import Testing

@Suite struct FolderInputTests {
    private let workshop: Workshop
    /// A folder of its own, with three photos.
    private let name = "f-" + UUID().uuidString.prefix(8).lowercased()

    init() throws {
        workshop = try Workshop.made.get()
        for (photo, of) in [("apple", "fruit/red apple 1"), ("pear", "fruit/green pear 1"), ("saw", "tool/black saw 1")] {
            try put(of, as: "\(photo).png")
        }
    }

    private var path: String { workshop.folder + "/" + name }

    /// A photo of the workshop under a name of the folder.
    private func put(_ photo: String, as file: String) throws {
        let target = path + "/" + file
        try FileManager.default.createDirectory(
            atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(workshop.bytes("photos/\(photo).png")).write(to: URL(fileURLWithPath: target))
    }

    private func explore(_ folder: String, _ flags: String = "--lang en", _ script: String = "health\n") throws -> ProgramRun {
        try workshop.write(script, to: "\(name).txt")
        return try workshop.eclip(
            "explore \(folder) --linear --checkpoint good.safetensors --session \(name).jsonl \(flags)",
            input: .reading(workshop.folder + "/\(name).txt"))
    }

    /// What an index answers, in three digits: what is read alone and what is read among others differs in the seventh.
    private func answer(_ index: String) throws -> String {
        // The words that no title of the first row says stand above the table where a photo was replaced by another one.
        try workshop.eclip("search --checkpoint good.safetensors --index \(index) apple").output
            .replacing(/no title of row 1 says: .*\n/, with: "").replacing("  (this photo changed since it was indexed: run eclip index again)", with: "")
    }

    // MARK: what is left out

    @Test func pipesAndLinksToNothingAreNamedAndNothingHangs() throws {
        mkfifo(path + "/pipe.png", 0o644)
        mkfifo(path + "/catalog.csv", 0o644)
        symlink("nowhere", path + "/gone.png")
        symlink("/dev/zero", path + "/zero.png")
        let run = try workshop.eclip("catalog \(name) --output \(name).csv", seconds: 20)
        #expect(run.status == 0 && run.errors.contains("3 photos"), "\(run.errors)")
        for words in ["pipe.png: a pipe, socket or device", "gone.png: a link that leads nowhere", "zero.png: a pipe"] {
            #expect(run.errors.contains(words), "\(words): \(run.errors)")
        }
        let seen = try explore(name)
        #expect(seen.status == 0 && seen.output.contains("4 entries of the folder cannot be looked at"), "\(seen.output)")
        #expect(seen.output.contains("gone.png: a link that leads nowhere"), "\(seen.output)")
        #expect(try explore(name, "--lang ja").output.contains("リンク先がありません"))
    }

    @Test func moreThanTwentyAreCounted() throws {
        for number in 0..<25 { symlink("nowhere", path + "/gone\(number).png") }
        let run = try workshop.eclip("catalog \(name) --output \(name).csv")
        #expect(run.errors.contains("and 5 more left out"), "\(run.errors)")
    }

    @Test func aCatalogThatNamesAPipeHasABadRow() throws {
        mkfifo(path + "/pipe.png", 0o644)
        try workshop.write("product_id,title,image\n1,Apple,\(name)/apple.png\n2,Pipe,\(name)/pipe.png\n", to: "\(name).csv")
        for command in ["index --checkpoint good.safetensors", "train --steps 1"] {
            let run = try workshop.eclip("\(command) --catalog \(name).csv --output \(name).out", seconds: 20)
            #expect(run.status == 2 && run.errors.contains("\(name).csv:3") && run.errors.contains("is a pipe"), "\(run.errors)")
        }
    }

    @Test func namesThatAreNotUTF8AreSaidWithTheRemedy() throws {
        let japanese: [CChar] = [0x8E, 0xCA, 0x90, 0x5E].map { CChar(bitPattern: $0) } + Array(".png".utf8CString)
        let file = open(Array(path.utf8CString.dropLast()) + [CChar(UInt8(ascii: "/"))] + japanese, O_CREAT | O_WRONLY, 0o644)
        close(file)
        let run = try workshop.eclip("catalog \(name) --output \(name).csv")
        #expect(run.errors.contains("\\x8E\\xCA\\x90^.png: its name is not UTF-8"), "\(run.errors)")
        #expect(run.errors.contains("convmv -f cp932 -t utf8 -r --notest \(name)"), "\(run.errors)")
        let seen = try explore(name)
        #expect(seen.output.contains("the names look like SHIFT_JIS"), "\(seen.output)")
    }

    // MARK: links

    @Test func aLinkToAFolderIsExploredAndListed() throws {
        symlink(name, workshop.folder + "/lnk-\(name)")
        symlink(".", path + "/up")
        let seen = try explore("lnk-\(name)")
        #expect(seen.status == 0 && seen.output.contains("3 photos"), "\(seen.output)\(seen.errors)")
        let run = try workshop.eclip("catalog lnk-\(name) --output \(name).csv")
        #expect(run.status == 0 && run.errors.contains("3 photos"), "\(run.errors)")
    }

    @Test func anIndexMayLieInALinkedFolder() throws {
        try FileManager.default.createDirectory(atPath: workshop.folder + "/\(name)-far/away", withIntermediateDirectories: true)
        symlink("\(name)-far/away", workshop.folder + "/\(name)-link")
        _ = try workshop.eclip("catalog \(name) --output \(name).csv")
        let run = try workshop.eclip("index --checkpoint good.safetensors --catalog \(name).csv --output \(name)-link/i.index")
        #expect(run.status == 0 && run.errors.contains("3 pictures"), "\(run.errors)")
    }

    // MARK: photos that change

    @Test func aPhotoReplacedInPlaceIsReadAgain() throws {
        _ = try workshop.eclip("catalog \(name) --output \(name).csv")
        let index = "index --checkpoint good.safetensors --catalog \(name).csv --output"
        _ = try workshop.eclip("\(index) \(name).index")
        let before = try answer("\(name).index")
        try put("tool/blue hammer 2", as: "apple.png")
        let stale = try workshop.eclip("search --checkpoint good.safetensors --index \(name).index apple --json")
        #expect(stale.output.contains("this photo changed since it was indexed"), "\(stale.output)")
        let named = try explore("", "--lang en --index \(name).index")
        #expect(named.output.contains("1 of 3 photos changed since they were indexed"), "\(named.output)")
        let again = try workshop.eclip("\(index) \(name).index")
        #expect(again.errors.contains("2 photos are as they were"), "\(again.errors)")
        _ = try workshop.eclip("\(index) \(name)-fresh.index")
        let fresh = try answer("\(name)-fresh.index")
        #expect(try answer("\(name).index") == fresh && fresh != before)
        let now = try workshop.eclip("search --checkpoint good.safetensors --index \(name).index apple --json")
        #expect(!now.output.contains("changed since"))
    }

    @Test func theExplorersCacheFollowsTheFolder() throws {
        let place = try cache { try explore(name) }
        let before = try answer(place)
        #expect(before.split(separator: "\n").count == 4, "\(before)")
        try put("tool/blue hammer 2", as: "apple.png")
        _ = try explore(name)
        #expect(try answer(place) != before)
        try put("fruit/red apple 1", as: "apple.png")
        _ = try explore(name)
        #expect(try answer(place) == before)
    }

    /// The index that the explorer makes of the folder.
    private func cache(_ run: () throws -> ProgramRun) throws -> String {
        let seen = try run()
        #expect(seen.status == 0, "\(seen.errors)")
        let caches = workshop.folder + "/.cache/eclip"
        let found = try FileManager.default.contentsOfDirectory(atPath: caches).map { "\(caches)/\($0)/\(name).index" }
        return try #require(found.first { FileManager.default.fileExists(atPath: $0) })
    }

    @Test func anOlderIndexStillOpens() throws {
        // The bundled index and those of older versions have no table of files.
        let run = try workshop.eclip("search --checkpoint good.safetensors --index good.index apple --top 1")
        #expect(run.status == 0, "\(run.errors)")
    }

    // MARK: names

    @Test func aNameThatEndsInABlankIsAName() throws {
        try put("tool/blue hammer 1", as: "hammer.png ")
        let run = try workshop.eclip("catalog \(name) --output \(name).csv")
        #expect(run.errors.contains("4 photos"), "\(run.errors)")
        let index = try workshop.eclip("index --checkpoint good.safetensors --catalog \(name).csv --output \(name).index")
        #expect(index.status == 0 && index.errors.contains("4 pictures"), "\(index.errors)")
        let seen = try explore(name)
        #expect(seen.status == 0 && seen.output.contains("4 photos"), "\(seen.output)\(seen.errors)")
        #expect(try workshop.eclip("catalog \(name) --output \(name).csv").errors.contains("kept 4 rows, added 0 pictures"))
    }

    @Test func blanksInACatalogAreNoOtherPhoto() throws {
        try workshop.write(
            "product_id,title,image,source,category\n1,apple, \(name)/apple.png,studio,\n2,pear,\"\(name)/pear.png \",studio,\n", to: "\(name).csv")
        let run = try workshop.eclip("catalog \(name) --output \(name).csv")
        #expect(run.status == 0 && run.errors.contains("kept 2 rows, added 1 pictures") && !run.errors.contains("gone"), "\(run.errors)")
        let index = try workshop.eclip("index --checkpoint good.safetensors --catalog \(name).csv --output \(name).index")
        #expect(index.errors.contains("3 pictures"), "\(index.errors)")
        #expect(try workshop.eclip("train --catalog \(name).csv --output \(name).safetensors --steps 1").status == 0)
    }

    @Test func theOtherUnicodeFormIsTheSamePhoto() throws {
        try put("tool/blue hammer 1", as: "か\u{3099}ま口.png")
        let photo = "\(name)/が\u{307E}口.png"
        try workshop.write("product_id,title,image,source,category\n1,purse,\(photo),studio,\n2,pear,\(name)/pear.png,studio,\n", to: "\(name).csv")
        let index = try workshop.eclip("index --checkpoint good.safetensors --catalog \(name).csv --output \(name).index")
        #expect(index.status == 0 && index.errors.contains("2 pictures"), "\(index.errors)")
        let run = try workshop.eclip("catalog \(name) --output \(name).csv")
        #expect(run.errors.contains("kept 2 rows, added 2 pictures") && !run.errors.contains("gone"), "\(run.errors)")
        let model = ["--checkpoint", "good.safetensors", "--index", "\(name).index", "--json"]
        for command in [["search", "--image", photo, "--top", "1"], ["why", "purse", "--picture", photo]] {
            let found = try workshop.eclip(words: command + model)
            #expect(found.status == 0, "\(command): \(found.errors)")
        }
        #expect(try workshop.eclip("train --catalog \(name).csv --output \(name).safetensors --steps 1").status == 0)
        try workshop.write("{\"image\": \"\(photo)\", \"instances\": [{\"product_id\": \"1\", \"box\": [0, 0, 1, 1]}]}\n", to: "\(name).truth")
        let measured = try workshop.eclip(
            words: ["eval", "--catalog", "\(name).csv", "--truth", "\(name).truth"] + model)
        #expect(measured.status == 0, "\(measured.errors)")
    }
}
