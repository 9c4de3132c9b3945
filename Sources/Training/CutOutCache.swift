// The cut-outs of a run's studio photos in one mapped file beside the pixel cache, so that memory stays flat and a second
// run starts at once. A photo without a usable cut-out keeps its reason there.
import Catalog
import Dispatch
import Domain
import Foundation
import Images
import Synchronization

package final class CutOutCache: @unchecked Sendable {
    /// For each picture of the run: its cut-out's place and size, or why there is none, or nothing if it was not asked for.
    private let entries: [Entry]
    /// For each picture of the run the stamp of the file it was cut from.
    private let stamps: [UInt64]
    /// Read-only after construction, unmapped at the end.
    private let base: UnsafeMutableRawPointer
    private let length: Int

    /// One line of the file's table: 16 bytes.
    private struct Entry {
        var offset: UInt64 = 0
        var width: UInt16 = 0
        var height: UInt16 = 0
        var problem: UInt32 = 0
    }

    private static let headerLength = 4096
    private static let block = 256
    /// Another number where cutting out works differently: files of other numbers are made anew.
    private static let version = 3

    /// Opens the cut-outs of these pictures beside `output`, cutting what is not there yet.
    /// - Parameters:
    ///   - pictures: every picture of the run, relative to `directory`.
    ///   - wanted: the places of those that may be studio photos.
    ///   - key: what the cache depends on besides the size (the catalog's hash).
    ///   - size: side of a composed scene in pixels.
    /// - Throws: `InputFault` when the file cannot be made (full disk).
    package static func open(
        pictures: [String], wanted: [Int], directory: String, beside output: String, key: String, size: Int,
        threads: Int, progress: @escaping @Sendable (Int, Int) -> Void
    ) throws -> CutOutCache {
        let folder = output.folderOfPath
        let name = ".eclip-\(key.prefix(16))-\(size).cutouts"
        let path = folder.path(to: name)
        let choice = SHA256.hex(Array(wanted.map(String.init).joined(separator: ",").utf8)).prefix(16)
        let mark = "eclip-cutouts \(version) \(key) \(size) \(pictures.count) \(choice)"
        if let cache = try? CutOutCache(mapping: path, mark: mark, count: pictures.count), cache.isCurrent(pictures, wanted, directory) {
            return cache
        }
        let stamps = pictures.map { PixelCache.stamp(of: $0, in: directory) }
        let paths = wanted.map { directory.path(to: pictures[$0]) }
        let file = try CutOutFile(path, mark: mark, tableLength: pictures.count * tableRow)
        var table = [Entry](repeating: Entry(), count: pictures.count)
        for start in stride(from: 0, to: wanted.count, by: block) {
            let part = start..<min(start + block, wanted.count)
            for (place, found) in zip(part, cut(paths[part], longest: longest(for: size), threads: threads)) {
                table[wanted[place]] = try entry(found, in: file)
            }
            progress(part.upperBound, wanted.count)
        }
        let bytes = table.withUnsafeBytes { Array($0) } + stamps.withUnsafeBytes { Array($0) }
        try bytes.withUnsafeBytes { try file.finish(table: $0) }
        return try CutOutCache(mapping: path, mark: mark, count: pictures.count)
    }

    /// Bytes of the table for each picture: its entry, and behind all entries its stamp.
    private static let tableRow = MemoryLayout<Entry>.size + MemoryLayout<UInt64>.size

    /// Are the photos still those that were cut out? One that is gone does no harm.
    private func isCurrent(_ pictures: [String], _ wanted: [Int], _ directory: String) -> Bool {
        wanted.allSatisfy { place in
            let stamp = PixelCache.stamp(of: pictures[place], in: directory)
            return stamp == stamps[place] || stamp == 0
        }
    }

    /// No product is drawn larger than three quarters of a scene.
    private static func longest(for size: Int) -> Int { max(96, size * 5 / 4) }

    private static func entry(_ found: Result<CutOut, CutOutProblem>?, in file: CutOutFile) throws -> Entry {
        switch found {
        case nil: return Entry()
        case .failure(let problem): return Entry(problem: UInt32(problem.rawValue))
        case .success(let cutOut):
            let offset = try file.append(cutOut.bytes)
            return Entry(offset: UInt64(offset), width: UInt16(cutOut.shape.width), height: UInt16(cutOut.shape.height))
        }
    }

    /// nil where a picture cannot be decoded: the pixel cache says so.
    private static func cut(_ paths: ArraySlice<String>, longest: Int, threads: Int) -> [Result<CutOut, CutOutProblem>?] {
        let found = Mutex([Result<CutOut, CutOutProblem>?](repeating: nil, count: paths.count))
        let next = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: max(1, threads)) { _ in
            while true {
                let place = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard place < paths.count else { return }
                guard let photo = try? decodePicture(at: paths[paths.startIndex + place], atLeast: longest) else { continue }
                let result = CutOut.of(photo, longest: longest)
                found.withLock { $0[place] = result }
            }
        }
        return found.withLock { $0 }
    }

    private init(mapping path: String, mark: String, count: Int) throws {
        let file = Glibc.open(path, O_RDONLY)
        guard file >= 0 else { throw InputFault(path, "no cut-outs") }
        defer { close(file) }
        var status = stat()
        let least = Self.headerLength + count * Self.tableRow
        guard fstat(file, &status) == 0, Int(status.st_size) >= least,
            let mapped = mmap(nil, Int(status.st_size), PROT_READ, MAP_SHARED, file, 0), mapped != MAP_FAILED
        else { throw InputFault(path, "not a whole file of cut-outs") }
        base = mapped
        length = Int(status.st_size)
        entries = (0..<count).map {
            (mapped + Self.headerLength).load(fromByteOffset: $0 * MemoryLayout<Entry>.size, as: Entry.self)
        }
        let behind = Self.headerLength + count * MemoryLayout<Entry>.size
        stamps = (0..<count).map { (mapped + behind).load(fromByteOffset: $0 * MemoryLayout<UInt64>.size, as: UInt64.self) }
        let header = UnsafeRawBufferPointer(start: mapped, count: Self.headerLength).prefix { $0 != 0 }
        guard String(decoding: header, as: UTF8.self) == mark, entries.allSatisfy({ Self.fits($0, length) }) else {
            throw InputFault(path, "cut-outs of other pictures")
        }
    }

    private static func fits(_ entry: Entry, _ length: Int) -> Bool {
        let shape = CutOutShape(width: Int(entry.width), height: Int(entry.height))
        // The table has no checksum: what it says is held against the file before anything is added to it.
        return entry.width == 0
            || (entry.height > 0 && entry.offset <= UInt64(length) && shape.byteCount <= length - Int(entry.offset))
    }

    deinit { munmap(base, length) }

    /// Does a picture have a cut-out?
    func has(_ picture: Int) -> Bool { entries[picture].width > 0 }

    var usable: Int { entries.count { $0.width > 0 } }

    /// Photos refused, by reason.
    var problems: [CutOutProblem: Int] {
        entries.reduce(into: [:]) { counts, entry in
            if let problem = CutOutProblem(rawValue: Int(entry.problem)) { counts[problem, default: 0] += 1 }
        }
    }

    /// A picture's cut-out; it must not outlive the cache.
    func pixels(of picture: Int) -> CutOutPixels {
        let entry = entries[picture]
        precondition(entry.width > 0, "picture \(picture) has no cut-out")
        let shape = CutOutShape(width: Int(entry.width), height: Int(entry.height))
        return CutOutPixels(
            shape: shape, bytes: UnsafeRawBufferPointer(start: base + Int(entry.offset), count: shape.byteCount))
    }
}

