// What makes a row good: as many fields as the header, a product, a picture that is there, one split per picture.
import Domain
import Foundation

struct RowChecker {
    let columns: [String]
    let directory: String
    private let path: String
    /// A row whose picture file is not there is good.
    private let keepsMissing: Bool
    private let place: [String: Int]
    /// Title columns by language, and facet columns by name.
    private let titleColumns: [(String, Int)]
    private let facetColumns: [(String, Int)]
    /// What is known of a picture: why it cannot be used, and the split that its first row gave it.
    private var pictures: [String: (problem: String?, split: String?, line: Int)] = [:]

    private static let known = ["product_id", "title", "image", "source", "split", "category"]

    /// Throws `InputFault` when the header is not a catalog's.
    init(header: CSVRecord, path: String, directory: String, keepsMissing: Bool = false) throws {
        let columns = header.fields.map { $0.trimmingCharacters(in: .whitespaces) }
        self.columns = columns
        self.path = path
        self.directory = directory
        self.keepsMissing = keepsMissing
        if let problem = header.problem { throw InputFault("\(path):\(header.line)", "in the header, " + problem) }
        try Self.check(columns, place: "\(path):\(header.line)")
        let named = columns.enumerated().filter { !$0.element.isEmpty }
        place = Dictionary(uniqueKeysWithValues: named.map { ($0.element, $0.offset) })
        titleColumns = named.filter { $0.element.hasPrefix("title_") }.map {
            (String($0.element.dropFirst(6)), $0.offset)
        }
        facetColumns = named.filter { !$0.element.hasPrefix("title_") && !Self.known.contains($0.element) }
            .map { ($0.element, $0.offset) }
    }

    private static func check(_ columns: [String], place: String) throws {
        let missing = CatalogFile.requiredColumns.filter { !columns.contains($0) }
        if !missing.isEmpty {
            let separator = [";": "semicolons", "\t": "tabs", "|": "bars"].first {
                columns.count == 1 && columns[0].contains($0.key)
            }
            let hint = separator.map { " (its columns look separated by \($0.value))" } ?? ""
            throw InputFault(
                place, "the header has no column \(missing.joined(separator: ", "))\(hint)",
                expected: "comma-separated columns \(CatalogFile.requiredColumns.joined(separator: ", "))")
        }
        var seen: Set<String> = []
        if let twice = columns.first(where: { !$0.isEmpty && !seen.insert($0).inserted }) {
            throw InputFault(place, "the header has two columns \(twice)", expected: "one of each")
        }
    }

    /// The row of a record. Throws an `InputFault` that names its line.
    mutating func row(_ record: CSVRecord) throws -> CatalogRow {
        let here = "\(path):\(record.line)"
        if let problem = record.problem { throw InputFault(here, problem) }
        guard record.fields.count == columns.count else {
            throw InputFault(
                here, "the row has \(record.fields.count) fields", expected: "\(columns.count), as the header")
        }
        let product = field("product_id", record)
        let image = field("image", record)
        if product.isEmpty { throw InputFault(here, "product_id is empty") }
        if image.isEmpty { throw InputFault(here, "image is empty") }
        let split = field("split", record)
        guard ["", "train", "test"].contains(split) else {
            throw InputFault(here, "split is \"\(split)\"", expected: "train, test or nothing")
        }
        try checkPicture(image, split: split.isEmpty ? nil : split, line: record.line)
        return CatalogRow(
            line: record.line, productID: product, title: field("title", record),
            titles: filled(titleColumns, record), image: image,
            source: field("source", record).isEmpty ? "photo" : field("source", record),
            split: split.isEmpty ? nil : split,
            category: field("category", record).isEmpty ? nil : field("category", record),
            facets: filled(facetColumns, record))
    }

    private func field(_ name: String, _ record: CSVRecord) -> String {
        place[name].map { record.fields[$0].trimmingCharacters(in: .whitespacesAndNewlines) } ?? ""
    }

    private func filled(_ columns: [(String, Int)], _ record: CSVRecord) -> [String: String] {
        var result: [String: String] = [:]
        for (name, index) in columns {
            let value = record.fields[index].trimmingCharacters(in: .whitespacesAndNewlines)
            if !value.isEmpty { result[name] = value }
        }
        return result
    }

    private mutating func checkPicture(_ image: String, split: String?, line: Int) throws {
        let known = pictures[image] ?? (problem(at: CatalogFile.path(of: image, in: directory)), split, line)
        pictures[image] = known
        if let problem = known.problem { throw InputFault("\(path):\(line)", "image \(image): \(problem)") }
        if known.split != split {
            throw InputFault(
                "\(path):\(line)",
                "\(image) is in split \(split ?? "none"), on line \(known.line) in \(known.split ?? "none")",
                expected: "one split per picture")
        }
    }

    private func problem(at path: String) -> String? {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            return keepsMissing ? nil : "no such file"
        }
        return isDirectory.boolValue ? "is a folder" : nil
    }
}
