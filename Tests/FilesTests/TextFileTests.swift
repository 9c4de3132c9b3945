// The door for text: marks and line ends mean nothing to who reads, other encodings are refused by their names.
import Domain
import Files
import Foundation
import Testing

@Suite struct TextFileTests {
    private let lines = ["one, ein|s", "", "zwei  二", "three\u{2028}still three\u{85}\u{B}\u{C}"]

    @Test(arguments: ["\n", "\r\n", "\r"], ["", "\u{FEFF}"])
    func marksAndLineEndsMeanNothing(end: String, mark: String) throws {
        let scratch = try Scratch()
        for last in ["", end] {
            let file = try TextFile(scratch.write(mark + lines.joined(separator: end) + last, "a.txt"))
            #expect(file.lines.map { String($0.text) } == lines)
            #expect(file.lines.map(\.number) == [1, 2, 3, 4])
            #expect(file.filledLines.map(\.number) == [1, 3, 4])
        }
    }

    @Test func anEmptyFileHasNoLine() throws {
        let scratch = try Scratch()
        for text in ["", "\u{FEFF}"] { #expect(try TextFile(scratch.write(text, "a.txt")).lines.isEmpty) }
        #expect(try TextFile(scratch.write("\n", "a.txt")).lines.count == 1)
    }

    @Test(arguments: [
        (String.Encoding.shiftJIS, "SHIFT_JIS", "赤いマグカップと青いハンドバッグの写真"),
        (.iso2022JP, "ISO-2022-JP", "赤いマグカップと青いハンドバッグの写真"),
        (.utf16, "UTF-16", "red mug 赤い"), (.utf16LittleEndian, "UTF-16LE", "red mug, blue bag, green hat"),
        (.windowsCP1252, "WINDOWS-1252", "café à la crème"),
    ])
    func otherEncodingsAreNamedWithWhatConvertsThem(encoding: String.Encoding, name: String, text: String) throws {
        let scratch = try Scratch()
        let bytes = [UInt8](try #require(text.data(using: encoding)))
        let path = try scratch.write(bytes, "list a.txt")
        let fault = #expect(throws: InputFault.self) { try TextFile(path) }
        #expect(fault?.problem == "is not UTF-8; it looks like \(name)")
        #expect(fault?.expected == "UTF-8: iconv -f \(name == "SHIFT_JIS" ? "CP932" : name) -t UTF-8 '\(path)' > utf8.txt")
    }

    @Test func japaneseOfUnixIsNamed() {
        // 赤いマグカップの写真
        let bytes: [UInt8] = [0xC0, 0xD6, 0xA4, 0xA4, 0xA5, 0xDE, 0xA5, 0xB0, 0xA5, 0xAB, 0xA5, 0xC3, 0xA5, 0xD7, 0xA4, 0xCE, 0xBC, 0xCC, 0xBF, 0xBF]
        #expect(OtherEncoding(of: bytes)?.name == "EUC-JP")
    }

    @Test func aBadByteIsNamedWithItsLine() throws {
        let scratch = try Scratch()
        let path = try scratch.write(Array("日本語の一行目\n二行目 ".utf8) + [0xFF] + Array("\n".utf8), "a.txt")
        let fault = #expect(throws: InputFault.self) { try TextFile(path) }
        #expect(fault?.place == path + ":2" && fault?.problem == "is not valid UTF-8")
    }

    @Test func standardInputIsNamedAndItsConversionReadsIt() {
        let fault = #expect(throws: InputFault.self) { try TextFile(bytes: [0x82, 0xA0, 0x82, 0xA2], name: TextFile.name(of: "-")) }
        #expect(fault?.description.contains("standard input: is not UTF-8") == true)
        #expect(fault?.expected?.hasSuffix("-t UTF-8 > utf8.txt") == true)
    }

    @Test func whatIsNoFileIsSaid() throws {
        let scratch = try Scratch()
        for (path, problem) in [(scratch.path, "is a folder"), (scratch.file("none"), "no such file"), ("a\0b", "holds a NUL byte")] {
            let fault = #expect(throws: InputFault.self) { try TextFile(path) }
            #expect(fault?.problem == problem)
        }
    }

    /// What must be on a disk is not waited for in a pipe; what a person names may come out of one, and may be looked at twice.
    @Test func pipesAreReadWhereTextIs() throws {
        let scratch = try Scratch()
        let pipe = scratch.file("pipe")
        #expect(mkfifo(pipe, 0o600) == 0)
        let fault = #expect(throws: InputFault.self) { try readBytes(at: pipe) }
        #expect(fault?.problem == "is not a plain file")
        #expect(head(of: pipe, 8) == nil)
        let writer = Thread { _ = try? Data("\u{FEFF}a\r\nb".utf8).write(to: URL(fileURLWithPath: pipe)) }
        writer.start()
        #expect(try TextFile(pipe).lines.map { String($0.text) } == ["a", "b"])
        #expect(isPipe(pipe) && !isPipe(scratch.path))
    }

    @Test func aFileIsReadWholeWhateverItSaysOfItsSize() throws {
        let scratch = try Scratch()
        let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        #expect([UInt8](try readBytes(at: try scratch.write(bytes, "a"))) == bytes)
        #expect(try !readBytes(at: "/proc/self/status", .stream).isEmpty, "it says that it has no bytes")
        #expect(head(of: scratch.file("a"), 3) == [0, 31, 62])
        #expect(head(of: scratch.file("a"), 1 << 20)?.count == bytes.count)
    }
}
