// The records of a catalog, whatever parts its columns: a comma, or what the spreadsheets of other countries write, told by
// the header.
import Domain

struct CatalogTable {
    /// The header first.
    let records: [CSVRecord]
    let separator: Character

    /// Throws `InputFault` as `CSVReader` does.
    init(_ bytes: [UInt8], name: String) throws {
        let stated = Self.stated(bytes), separator = stated ?? Self.likely(bytes)
        let records = try CSVReader.records(of: bytes, name: name, separator: separator)
        self.records = stated == nil ? records : Array(records.dropFirst())
        self.separator = Character(Unicode.Scalar(separator))
    }

    /// Excel's own first line: `sep=;`.
    private static func stated(_ bytes: [UInt8]) -> UInt8? {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let line = bytes.dropFirst(start).prefix { $0 != 0x0A && $0 != 0x0D }
        let quote = UInt8(ascii: "\"")
        let bare = line.filter { $0 != quote }
        guard bare.count == 5, bare.starts(with: Array("sep=".utf8)) else { return nil }
        return bare.last
    }

    /// The sign that the header holds most of, outside of quotes.
    private static func likely(_ bytes: [UInt8]) -> UInt8 {
        let comma = UInt8(ascii: ",")
        let signs = [comma, UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")]
        var counts = [Int](repeating: 0, count: signs.count)
        var isQuoted = false
        for byte in bytes.drop(while: { $0 == 0x0A || $0 == 0x0D }) {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == 0x0A || byte == 0x0D { break }
            if let place = signs.firstIndex(of: byte) { counts[place] += 1 }
        }
        let most = counts.indices.max { (counts[$0], $1) < (counts[$1], $0) } ?? 0
        return counts[most] > 0 ? signs[most] : comma
    }
}
