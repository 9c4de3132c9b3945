// Words to numbers: byte-pair encoding with byte fallback (Sennrich 2016; the form is Hugging Face's tokenizer.json,
// so that Python's `tokenizers` gives the same ids). Any string has an encoding: a character that training never met
// becomes its UTF-8 bytes, and the start token makes the empty title a valid input. Cutting to the model's limit is
// done here, not by the file, because the reader of a query must be told how many pieces fell away.
import Domain
import Foundation

/// A text as the model reads it.
package struct Encoding: Equatable, Sendable {
    /// The start token, then the pieces; at most `limit` in all.
    package let ids: [Int]
    /// The pieces read, without the start token; a piece that is one byte shows as `<0xE3>`.
    package let pieces: [String]
    /// Pieces cut off at the limit.
    package let dropped: Int
}

/// A trained byte-pair tokenizer. Immutable; safe to share between threads.
package struct Tokenizer: Sendable {
    /// The `tokenizer.json` that makes this tokenizer again, here and in Python.
    package let json: String
    /// Pieces by id.
    let names: [String]
    private let byteIDs: [Int]
    private let symbols: [UInt32: Int]
    private let merges: [UInt64: Merge]

    private struct Merge: Sendable {
        let rank: Int
        let id: Int
    }

    package static let padding = "[PAD]"
    package static let start = "[START]"

    package var vocabularySize: Int { names.count }
    /// Id of the padding piece; the text encoder masks it.
    package let paddingID: Int
    /// Id of the piece every text begins with.
    package let startID: Int

    /// Reads a `tokenizer.json` of the form written here.
    /// - Throws: `InputFault` when it is not JSON, uses components that this tokenizer does not have, has holes in its
    ///   ids, lacks a byte piece, or merges pieces that it does not list.
    package init(json: String) throws {
        self.json = json
        let document = try TokenizerDocument(json: json)
        let ids = document.model.vocab
        names = try Self.namesByID(ids)
        paddingID = try Self.id(of: Self.padding, in: ids)
        startID = try Self.id(of: Self.start, in: ids)
        byteIDs = try (0..<256).map { try Self.id(of: Self.byteName(UInt8($0)), in: ids) }
        symbols = Self.singleScalars(names)
        merges = try Self.mergeTable(document.model.merges.map { ($0.left, $0.right) }, ids: ids)
    }

    /// A text's ids: normalised, cut, merged; the start token first.
    /// - Parameter limit: the most ids wanted, the start token included; at least 1.
    package func encode(_ text: String, limit: Int) -> Encoding {
        precondition(limit >= 1, "a text has at least its start token, limit \(limit)")
        var ids = [startID]
        for run in ScriptRun.runs(of: Self.normalized(text).unicodeScalars) { ids += merged(run.text) }
        let kept = Array(ids.prefix(limit))
        return Encoding(ids: kept, pieces: kept.dropFirst().map { names[$0] }, dropped: ids.count - kept.count)
    }

    /// NFKC, lower case, NFC: what `tokenizer.json` prescribes. The last step composes again what lower case took
    /// apart, so that a folded query and its raw form always have the same ids.
    package static func normalized(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
        return text.precomposedStringWithCompatibilityMapping.lowercased().precomposedStringWithCanonicalMapping
    }

    static func byteName(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return "<0x" + (digits.count < 2 ? "0" : "") + digits + ">"
    }
}

// MARK: - Merging

extension Tokenizer {
    /// One number for two ids. An id below zero (a character without a piece) gives a number that no merge has.
    static func pairKey(_ left: Int, _ right: Int) -> UInt64 {
        UInt64(UInt32(truncatingIfNeeded: left)) << 32 | UInt64(UInt32(truncatingIfNeeded: right))
    }

    /// The pieces of one run of scalars: always the earliest learned pair is merged, the leftmost of equals.
    private func merged(_ scalars: [Unicode.Scalar]) -> [Int] {
        var chain = MergeChain(scalars.flatMap(symbolIDs))
        chain.mergeAll { left, right in merges[Self.pairKey(left, right)].map { ($0.rank, $0.id) } }
        return chain.ids
    }

    private func symbolIDs(_ scalar: Unicode.Scalar) -> [Int] {
        if let id = symbols[scalar.value] { return [id] }
        return UTF8.encode(scalar).map { bytes in bytes.map { byteIDs[Int($0)] } } ?? []
    }

    /// `ids` with every occurrence of a pair replaced, from the left.
    static func merging(_ ids: [Int], pair: UInt64, into merged: Int) -> [Int] {
        var result: [Int] = []
        result.reserveCapacity(ids.count)
        var place = 0
        while place < ids.count {
            if place + 1 < ids.count, pairKey(ids[place], ids[place + 1]) == pair {
                result.append(merged)
                place += 2
            } else {
                result.append(ids[place])
                place += 1
            }
        }
        return result
    }
}

// MARK: - Tables from the file

extension Tokenizer {
    private static func namesByID(_ ids: [String: Int]) throws -> [String] {
        var names = [String?](repeating: nil, count: ids.count)
        for (name, id) in ids {
            guard names.indices.contains(id), names[id] == nil else {
                throw InputFault(
                    "tokenizer", "piece id \(id) is out of range or given twice", expected: "0..<\(ids.count)")
            }
            names[id] = name
        }
        return names.compactMap { $0 }
    }

    private static func id(of name: String, in ids: [String: Int]) throws -> Int {
        guard let id = ids[name] else { throw InputFault("tokenizer", "the piece \(name) is missing") }
        return id
    }

    private static func singleScalars(_ names: [String]) -> [UInt32: Int] {
        var symbols: [UInt32: Int] = [:]
        for (id, name) in names.enumerated() where name.unicodeScalars.count == 1 {
            if let scalar = name.unicodeScalars.first { symbols[scalar.value] = id }
        }
        return symbols
    }

    private static func mergeTable(_ pairs: [(String, String)], ids: [String: Int]) throws -> [UInt64: Merge] {
        var table: [UInt64: Merge] = [:]
        for (rank, pair) in pairs.enumerated() {
            guard let left = ids[pair.0], let right = ids[pair.1], let whole = ids[pair.0 + pair.1] else {
                throw InputFault(
                    "tokenizer", "merge \(rank + 1) (\(pair.0) \(pair.1)) names a piece that is not listed")
            }
            table[pairKey(left, right)] = Merge(rank: rank, id: whole)
        }
        return table
    }
}
