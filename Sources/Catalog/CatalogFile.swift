// A catalog on disk, in the form of `interfaces.md`: rows that can be used, faults that say what to mend and where.
import Domain
import Files
import Foundation
import Images

/// One row: a product shown by a picture.
package struct CatalogRow: Equatable, Sendable {
    /// Line of the file it began at, from 1.
    package var line: Int
    package var productID: String
    /// May be empty.
    package var title: String
    /// Titles of the `title_<language>` columns that are not empty, by language code.
    package var titles: [String: String]
    /// As the disk has it: relative to the catalog's folder, or absolute.
    package var image: String
    /// `photo` where the catalog does not say.
    package var source: String
    /// `train`, `test` or nil.
    package var split: String?
    package var category: String?
    /// Every further column that is not empty.
    package var facets: [String: String]

    package init(
        line: Int, productID: String, title: String, titles: [String: String] = [:], image: String,
        source: String = "photo", split: String? = nil, category: String? = nil, facets: [String: String] = [:]
    ) {
        self.line = line
        self.productID = productID
        self.title = title
        self.titles = titles
        self.image = image
        self.source = source
        self.split = split
        self.category = category
        self.facets = facets
    }

    /// The title in a language, or the default one.
    package func title(in language: String) -> String { titles[language] ?? title }
}

/// A catalog that was read.
package struct CatalogFile: Sendable {
    package let path: String
    /// The folder that image paths are relative to.
    package let directory: String
    /// SHA-256 of the file's bytes (and of the names given to its columns), in hexadecimal.
    package let hash: String
    /// The good rows, in the order of the file.
    package let rows: [CatalogRow]
    /// One per bad row, in the order of the file; the place is `path:LINE`.
    package let faults: [InputFault]
    /// The columns as named in the header.
    package let columns: [String]
    /// What reading it passed over or took apart.
    package let remarks: [CatalogRemark]

    package init(
        path: String, directory: String, hash: String, rows: [CatalogRow], faults: [InputFault] = [],
        columns: [String] = CatalogFile.requiredColumns, remarks: [CatalogRemark] = []
    ) {
        self.path = path
        self.directory = directory
        self.hash = hash
        self.rows = rows
        self.faults = faults
        self.columns = columns
        self.remarks = remarks
    }

    /// The share of bad rows above which reading stops.
    package static let toleratedShare = 0.05
    package static let requiredColumns = FileKind.catalogColumns

    /// Reads and checks a catalog. Throws `InputFault` when the file cannot be read, is no catalog, has an unclosed
    /// quote, no good row, or (unless `skipBadRows`) more than 5 % bad rows.
    /// - Parameters:
    ///   - keepsMissing: rows whose picture file is not there are good: who asks has the pixels, perhaps, and else says so.
    ///   - names: what the file calls our columns; a file that needs such names is a shop's export.
    package static func read(
        _ path: String, skipBadRows: Bool = false, keepsMissing: Bool = false, columns names: ColumnNames = ColumnNames()
    ) throws -> CatalogFile {
        let bytes = [UInt8](try readBytes(at: path, .stream)), name = TextFile.name(of: path)
        if bytes.isEmpty { throw InputFault(name, "the file is empty", expected: "a catalog (CSV)") }
        let table = try CatalogTable(bytes, name: name)
        guard let first = table.records.first else {
            throw InputFault(name, "has no header", expected: "a catalog (CSV)")
        }
        let header = try CatalogHeader(first, path: name, names: names)
        let directory = TextFile.folder(of: path)
        var checker = RowChecker(header, path: name, directory: directory, keepsMissing: keepsMissing, isExport: !names.isEmpty)
        var rows: [CatalogRow] = []
        var faults: [InputFault] = []
        for record in table.records.dropFirst() {
            let found = checker.check(record)
            rows += found.rows
            faults += found.faults
        }
        try check(rows: rows.count, faults, path: name, skipBadRows: skipBadRows)
        let separator: [CatalogRemark] = table.separator == "," ? [] : [.separator(table.separator)]
        return CatalogFile(
            path: path, directory: directory, hash: SHA256.hex(names.isEmpty ? bytes : bytes + Array(names.text.utf8)), rows: rows,
            faults: faults, columns: header.columns, remarks: separator + checker.remarks + severalTitles(rows))
    }

    /// Products whose rows do not agree on a title.
    private static func severalTitles(_ rows: [CatalogRow]) -> [CatalogRemark] {
        var first: [String: CatalogRow] = [:]
        var products: Set<String> = []
        var example: TwoTitles?
        for row in rows where !row.title.isEmpty {
            guard let known = first[row.productID] else {
                first[row.productID] = row
                continue
            }
            guard known.title.folded != row.title.folded, products.insert(row.productID).inserted, example == nil else { continue }
            example = TwoTitles(productID: row.productID, titles: [known.title, row.title], lines: [known.line, row.line])
        }
        return example.map { [.severalTitles(products: products.count, first: $0)] } ?? []
    }

    /// Where a row's picture lies.
    package func path(of image: String) -> String { Self.path(of: image, in: directory) }

    static func path(of image: String, in directory: String) -> String {
        image.hasPrefix("/") ? image : directory + "/" + image
    }

    private static func check(rows: Int, _ faults: [InputFault], path: String, skipBadRows: Bool) throws {
        let total = rows + faults.count
        if total == 0 { throw InputFault(path, "has a header but no rows") }
        let first = faults.first.map { "; the first: \($0)" } ?? ""
        if rows == 0 { throw InputFault(path, "none of its \(total) rows can be used\(first)") }
        if !skipBadRows, Double(faults.count) > toleratedShare * Double(total) {
            throw InputFault(
                path, "\(faults.count) of \(total) rows are bad\(first)", expected: "at most 5 %, or --skip-bad-rows")
        }
    }
}
