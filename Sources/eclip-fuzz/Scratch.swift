// Files for readers that take a path: one of each name a process, in the temporary folder that the caller of the fuzzer gives
// (memory, where there is /dev/shm) and takes away.
import Foundation

enum Scratch {
    static func path(_ name: String) -> String { NSTemporaryDirectory() + "/\(getpid())-\(name)" }

    /// The bytes as a file. Without Foundation's ways round: this happens a million times.
    static func write(_ bytes: [UInt8], as name: String) throws -> String {
        let path = path(name)
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        precondition(file >= 0, "\(path) cannot be written")
        defer { close(file) }
        let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
        precondition(count == bytes.count, "\(path) is full")
        return path
    }
}

/// Changes to a valid file, as the bytes of an input spell them.
struct Patches {
    /// - Parameters:
    ///   - input: `place (anchor and distance, a byte each), length, bytes`, again and again.
    ///   - anchors: places of the file where something begins.
    static func apply(_ input: ArraySlice<UInt8>, to file: inout [UInt8], anchors: [Int]) {
        var rest = input
        while rest.count > 3, let anchor = rest.popFirst(), let distance = rest.popFirst(), let length = rest.popFirst() {
            let start = anchors[Int(anchor) % anchors.count] + Int(distance)
            for (place, byte) in rest.prefix(Int(length)).enumerated() where start + place < file.count {
                file[start + place] = byte
            }
            rest = rest.dropFirst(Int(length))
        }
    }

    /// Places where something begins after nothing, and where the text begins.
    static func anchors(of file: [UInt8], texts: [String]) -> [Int] {
        var anchors = [0], zeros = 0
        for (place, byte) in file.enumerated() {
            if byte != 0, zeros >= 8 { anchors.append(place) }
            zeros = byte == 0 ? zeros + 1 : 0
        }
        return anchors + texts.compactMap { Data(file).range(of: Data($0.utf8))?.lowerBound }
    }
}
