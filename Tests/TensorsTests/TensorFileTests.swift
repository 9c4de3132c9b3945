// What a header of a few bytes must not be able to do: count past the end of numbers, or make a small file large in memory.
import Domain
import Foundation
import Tensors
import Testing

@Suite struct TensorFileTests {
    private func read(_ header: String, body: Int) throws -> TensorFile {
        let path = NSTemporaryDirectory() + "eclip-\(UUID().uuidString).safetensors"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Data($0) }
        try (length + Data(header.utf8) + Data(count: body)).write(to: URL(fileURLWithPath: path))
        return try TensorFile.read(path)
    }

    private func entry(_ shape: [Int], _ offsets: [Int]) -> String { #"{"dtype":"F32","shape":\#(shape),"data_offsets":\#(offsets)}"# }

    @Test func offsetsAtTheEndOfNumbersAreAFault() {
        let far = entry([1], [Int.max - 4, Int.max])
        let fault = #expect(throws: InputFault.self) { try read("{\"a\":\(far)}", body: 8) }
        #expect(fault?.problem.contains("truncated") == true)
    }

    @Test func tensorsHaveBytesOfTheirOwn() throws {
        let two = "{\"a\":\(entry([2], [0, 8])),\"b\":\(entry([1], [8, 12]))}"
        #expect(try read(two, body: 12).names == ["a", "b"])
        for offsets in [[0, 4], [4, 8]] {
            let shared = "{\"a\":\(entry([2], [0, 8])),\"b\":\(entry([1], offsets))}"
            let fault = #expect(throws: InputFault.self) { try read(shared, body: 12) }
            #expect(fault?.expected?.contains("of its own") == true)
        }
        #expect(throws: InputFault.self) { try read("{\"a\":\(entry([1], [])),\"b\":\(entry([1], [-4, 0]))}", body: 12) }
    }
}
