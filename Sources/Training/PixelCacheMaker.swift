// Makes the file of a pixel cache: decoded on all threads into a file beside it, which takes the cache's name when it is
// whole. Two runs that need the same cache at once make it once: the second waits for the first.
import Dispatch
import Domain
import Foundation
import Images
import Synchronization

struct PixelCacheMaker: Sendable {
    let pictures: [String]
    let directory: String
    let path: String
    let key: String
    let size: Int
    let threads: Int
    let toleratesMany: Bool
    let located: @Sendable (Int, InputFault) -> InputFault
    let progress: @Sendable (Int, Int) -> Void

    private var stride: Int { size * size * 3 }
    private var part: String { path + ".part" }

    /// - Parameter standing: looks for the cache that another run may have finished while this one waited.
    /// - Returns: what `standing` found, or nil when the file was made here.
    func make(unless standing: () -> PixelCache?) throws -> PixelCache? {
        while true {
            let file = Glibc.open(part, O_RDWR | O_CREAT, 0o644)
            guard file >= 0 else { throw fault("cannot be written", errno) }
            defer { close(file) }
            // A file system without locks makes the cache twice, at worst.
            flock(file, LOCK_EX)
            guard isStill(part, file) else {
                if let cache = standing() { return cache }
                continue
            }
            if let cache = standing() {
                unlink(part)
                return cache
            }
            do { try fill(file) } catch {
                unlink(part)
                throw error
            }
            return nil
        }
    }

    /// Is the open file the one of this name, and not one that has been renamed or removed since?
    private func isStill(_ path: String, _ file: Int32) -> Bool {
        var named = stat(), opened = stat()
        return stat(path, &named) == 0 && fstat(file, &opened) == 0 && named.st_ino == opened.st_ino
    }

    private func fill(_ file: Int32) throws {
        let pixels = stride * pictures.count, start = PixelCache.headerLength
        // Allocated, not sparse: a full disk must answer here, not as a bus error in the middle of a step.
        guard ftruncate(file, 0) == 0 else { throw fault("cannot be written", errno) }
        let status = posix_fallocate(file, 0, start + pixels)
        guard status == 0 else { throw fault("cannot be written", status) }
        guard let mapped = mmap(nil, start + pixels, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0), mapped != MAP_FAILED else {
            throw fault("cannot be mapped", errno)
        }
        defer { munmap(mapped, start + pixels) }
        let stamps = pictures.map { PixelCache.stamp(of: $0, in: directory) }
        let said = decodeAll(into: mapped + start), faults = said.faults
        try checkShare(faults)
        let bad = faults.keys.sorted()
        let tail = PixelCache.Tail(
            bad: bad, faults: bad.compactMap { faults[$0].map { [$0.place, $0.problem] } },
            notes: said.notes.sorted { $0.key < $1.key }.map { .init(picture: $0, place: $1.place, words: $1.problem) },
            stamps: stamps)
        try finish(file, mapped, pixels, JSONEncoder().encode(tail))
        guard rename(part, path) == 0 else { throw fault("cannot be written", errno) }
    }

    private func finish(_ file: Int32, _ mapped: UnsafeMutableRawPointer, _ pixels: Int, _ tail: Data) throws {
        let end = PixelCache.headerLength + pixels
        let written = tail.withUnsafeBytes { pwrite(file, $0.baseAddress, tail.count, off_t(end)) }
        guard written == tail.count else { throw fault("cannot be written", written < 0 ? errno : ENOSPC) }
        var sum: UInt64 = 0
        try withMapping(file, end + tail.count) { sum = PixelCache.checksum($0) }
        let header = PixelCache.Header(key: key, size: size, count: pictures.count, tail: tail.count, checksum: sum)
        let data = try JSONEncoder().encode(header)
        precondition(data.count < PixelCache.headerLength, "a header of \(data.count) bytes")
        data.withUnsafeBytes { mapped.copyMemory(from: $0.baseAddress!, byteCount: data.count) }
        msync(mapped, PixelCache.headerLength, MS_SYNC)
    }

    /// All bytes after the header, tail included.
    private func withMapping(_ file: Int32, _ length: Int, _ body: (UnsafeRawBufferPointer) -> Void) throws {
        guard let mapped = mmap(nil, length, PROT_READ, MAP_SHARED, file, 0), mapped != MAP_FAILED else {
            throw fault("cannot be mapped", errno)
        }
        defer { munmap(mapped, length) }
        body(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(start: mapped, count: length)[PixelCache.headerLength...]))
    }

    private func fault(_ problem: String, _ number: Int32) -> InputFault {
        InputFault(path, "\(problem): \(String(cString: strerror(number)))")
    }

    private func checkShare(_ faults: [Int: InputFault]) throws {
        guard let first = faults.min(by: { $0.key < $1.key }) else { return }
        guard faults.count < pictures.count, toleratesMany || faults.count * 20 <= pictures.count else {
            throw InputFault(
                first.value.place, "\(first.value.problem); \(faults.count) of \(pictures.count) pictures cannot be read",
                expected: "pictures that decode, at most 5 % without --skip-bad-rows")
        }
    }

    /// By place: what is wrong with pictures that cannot be read, and what is to be said of some that can.
    private struct Said {
        var faults: [Int: InputFault] = [:]
        var notes: [Int: InputFault] = [:]
    }

    private func decodeAll(into target: UnsafeMutableRawPointer) -> Said {
        nonisolated(unsafe) let base = target.assumingMemoryBound(to: UInt8.self)
        let next = Atomic(0)
        let said = Mutex(Said())
        DispatchQueue.concurrentPerform(iterations: max(1, threads)) { _ in
            while true {
                let place = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard place < pictures.count else { return }
                do {
                    let note = try decode(place, into: base + place * stride).map { located(place, $0) }
                    if let note { said.withLock { $0.notes[place] = note } }
                } catch {
                    (base + place * stride).update(repeating: 128, count: stride)
                    let found = located(place, error as? InputFault ?? InputFault(pictures[place], "\(error)"))
                    said.withLock { $0.faults[place] = found }
                }
                if place % 64 == 63 || place == pictures.count - 1 { progress(place + 1, pictures.count) }
            }
        }
        return said.withLock { $0 }
    }

    /// - Returns: what is to be said of the picture.
    private func decode(_ place: Int, into slot: UnsafeMutablePointer<UInt8>) throws -> InputFault? {
        let picture = try readPicture(at: directory.path(to: pictures[place]), atLeast: size)
        modelInput(picture.raster, size: size).pixels.withUnsafeBufferPointer {
            slot.update(from: $0.baseAddress!, count: stride)
        }
        return picture.note
    }
}
