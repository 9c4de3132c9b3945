// The safetensors format: 8 bytes of header length, a JSON header, then raw little-endian values. Everything the
// header claims is checked against the file before a byte is used; a fault names the file, the tensor and both sides.
import Domain
import Files
import Foundation

/// Named float32 tensors with string metadata.
package struct TensorFile: Sendable {
    package var metadata: [String: String]
    /// In the order of their bytes in the file.
    package var names: [String]
    package private(set) var tensors: [String: Tensor]

    /// A header larger than this is refused before it is read; ours are under a megabyte.
    private static let headerLimit = 100 << 20

    package init(metadata: [String: String] = [:], _ named: [(String, Tensor)] = []) {
        self.metadata = metadata
        names = named.map(\.0)
        tensors = Dictionary(named, uniquingKeysWith: { _, last in last })
    }

    private struct Entry: Decodable {
        let dtype: String
        let shape: [Int]
        let data_offsets: [Int]
    }

    private enum HeaderValue: Decodable {
        case metadata([String: String])
        case entry(Entry)

        init(from decoder: Decoder) throws {
            if let entry = try? Entry(from: decoder) { self = .entry(entry) } else {
                self = .metadata(try [String: String](from: decoder))
            }
        }
    }

    /// Reads a whole file.
    /// - Throws: `InputFault` when the file is missing, is no safetensors file, or its header does not fit its body.
    package static func read(_ path: String) throws -> TensorFile {
        do {
            return try parse(try readBytes(at: path), path: path)
        } catch var fault as InputFault {
            fault.expected = fault.expected ?? "a safetensors file"
            throw fault
        }
    }

    static func parse(_ data: Data, path: String) throws -> TensorFile {
        let (header, bodyStart) = try header(of: data, path: path)
        var file = TensorFile()
        var entries: [(String, Entry)] = []
        for (name, value) in header {
            switch value {
            case .metadata(let values): if name == "__metadata__" { file.metadata = values }
            case .entry(let entry): entries.append((name, entry))
            }
        }
        entries.sort { ($0.1.data_offsets.first ?? 0, $0.0) < ($1.1.data_offsets.first ?? 0, $1.0) }
        var end = 0
        for (name, entry) in entries {
            // Tensors that share their bytes would make a small file as large in memory as it likes.
            guard let first = entry.data_offsets.first, first >= end else {
                throw InputFault("\(path): tensor \(name)", "offsets \(entry.data_offsets)", expected: "bytes of its own, from \(end) on")
            }
            end = entry.data_offsets.last ?? end
            file.names.append(name)
            file.tensors[name] = try tensor(name, entry, in: data, from: bodyStart, path: path)
        }
        return file
    }

    private static func header(of data: Data, path: String) throws -> ([String: HeaderValue], Int) {
        guard data.count >= 8 else {
            throw InputFault(path, "only \(data.count) bytes", expected: "a safetensors file (8 bytes of header length first)")
        }
        let length = data.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= UInt64(headerLimit), length <= UInt64(data.count - 8) else {
            throw InputFault(
                path, "not a safetensors file or truncated: its header claims \(length) bytes, the file has \(data.count)")
        }
        let end = 8 + Int(length)
        do { return (try JSONDecoder().decode([String: HeaderValue].self, from: data[8..<end]), end) } catch {
            throw InputFault(path, "not a safetensors file: its header (bytes 8 to \(end)) is not the JSON expected")
        }
    }

    private static func tensor(_ name: String, _ entry: Entry, in data: Data, from start: Int, path: String) throws -> Tensor {
        let place = "\(path): tensor \(name)"
        guard entry.dtype == "F32" else { throw InputFault(place, "has type \(entry.dtype)", expected: "F32") }
        var size = 1
        for dimension in entry.shape {
            let (product, overflow) = size.multipliedReportingOverflow(by: dimension)
            guard dimension > 0, !overflow, product <= data.count else {
                throw InputFault(place, "shape \(entry.shape) does not fit a file of \(data.count) bytes")
            }
            size = product
        }
        let offsets = entry.data_offsets
        guard offsets.count == 2, offsets[0] >= 0, offsets[1] >= offsets[0], offsets[1] - offsets[0] == size * 4 else {
            throw InputFault(place, "offsets \(offsets) do not hold shape \(entry.shape)", expected: "\(size * 4) bytes")
        }
        guard offsets[1] <= data.count - start else {
            throw InputFault(
                place, "truncated: its bytes end at \(offsets[1]) behind the header, the file has \(data.count - start) there")
        }
        return Tensor(shape: entry.shape.isEmpty ? [1] : entry.shape) { target in
            data.withUnsafeBytes { UnsafeMutableRawPointer(target).copyMemory(
                from: $0.baseAddress! + start + offsets[0], byteCount: size * 4) }
        }
    }

    /// The file's bytes.
    package func serialised() throws -> Data {
        var header: [String: Any] = ["__metadata__": metadata]
        var offset = 0
        for name in names {
            guard let tensor = tensors[name] else { continue }
            header[name] = ["dtype": "F32", "shape": tensor.shape, "data_offsets": [offset, offset + tensor.count * 4]]
            offset += tensor.count * 4
        }
        var json = try JSONSerialization.data(withJSONObject: header, options: [.sortedKeys, .withoutEscapingSlashes])
        while json.count % 8 != 0 { json.append(0x20) }
        var data = Data(capacity: 8 + json.count + offset)
        withUnsafeBytes(of: UInt64(json.count).littleEndian) { data.append(contentsOf: $0) }
        data.append(json)
        for name in names { tensors[name]?.withValues { data.append(Data(buffer: $0)) } }
        return data
    }

    /// Writes the file whole or not at all, so that a reader never meets half of it, nor a machine that lost its power.
    /// - Throws: `InputFault` with the system's reason (full disk, missing folder).
    package func write(to path: String) throws { try replaceFile(path, with: try serialised()) }
}
