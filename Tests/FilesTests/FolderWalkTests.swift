// What a walk through a folder takes, and what it says of the rest.
import Domain
import Files
import Foundation
import Testing

/// A folder that is gone when its test is.
private final class Folder {
    let path = NSTemporaryDirectory() + "eclip-walk-" + UUID().uuidString

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
    deinit { _ = try? Process.run(URL(fileURLWithPath: "/bin/rm"), arguments: ["-rf", path]).waitUntilExit() }

    func write(_ name: String) throws {
        let file = path + "/" + name
        try FileManager.default.createDirectory(atPath: file.folderOfPath, withIntermediateDirectories: true)
        try Data(name.utf8).write(to: URL(fileURLWithPath: file))
    }

    func link(_ name: String, to target: String) { symlink(target, path + "/" + name) }
    func walk() throws -> FolderWalk { try FolderWalk(path) }
}

@Suite struct FolderWalkTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    @Test func regularFilesAreTakenWithTheirStamps() throws {
        for name in ["b.jpg", "sub/a.jpg", ".hidden", ".git/c.jpg", "__MACOSX/._b.jpg", "blank .jpg ", "日本.png"] { try folder.write(name) }
        let walk = try folder.walk()
        #expect(walk.files.map(\.path) == ["b.jpg", "blank .jpg ", "sub/a.jpg", "日本.png"])
        #expect(walk.leftOut.isEmpty && walk.likelyEncoding == nil)
        #expect(walk.files[0].stamp == FileStamp(of: folder.path + "/b.jpg") && walk.files[0].stamp.size == 5)
    }

    @Test func whatIsNoFileIsNamedAndNeverOpened() throws {
        try folder.write("a.jpg")
        #expect(mkfifo(folder.path + "/pipe.jpg", 0o644) == 0)
        folder.link("null.jpg", to: "/dev/null")
        folder.link("gone.jpg", to: "nowhere")
        folder.link("round", to: "round")
        let walk = try folder.walk()
        #expect(walk.files.map(\.path) == ["a.jpg"])
        #expect(walk.leftOut == [
            LeftOutEntry(path: "gone.jpg", reason: .danglingLink), LeftOutEntry(path: "null.jpg", reason: .notRegular),
            LeftOutEntry(path: "pipe.jpg", reason: .notRegular), LeftOutEntry(path: "round", reason: .danglingLink),
        ])
        #expect(walk.leftOut.allSatisfy { $0.isLoss })
    }

    @Test func linkedFoldersAreFollowedOnce() throws {
        try folder.write("real/a.jpg")
        folder.link("again", to: "real")
        folder.link("real/up", to: "..")
        let other = try Folder()
        try other.write("b.jpg")
        folder.link("else", to: other.path)
        folder.link("else2", to: other.path)
        let walk = try folder.walk()
        #expect(walk.files.map(\.path).sorted() == ["else/b.jpg", "real/a.jpg"] || walk.files.map(\.path).sorted() == ["else2/b.jpg", "real/a.jpg"])
        #expect(walk.leftOut.count == 3 && walk.leftOut.allSatisfy { $0.reason == .walkedBefore && !$0.isLoss })
    }

    @Test func aLinkToAFolderIsAFolder() throws {
        try folder.write("real/a.jpg")
        folder.link("link", to: "real")
        #expect(try FolderWalk(folder.path + "/link").files.map(\.path) == ["a.jpg"])
    }

    @Test func namesThatAreNotUTF8AreReadable() throws {
        try folder.write("a.jpg")
        // 写真 in Shift_JIS, as a zip from Windows unpacks it; and a folder called かばん.
        let bytes: [CChar] = [0x8E, 0xCA, 0x90, 0x5E].map { CChar(bitPattern: $0) } + Array(".jpg".utf8CString)
        let base = folder.path.utf8CString.dropLast() + [CChar(UInt8(ascii: "/"))]
        #expect(close(open(Array(base) + bytes, O_CREAT | O_WRONLY, 0o644)) == 0)
        let bag: [CChar] = [0x82, 0xA9, 0x82, 0xCE, 0x82, 0xF1, 0].map { CChar(bitPattern: $0) }
        #expect(mkdir(Array(base) + bag, 0o755) == 0)
        let walk = try folder.walk()
        #expect(walk.files.map(\.path) == ["a.jpg"])
        #expect(walk.leftOut.map(\.path) == ["\\x82\\xA9\\x82\\xCE\\x82\\xF1/", "\\x8E\\xCA\\x90^.jpg"])
        #expect(walk.leftOut.allSatisfy { $0.reason == .nameNotUTF8 })
        #expect(walk.likelyEncoding?.name == "SHIFT_JIS")
        #expect(walk.likelyEncoding?.renaming("my photos") == "convmv -f cp932 -t utf8 -r --notest 'my photos'")
    }

    @Test(.enabled(if: geteuid() != 0)) func foldersThatCannotBeReadAreNamed() throws {
        try folder.write("shut/a.jpg")
        try folder.write("b.jpg")
        chmod(folder.path + "/shut", 0)
        defer { chmod(folder.path + "/shut", 0o755) }
        #expect(try folder.walk().leftOut == [LeftOutEntry(path: "shut", reason: .unreadable("Permission denied"))])
    }

    @Test func whatIsNoFolderIsAFault() throws {
        try folder.write("file")
        #expect(throws: InputFault.self) { try FolderWalk(folder.path + "/file") }
        #expect(throws: InputFault.self) { try FolderWalk(folder.path + "/none") }
    }
}