/// The file while it is written: header, room for the table, cut-outs; renamed into place when whole.
private final class CutOutFile {
    private let path: String
    /// Of this process alone: two runs on one catalog must not write into each other's file.
    private let part: String
    private let file: Int32
    private var end: Int
    private var isInPlace = false
    private static let headerLength = 4096

    init(_ path: String, mark: String, tableLength: Int) throws {
        self.path = path
        part = path + ".part-\(getpid())"
        file = Glibc.open(part, O_RDWR | O_CREAT | O_TRUNC, 0o644)
        end = 0
        guard file >= 0 else { throw InputFault(path, "cannot be written: \(String(cString: strerror(errno)))") }
        let text = Array(mark.utf8)
        _ = try append(text + [UInt8](repeating: 0, count: Self.headerLength - text.count + tableLength))
    }

    deinit {
        guard file >= 0 else { return }
        close(file)
        if !isInPlace { unlink(part) }
    }

    /// Where the bytes begin in the file.
    func append(_ bytes: [UInt8]) throws -> Int {
        let start = end
        try bytes.withUnsafeBytes { try write($0, at: start) }
        end += bytes.count
        return start
    }

    func finish(table: UnsafeRawBufferPointer) throws {
        try write(table, at: Self.headerLength)
        isInPlace = rename(part, path) == 0
        guard isInPlace else { throw InputFault(path, "cannot be written: \(String(cString: strerror(errno)))") }
    }

    private func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws {
        var done = 0
        while done < bytes.count {
            let written = pwrite(file, bytes.baseAddress.map { $0 + done }, bytes.count - done, offset + done)
            guard written > 0 else { throw InputFault(path, "cannot be written: \(String(cString: strerror(errno)))") }
            done += written
        }
    }
}
