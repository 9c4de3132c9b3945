// What makes a row good: as many fields as the header, a product, photos that are there, one split per photo. What
// spreadsheets and shops put around that is passed over and counted.
import Domain
import Files
import Foundation

/// What a record of a catalog gives: several rows where it names several photos.
struct CheckedRecord {
    var rows: [CatalogRow] = []
    var faults: [InputFault] = []
}

struct RowChecker {
    let header: CatalogHeader
    let directory: String
    private let path: String
    /// A row whose picture file is not there is good.
    private let keepsMissing: Bool
    /// A shop's export: further photos of a product stand in rows without its title.
    private let isExport: Bool
    /// What is known of a picture: why it cannot be used, and the split that its first row gave it.
    private var pictures: [DiskPath: (problem: String?, split: String?, line: Int)] = [:]
    /// The row before; nil at the start.
    private var last: CatalogRow?
    private var blankRows = 0, shortRows = 0, furtherPhotos = 0, withoutPhoto = 0
    private var several = (rows: 0, photos: 0)

    init(_ header: CatalogHeader, path: String, directory: String, keepsMissing: Bool = false, isExport: Bool = false) {
        (self.header, self.path, self.directory) = (header, path, directory)
        (self.keepsMissing, self.isExport) = (keepsMissing, isExport)
    }

    /// What was passed over or taken apart.
    var remarks: [CatalogRemark] {
        var remarks: [CatalogRemark] = []
        if blankRows > 0 { remarks.append(.blankRows(blankRows)) }
        if shortRows > 0 { remarks.append(.shortRows(shortRows)) }
        if several.rows > 0 { remarks.append(.severalPhotos(rows: several.rows, photos: several.photos)) }
        if furtherPhotos > 0 { remarks.append(.furtherPhotos(furtherPhotos)) }
        if withoutPhoto > 0 { remarks.append(.withoutPhoto(withoutPhoto)) }
        return remarks
    }

    /// The rows of a record; faults name its line.
    mutating func check(_ record: CSVRecord) -> CheckedRecord {
        do { return try checked(record) } catch { return CheckedRecord(faults: [error]) }
    }

    private mutating func checked(_ record: CSVRecord) throws(InputFault) -> CheckedRecord {
        let here = "\(path):\(record.line)"
        if let problem = record.problem { throw InputFault(here, problem) }
        if record.fields.allSatisfy(\.isBlankText) {
            blankRows += 1
            return CheckedRecord()
        }
        let fields = try fitted(record.fields, here)
        let row = try row(fields, record.line, here)
        guard !row.image.isEmpty else {
            if isExport, row.productID == last?.productID {
                withoutPhoto += 1
                return CheckedRecord()
            }
            throw InputFault(here, "image is empty")
        }
        let names = try images(fields[header.place["image"] ?? 0], here)
        if names.count > 1 { several = (several.rows + 1, several.photos + names.count) }
        last = row
        return each(names, of: row)
    }

    private mutating func each(_ names: [String], of row: CatalogRow) -> CheckedRecord {
        var result = CheckedRecord()
        for name in names {
            do throws(InputFault) {
                try checkPicture(name, split: row.split, line: row.line)
                var one = row
                one.image = name
                result.rows.append(one)
            } catch { result.faults.append(error) }
        }
        return result
    }

    /// As many fields as columns: empty ones at the end go, and columns that a catalog can do without may be missing there.
    private mutating func fitted(_ fields: [String], _ here: String) throws(InputFault) -> [String] {
        var fields = fields
        let count = header.columns.count, found = fields.count
        while fields.count > count, fields.last?.isBlankText == true { fields.removeLast() }
        if fields.count < count, CatalogFile.requiredColumns.allSatisfy({ header.place[$0] ?? count < fields.count }) {
            shortRows += 1
            fields += [String](repeating: "", count: count - fields.count)
        }
        guard fields.count == count else {
            throw InputFault(here, "the row has \(found) fields", expected: "\(count), as the header")
        }
        return fields
    }

    /// The row, its image as written.
    private mutating func row(_ fields: [String], _ line: Int, _ here: String) throws(InputFault) -> CatalogRow {
        func text(_ name: String) -> String {
            header.place[name].map { fields[$0].trimmingCharacters(in: .whitespacesAndNewlines) } ?? ""
        }
        let product = text("product_id"), split = text("split").lowercased(), source = text("source")
        if product.isEmpty { throw InputFault(here, "product_id is empty") }
        guard ["", "train", "test"].contains(split) else {
            throw InputFault(here, "split is \"\(text("split"))\"", expected: "train, test or nothing")
        }
        let category = text("category").plainText
        var row = CatalogRow(
            line: line, productID: product, title: text("title").plainText, titles: filled(header.titles, fields),
            image: text("image"), source: source.isEmpty ? "photo" : source, split: split.isEmpty ? nil : split,
            category: category.isEmpty ? nil : category, facets: filled(header.facets, fields))
        if isExport, row.title.isEmpty, let last, last.productID == product { goOn(with: last, &row) }
        return row
    }

    /// Another photo of the product above: what is said there holds here.
    private mutating func goOn(with last: CatalogRow, _ row: inout CatalogRow) {
        row.title = last.title
        row.titles.merge(last.titles) { own, _ in own }
        row.category = row.category ?? last.category
        row.facets.merge(last.facets) { own, _ in own }
        if !row.image.isEmpty { furtherPhotos += 1 }
    }

    private func filled(_ columns: [(String, Int)], _ fields: [String]) -> [String: String] {
        var result: [String: String] = [:]
        for (name, index) in columns {
            let value = fields[index].plainText
            if !value.isEmpty { result[name] = value }
        }
        return result
    }

    /// The photos of a cell, as the disk has their names: one, or several between commas, bars or semicolons.
    private func images(_ field: String, _ here: String) throws(InputFault) -> [String] {
        if let found = nameOnDisk(field, in: directory) { return [found] }
        let trimmed = field.trimmingCharacters(in: .whitespacesAndNewlines)
        if ["http://", "https://", "//"].contains(where: { trimmed.lowercased().hasPrefix($0) }) {
            throw InputFault(
                here, "image \(trimmed.prefix(80)) is a web address", expected: "a file: download the photos first, then name them here")
        }
        let parts = trimmed.split { ",|;\n\r\r\n".contains($0) }
            .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        let found = parts.map { nameOnDisk($0, in: directory) }
        guard parts.count > 1, found.contains(where: { $0 != nil }) || parts.allSatisfy(\.isNamedAsPicture) else { return [trimmed] }
        return zip(found, parts).map { $0 ?? $1 }
    }

    private mutating func checkPicture(_ image: String, split: String?, line: Int) throws(InputFault) {
        let known = pictures[DiskPath(image)] ?? (problem(at: CatalogFile.path(of: image, in: directory)), split, line)
        pictures[DiskPath(image)] = known
        if let problem = known.problem { throw InputFault("\(path):\(line)", "image \(image): \(problem)") }
        if known.split != split {
            throw InputFault(
                "\(path):\(line)",
                "\(image) is in split \(split ?? "none"), on line \(known.line) in \(known.split ?? "none")",
                expected: "one split per picture")
        }
    }

    private func problem(at path: String) -> String? {
        switch whatLies(at: path) {
        case .file: nil
        case .folder: "is a folder"
        case .other: "is a pipe or device, not a file"
        case nil: keepsMissing ? nil : "no such file"
        }
    }
}

extension String {
    var isBlankText: Bool { unicodeScalars.allSatisfy(\.properties.isWhitespace) }
}