@Suite struct NamesOnDiskTests {
    private let folder: Folder
    private let composed = "が\u{FA19}.jpg", decomposed = "か\u{3099}\u{FA19}.jpg"

    init() throws { folder = try Folder() }

    private func bytes(_ name: String?) -> [UInt8]? { name.map { Array($0.utf8) } }

    @Test func theOtherUnicodeFormIsTheSecondTry() throws {
        try folder.write("カハ\u{3099}ン/" + decomposed)
        #expect(bytes(nameOnDisk("カバン/" + composed, in: folder.path)) == bytes("カハ\u{3099}ン/" + decomposed))
        #expect(nameOnDisk("カバン/ぎ.jpg", in: folder.path) == nil)
        try folder.write("カハ\u{3099}ン/" + composed)
        #expect(bytes(nameOnDisk("カハ\u{3099}ン/" + composed, in: folder.path)) == bytes("カハ\u{3099}ン/" + composed))
    }

    @Test func aDecomposedListFindsComposedFiles() throws {
        try folder.write("が.jpg")
        #expect(bytes(nameOnDisk("か\u{3099}.jpg", in: folder.path)) == bytes("が.jpg"))
        #expect(bytes(pathOnDisk(folder.path + "/か\u{3099}.jpg")) == bytes(folder.path + "/が.jpg"))
    }

    @Test func blanksCountOnlyWhereTheDiskHasThem() throws {
        for name in ["a.jpg", "b.jpg "] { try folder.write(name) }
        #expect(nameOnDisk(" a.jpg\n", in: folder.path) == "a.jpg")
        #expect(nameOnDisk("b.jpg ", in: folder.path) == "b.jpg ")
        #expect(nameOnDisk("b.jpg", in: folder.path) == nil)
        #expect(nameOnDisk(" ", in: folder.path) == nil)
    }

    @Test func windowsSlashesAreSlashes() throws {
        try folder.write("photos/a.jpg")
        #expect(nameOnDisk("photos\\a.jpg", in: folder.path) == "photos/a.jpg")
    }

    @Test func stepsUpStartWhereALinkedFolderReallyLies() throws {
        try folder.write("photos/a.jpg")
        try folder.write("deep/er/x")
        folder.link("out", to: "deep/er")
        let way = relativePath(folder.path + "/photos/a.jpg", from: folder.path + "/out")
        #expect(way == "../../photos/a.jpg")
        #expect(FileStamp(of: folder.path + "/out/" + way) != nil)
        #expect(relativePath(folder.path + "/photos/a.jpg", from: folder.path + "/deep") == "../photos/a.jpg")
    }
}
