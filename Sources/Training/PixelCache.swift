// Every picture of a run decoded once to the model's input size, in one file that is mapped into memory: training reads
// each picture hundreds of times, and decoding would cost more than the model. The file is named by what is in it, so
// that a second run on the same catalog (a baseline, a resumption) starts at once.
import Dispatch
import Domain
import Foundation
import Images
import Synchronization

/// Decoded pictures, `size * size * 3` bytes each.
package final class PixelCache: @unchecked Sendable {
    let size: Int
    let count: Int
    /// Pictures that could not be decoded, by place; their bytes are grey and they are never drawn.
    let faults: [Int: InputFault]
    /// Read-only after construction, unmapped at the end.
    private let base: UnsafeMutableRawPointer
    private let length: Int

    private static let headerLength = 4096
    private var stride: Int { size * size * 3 }

    private struct Header: Codable, Equatable {
        var key: String
        var size: Int
        var count: Int
        var bad: [Int]
        var reasons: [String]
    }

    /// Opens the cache of these pictures beside `output`, decoding what is not there yet.
    /// - Parameters:
    ///   - pictures: paths relative to `directory`.
    ///   - key: what the cache depends on besides the size (the catalog's hash).
    ///   - progress: pictures done so far.
    /// - Throws: `InputFault` when the file cannot be made (full disk).
    package static func open(
        pictures: [String], directory: String, beside output: String, key: String, size: Int, threads: Int,
        progress: @escaping @Sendable (Int, Int) -> Void
    ) throws -> PixelCache {
        let folder = (output as NSString).deletingLastPathComponent
        let name = ".eclip-\(key.prefix(16))-\(size).pixels"
        let path = folder.isEmpty ? name : (folder as NSString).appendingPathComponent(name)
        if let cache = try? PixelCache(mapping: path, key: key, size: size, count: pictures.count) { return cache }
        try make(pictures, directory, path, key, size, threads, progress)
        return try PixelCache(mapping: path, key: key, size: size, count: pictures.count)
    }

    private init(mapping path: String, key: String, size: Int, count: Int) throws {
        let file = Glibc.open(path, O_RDONLY)
        guard file >= 0 else { throw InputFault(path, "no pixel cache") }
        defer { close(file) }
        length = Self.headerLength + Self.bytes(size, count) + Self.tailLength(of: file, size, count)
        var status = stat()
        guard fstat(file, &status) == 0, Int(status.st_size) >= Self.headerLength + Self.bytes(size, count),
            let mapped = mmap(nil, Int(status.st_size), PROT_READ, MAP_SHARED, file, 0), mapped != MAP_FAILED
        else { throw InputFault(path, "not a whole pixel cache") }
        base = mapped
        let text = String(decoding: UnsafeRawBufferPointer(start: mapped, count: Self.headerLength).prefix { $0 != 0 }, as: UTF8.self)
        guard let header = try? JSONDecoder().decode(Header.self, from: Data(text.utf8)),
            header.key == key, header.size == size, header.count == count
        else {
            munmap(mapped, Int(status.st_size))
            throw InputFault(path, "a pixel cache of other pictures")
        }
        self.size = size
        self.count = count
        faults = Dictionary(uniqueKeysWithValues: zip(header.bad, header.reasons.map { InputFault("picture", $0) }))
    }

    deinit { munmap(base, length) }

    private static func bytes(_ size: Int, _ count: Int) -> Int { size * size * 3 * count }

    private static func tailLength(of file: Int32, _ size: Int, _ count: Int) -> Int {
        var status = stat()
        fstat(file, &status)
        return max(0, Int(status.st_size) - headerLength - bytes(size, count))
    }

    /// The bytes of one picture; the pointer must not leave the closure.
    func withPicture<Result>(_ place: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        let start = base + Self.headerLength + place * stride
        return try body(UnsafeBufferPointer(start: start.assumingMemoryBound(to: UInt8.self), count: stride))
    }

    private static func make(
        _ pictures: [String], _ directory: String, _ path: String, _ key: String, _ size: Int, _ threads: Int,
        _ progress: @escaping @Sendable (Int, Int) -> Void
    ) throws {
        let part = path + ".part"
        let file = Glibc.open(part, O_RDWR | O_CREAT | O_TRUNC, 0o644)
        guard file >= 0 else { throw InputFault(path, "cannot be written: \(String(cString: strerror(errno)))") }
        defer {
            close(file)
            unlink(part)
        }
        let total = headerLength + bytes(size, pictures.count)
        // Allocated, not sparse: a full disk must answer here, not as a bus error in the middle of a step.
        let status = posix_fallocate(file, 0, total)
        guard status == 0 else { throw InputFault(path, "cannot be written: \(String(cString: strerror(status)))") }
        guard let mapped = mmap(nil, total, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0), mapped != MAP_FAILED else {
            throw InputFault(path, "cannot be mapped: \(String(cString: strerror(errno)))")
        }
        defer { munmap(mapped, total) }
        let faults = decodeAll(pictures, directory, into: mapped + headerLength, size, threads, progress)
        let kept = faults.sorted { $0.key < $1.key }.prefix(20)
        var header = Header(key: key, size: size, count: pictures.count, bad: [], reasons: [])
        header.bad = kept.map(\.key)
        header.reasons = kept.map { String($0.value.description.prefix(120)) }
        let data = try JSONEncoder().encode(header)
        guard data.count < headerLength else { throw InputFault(path, "too many pictures cannot be read") }
        data.withUnsafeBytes { mapped.copyMemory(from: $0.baseAddress!, byteCount: data.count) }
        msync(mapped, headerLength, MS_SYNC)
        try checkShare(faults, of: pictures)
        guard rename(part, path) == 0 else { throw InputFault(path, "cannot be written: \(String(cString: strerror(errno)))") }
    }

    private static func checkShare(_ faults: [Int: InputFault], of pictures: [String]) throws {
        guard let first = faults.min(by: { $0.key < $1.key }), faults.count * 20 > pictures.count || faults.count > 20 else {
            return
        }
        throw InputFault(
            first.value.place, "\(first.value.problem); \(faults.count) of \(pictures.count) pictures cannot be read",
            expected: "pictures that decode")
    }

    private static func decodeAll(
        _ pictures: [String], _ directory: String, into target: UnsafeMutableRawPointer, _ size: Int, _ threads: Int,
        _ progress: @escaping @Sendable (Int, Int) -> Void
    ) -> [Int: InputFault] {
        nonisolated(unsafe) let base = target.assumingMemoryBound(to: UInt8.self)
        let next = Atomic(0)
        let faults = Mutex<[Int: InputFault]>([:])
        DispatchQueue.concurrentPerform(iterations: max(1, threads)) { _ in
            while true {
                let place = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard place < pictures.count else { return }
                let slot = base + place * size * size * 3
                do {
                    let path = (directory as NSString).appendingPathComponent(pictures[place])
                    let raster = try decodePicture(at: path, atLeast: size)
                    modelInput(raster, size: size).pixels.withUnsafeBufferPointer {
                        slot.update(from: $0.baseAddress!, count: size * size * 3)
                    }
                } catch {
                    slot.update(repeating: 128, count: size * size * 3)
                    let fault = error as? InputFault ?? InputFault(pictures[place], "\(error)")
                    faults.withLock { $0[place] = fault }
                }
                if place % 64 == 63 || place == pictures.count - 1 { progress(place + 1, pictures.count) }
            }
        }
        return faults.withLock { $0 }
    }
}
