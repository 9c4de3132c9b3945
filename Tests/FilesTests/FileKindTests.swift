// What a file surely is: ours by more than its name, other programs' files of the same format by what they lack.
import Domain
import Files
import Foundation
import Testing

@Suite struct FileKindTests {
    private static func tensors(_ header: String) -> [UInt8] {
        let bytes = Array(header.utf8)
        return withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { Array($0) } + bytes
    }

    private static func database(_ mark: String) -> [UInt8] {
        Array("SQLite format 3\0".utf8) + [UInt8](repeating: 0, count: 52) + Array(mark.utf8) + [UInt8](repeating: 0, count: 28)
    }

    @Test(arguments: [
        (tensors("{\"__metadata__\":{\"config\":\"{}\",\"format\":\"eclip\"}}"), FileKind.checkpoint),
        (tensors("{\"__metadata__\":{\"format\":\"eclip-training\"}}"), .trainingState),
        (tensors("{\"__metadata__\":{\"format\":\"pt\"},\"a\":{}}"), .tensors), (tensors("{\"a\":{}}"), .tensors),
        (database("ECLI"), .index), (database("\0\0\0\0"), .database),
        (Array("{\"act\":\"opened\",\"seq\":1}\n".utf8), .session), (Array("{\"act\":\"opened\",\"se".utf8), .session),
        (Array("\u{FEFF}product_id,title,image\r\na,b,c\r\n".utf8), .catalog),
        (Array("\u{FEFF}q 0 a.png 1\r\n".utf8), .qrels), (Array("q Q0 a.png 1 0.5 tag\r".utf8), .run),
        (Array("{\"query\": \"a\", \"image\": \"b\"}\n".utf8), .queue),
        (Array("{\"query\": \"a\", \"image\": \"b\", \"grade\": \"good\"}\n".utf8), .verdicts),
        (Array("{\"evidence\":{},\"grade\":\"bad\",\"key\":{\"image\":\"b\",\"instance\":1,\"query\":\"a\"}}\n".utf8), .verdicts),
        (Array("{\"image\": \"a\", \"instances\": []}\n".utf8), .truth), ([0xFF, 0xD8, 0xFF, 0xE0], .picture),
    ])
    func aFileIsKnownByItsContent(bytes: [UInt8], kind: FileKind) throws {
        let scratch = try Scratch()
        #expect(try FileKind.certain(scratch.write(bytes, "a")) == kind)
    }

    @Test(arguments: [
        "Dear reader,\n", "{\"id\": null, \"query\": {\"text\": \"red\"}, \"matches\": []}\n", "{\"text\": \"red mug\"}\n", "", "red mug\n",
        "{\"name\": \"package\", \"version\": 1}\n", "Handle,Title,Image Src\na,b,c\n",
    ])
    func anythingElseIsNoneOfOurs(text: String) throws {
        let scratch = try Scratch()
        #expect(try FileKind.certain(scratch.write(text, "a.jsonl")) == nil)
        #expect(FileKind.certain(scratch.path) == nil && FileKind.certain(scratch.file("none")) == nil)
    }

    /// Reading says what is wrong with a file that its name or format makes likely.
    @Test func whatAFileMayBeIsSaidToo() throws {
        let scratch = try Scratch()
        #expect(try FileKind.of(scratch.write(Self.tensors("{\"a\":{}}"), "a")) == .checkpoint)
        #expect(try FileKind.of(scratch.write(Self.database("\0\0\0\0"), "a")) == .index)
        #expect(try FileKind.of(scratch.write("{\"x\": 1}\n", "a")) == .session)
        #expect(throws: InputFault.self) { try FileKind.of(scratch.write("", "a")) }
    }
}
