// Every picture of a run decoded once to the model's input size, in one file that is mapped into memory: training reads
// each picture hundreds of times, and decoding would cost more than the model. The file is named by what is in it, so
// that a second run on the same catalog (a baseline, a resumption) starts at once, even where photos went since.
import Domain
import Foundation

/// Decoded pictures, `size * size * 3` bytes each.
package final class PixelCache: @unchecked Sendable {
    let size: Int
    let count: Int
    /// Pictures that could not be decoded, by place; their bytes are grey and they are never drawn.
    let faults: [Int: InputFault]
    /// Pictures whose files end early and that are used as far as they go, by place.
    let notes: [Int: InputFault]
    /// For each picture the stamp of the file it was made from.
    private let stamps: [UInt64]
    /// Read-only after construction, unmapped at the end.
    private let base: UnsafeMutableRawPointer
    private let length: Int

    static let headerLength = 4096
    private var bytesPerPicture: Int { size * size * 3 }

    /// The first page, before the pixels.
    struct Header: Codable {
        var key: String
        var size: Int
        var count: Int
        /// Bytes of the tail, after the pixels.
        var tail: Int
        /// Of pixels and tail.
        var checksum: UInt64
    }

    struct Tail: Codable {
        var bad: [Int]
        /// Place and problem of each bad picture.
        var faults: [[String]]
        /// Place, path and words of each picture that is used although its file ends early; nil in older caches.
        var notes: [Note]?
        var stamps: [UInt64]
    }

    struct Note: Codable {
        var picture: Int
        var place, words: String
    }

    /// Opens the cache of these pictures beside `output`. It is made where there is none, where it is damaged, and where
    /// a photo was changed or came back since; a photo that is gone does no harm to a cache that has it.
    /// - Parameters:
    ///   - pictures: paths relative to `directory`.
    ///   - key: what the cache depends on besides the size (the catalog's hash).
    ///   - toleratesMany: go on although more than 5 % of the pictures cannot be read.
    ///   - located: says of a picture that cannot be read where it is listed.
    ///   - progress: pictures done so far.
    /// - Throws: `InputFault` when the file cannot be made (full disk), or too many pictures cannot be read.
    package static func open(
        pictures: [String], directory: String, beside output: String, key: String, size: Int, threads: Int,
        toleratesMany: Bool = false, located: @escaping @Sendable (Int, InputFault) -> InputFault = { $1 },
        progress: @escaping @Sendable (Int, Int) -> Void
    ) throws -> PixelCache {
        let folder = output.folderOfPath
        let name = ".eclip-\(key.prefix(16))-\(size).pixels"
        let path = folder.path(to: name)
        func standing() -> PixelCache? {
            let cache = try? PixelCache(mapping: path, key: key, size: size, count: pictures.count)
            return cache.flatMap { $0.isCurrent(pictures, directory) ? $0 : nil }
        }
        if let cache = standing() { return cache }
        let maker = PixelCacheMaker(
            pictures: pictures, directory: directory, path: path, key: key, size: size, threads: threads,
            toleratesMany: toleratesMany, located: located, progress: progress)
        return try maker.make(unless: standing) ?? PixelCache(mapping: path, key: key, size: size, count: pictures.count)
    }

    /// - Throws: `InputFault` for a file that is missing, of other pictures, cut or damaged.
    private init(mapping path: String, key: String, size: Int, count: Int) throws {
        let file = Glibc.open(path, O_RDONLY)
        guard file >= 0 else { throw InputFault(path, "no pixel cache") }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, Int(status.st_size) > Self.headerLength,
            let mapped = mmap(nil, Int(status.st_size), PROT_READ, MAP_SHARED, file, 0), mapped != MAP_FAILED
        else { throw InputFault(path, "not a whole pixel cache") }
        let whole = UnsafeRawBufferPointer(start: mapped, count: Int(status.st_size))
        guard let header = Self.decoded(Header.self, whole[..<Self.headerLength].prefix { $0 != 0 }),
            header.key == key, header.size == size, header.count == count,
            whole.count == Self.headerLength + size * size * 3 * count + header.tail,
            Self.checksum(UnsafeRawBufferPointer(rebasing: whole[Self.headerLength...])) == header.checksum,
            let tail = Self.decoded(Tail.self, whole.suffix(header.tail)), tail.stamps.count == count,
            tail.bad.count == tail.faults.count, tail.faults.allSatisfy({ $0.count == 2 })
        else {
            munmap(mapped, whole.count)
            throw InputFault(path, "a pixel cache of other pictures, or a damaged one")
        }
        (self.size, self.count, base, length) = (size, count, mapped, whole.count)
        stamps = tail.stamps
        faults = Dictionary(zip(tail.bad, tail.faults.map { InputFault($0[0], $0[1]) }), uniquingKeysWith: { first, _ in first })
        notes = Dictionary(
            (tail.notes ?? []).map { ($0.picture, InputFault($0.place, $0.words)) }, uniquingKeysWith: { first, _ in first })
    }

    deinit { munmap(base, length) }

    private static func decoded<Value: Decodable>(_ type: Value.Type, _ bytes: some Sequence<UInt8>) -> Value? {
        try? JSONDecoder().decode(type, from: Data(bytes))
    }

    /// Are the files still those it was made from? Of a picture that could be read, no file is as good as the same file.
    private func isCurrent(_ pictures: [String], _ directory: String) -> Bool {
        pictures.indices.allSatisfy { place in
            let stamp = Self.stamp(of: pictures[place], in: directory)
            return stamp == stamps[place] || (stamp == 0 && faults[place] == nil)
        }
    }

    /// A number that changes when a file does: its size and its time. 0 for no file.
    static func stamp(of picture: String, in directory: String) -> UInt64 {
        var status = stat()
        let path = picture.hasPrefix("/") ? picture : directory + "/" + picture
        guard stat(path, &status) == 0 else { return 0 }
        let time = UInt64(truncatingIfNeeded: status.st_mtim.tv_sec) &* 1_000_000_000 &+ UInt64(status.st_mtim.tv_nsec)
        return time ^ UInt64(truncatingIfNeeded: status.st_size) &* 0x9E37_79B9_7F4A_7C15 | 1
    }

    /// Four lanes of multiply and add over words, so that some hundred megabytes cost some tens of milliseconds.
    static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var lanes = SIMD4<UInt64>(1, 2, 3, 4)
        let whole = bytes.count / 32 * 32
        for start in stride(from: 0, to: whole, by: 32) {
            lanes = (lanes ^ bytes.loadUnaligned(fromByteOffset: start, as: SIMD4<UInt64>.self)) &* 0x0000_0100_0000_01B3
            lanes ^= lanes &>> 29
        }
        var sum = (0..<4).reduce(UInt64(bytes.count)) { ($0 ^ lanes[$1]) &* 0x9E37_79B9_7F4A_7C15 }
        for place in whole..<bytes.count { sum = (sum ^ UInt64(bytes[place])) &* 0x0000_0100_0000_01B3 }
        return sum
    }

    /// The bytes of one picture; the pointer must not leave the closure.
    func withPicture<Result>(_ place: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        let start = base + Self.headerLength + place * bytesPerPicture
        return try body(UnsafeBufferPointer(start: start.assumingMemoryBound(to: UInt8.self), count: bytesPerPicture))
    }
}
