// The first row of a catalog: which column is what. Names may differ in capitals, blanks and width; columns of another name
// are offered a flag that renames them, because a guess that is wrong would read thousands of rows wrongly.
import Domain
import Foundation

/// Names of columns as a person gives them: ours, with that of the file.
package struct ColumnNames: Equatable, Sendable {
    /// The file's name for each of ours.
    package private(set) var names: [String: String] = [:]

    package init() {}

    package var isEmpty: Bool { names.isEmpty }

    /// `image=Image Src,title=Title`; a comma without a name behind it belongs to the column before.
    /// Throws `InputFault` for anything else.
    package init(_ text: String) throws {
        let form = "image='Image Src',title=Title"
        var last: String?
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let own = sides[0].trimmingCharacters(in: .whitespaces)
            if sides.count == 2, !own.isEmpty, own.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) {
                guard names[own] == nil else { throw InputFault("--columns", "names \(own) twice", expected: form) }
                names[own] = String(sides[1])
                last = own
            } else if let last {
                names[last, default: ""] += "," + part
            } else {
                throw InputFault("--columns", "\(text) does not begin with a column and =", expected: form)
            }
        }
        names = names.mapValues { $0.trimmingCharacters(in: CharacterSet(charactersIn: " '\"")) }
        if let empty = names.first(where: { $0.value.isEmpty }) {
            throw InputFault("--columns", "\(empty.key) has no column", expected: form)
        }
    }

    /// The same text for the same names.
    var text: String { names.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "\n") }
}

struct CatalogHeader {
    /// As the file names them.
    let columns: [String]
    /// Where our columns stand.
    let place: [String: Int]
    /// Title columns by language, and facet columns by name.
    let titles: [(String, Int)]
    let facets: [(String, Int)]

    static let known = ["product_id", "title", "image", "source", "split", "category"]

    /// Throws `InputFault` when it is not a catalog's.
    init(_ record: CSVRecord, path: String, names: ColumnNames = ColumnNames()) throws {
        let here = "\(path):\(record.line)"
        if let problem = record.problem { throw InputFault(here, "in the header, " + problem) }
        let columns = record.fields.map(Self.trimmed)
        var place = Self.own(columns), taken: Set<String> = []
        for (own, named) in names.names.sorted(by: { $0.key < $1.key }) {
            guard !taken.contains(named) else { throw InputFault("--columns", "\(named) is named twice", expected: "each column once") }
            taken.insert(named)
            guard let found = Self.place(of: named, in: columns) else {
                throw InputFault("--columns", "no column \(named) in \(here)", expected: "one of " + Self.listed(columns))
            }
            place = place.filter { $0.value != found }
            place[own] = found
        }
        try Self.check(columns, place, here)
        (self.columns, self.place) = (columns, place)
        let used = Set(place.values)
        let own = place.filter { !Self.known.contains($0.key) }.map { ($0.key, $0.value) }
        let others = columns.enumerated().filter { !$0.element.isEmpty && !used.contains($0.offset) }.map { ($0.element, $0.offset) }
        let rest = (own + others).sorted { $0.1 < $1.1 }
        titles = rest.filter { $0.0.hasPrefix("title_") }.map { (String($0.0.dropFirst(6)), $0.1) }
        facets = rest.filter { !$0.0.hasPrefix("title_") }
    }

    private static func trimmed(_ name: String) -> String {
        name.trimmingCharacters(in: CharacterSet(charactersIn: "\"'\u{FEFF}").union(.whitespacesAndNewlines))
    }

    /// `Product ID` as `product_id`.
    private static func key(_ name: String) -> String {
        name.folded.split { " _-".contains($0) }.joined(separator: "_")
    }

    /// Our columns by their names; one that is written exactly so comes before one that is written otherwise.
    private static func own(_ columns: [String]) -> [String: Int] {
        known.reduce(into: [:]) { $0[$1] = columns.firstIndex(of: $1) ?? columns.map(key).firstIndex(of: $1) }
    }

    private static func place(of name: String, in columns: [String]) -> Int? {
        columns.firstIndex(of: name) ?? columns.map(key).firstIndex(of: key(name))
    }

    private static func check(_ columns: [String], _ place: [String: Int], _ here: String) throws {
        let missing = CatalogFile.requiredColumns.filter { place[$0] == nil }
        if !missing.isEmpty { throw fault(columns, missing, here) }
        var seen: Set<String> = []
        if let twice = columns.first(where: { !$0.isEmpty && !seen.insert($0).inserted }) {
            throw InputFault(here, "the header has two columns \(twice)", expected: "one of each")
        }
    }

    /// What is missing, and the flag that names it where columns look like it.
    private static func fault(_ columns: [String], _ missing: [String], _ here: String) -> InputFault {
        var problem = "the header has no column " + missing.joined(separator: ", ")
        var free = columns.filter { !$0.isEmpty && !CatalogFile.requiredColumns.contains(key($0)) }
        let likely = missing.compactMap { own -> (own: String, column: String)? in
            guard let column = CommonColumns.likely(own, among: free) else { return nil }
            free.removeAll { $0 == column }
            return (own, column)
        }
        guard !likely.isEmpty else {
            if missing.count == CatalogFile.requiredColumns.count, columns.count > 1 { problem += "; it has " + listed(columns) }
            return InputFault(
                here, problem, expected: "comma-separated columns \(CatalogFile.requiredColumns.joined(separator: ", "))")
        }
        let looks = likely.map { "`\($0.column)` looks like `\($0.own)`" }.joined(separator: ", ")
        let unknown = missing.filter { own in !likely.contains { $0.own == own } }.map { "\($0)=…" }
        let flag = (likely.map { "\($0.own)=\(quoted($0.column))" } + unknown).joined(separator: ",")
        return InputFault(here, problem + ": " + looks, expected: "--columns " + flag)
    }

    private static func listed(_ columns: [String]) -> String {
        let named = columns.filter { !$0.isEmpty }
        return named.prefix(12).joined(separator: ", ") + (named.count > 12 ? ", …" : "")
    }

    private static func quoted(_ name: String) -> String {
        name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } ? name : "'" + name.replacing("'", with: "'\\''") + "'"
    }
}

/// What shops' exports call the columns that a catalog must have, the likelier name first.
enum CommonColumns {
    private static let names: [String: [String]] = [
        "product_id": [
            "handle", "product_id", "productid", "sku", "variant sku", "item id", "item code", "product code", "code", "id",
            "商品管理番号", "商品コード", "商品番号", "商品id", "品番",
        ],
        "title": ["title", "product name", "product title", "item name", "name", "商品名", "タイトル", "品名"],
        "image": [
            "image src", "image", "images", "image link", "image url", "image path", "main image", "photo", "photos", "picture",
            "file name", "filename", "file", "path", "商品画像パス1", "商品画像url", "商品画像", "メイン画像", "画像",
        ],
    ]

    /// The column that looks like one of ours; nil for none.
    static func likely(_ own: String, among columns: [String]) -> String? {
        let keys = columns.map { $0.folded.split { " _-".contains($0) }.joined(separator: " ") }
        let known = names[own] ?? []
        let same = known.lazy.compactMap { keys.firstIndex(of: $0) }.first
        // Japanese headers go on behind the name: 商品管理番号（商品URL）.
        let begins = known.lazy.filter { !$0.utf8.allSatisfy { $0 < 0x80 } }
            .compactMap { name in keys.firstIndex { $0.hasPrefix(name) } }.first
        return (same ?? begins).map { columns[$0] }
    }
}
