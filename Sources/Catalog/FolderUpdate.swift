// A folder looked at again: its catalog may have been corrected by hand since, so what stands in it stays byte by byte, and only
// pictures that it does not list yet come behind.
import Domain
import Files
import Foundation
import Images

/// What became of a catalog that was there already.
package struct FolderUpdate: Sendable, Equatable {
    /// Rows that stand as they stood.
    package let kept: Int
    package let added: Int
    /// Listed pictures of the folder that are not there any more.
    package let gone: Int
}

extension FolderCatalog {
    /// Appends the pictures that a catalog does not list. Another photo of a product that stands there under other words gets
    /// those words: it is a photo of the product as it was corrected.
    ///
    /// Throws `InputFault` where the file is no catalog, lists none of the folder's pictures, or cannot be written.
    package func update(_ path: String) throws -> FolderUpdate {
        let listed = try ListedCatalog(path)
        let places = rows.map { place(of: $0.image, in: directory) }
        guard places.contains(where: { listed.records[$0] != nil }) else {
            throw InputFault(
                path, "is a catalog already, and none of its \(listed.records.count) pictures is in \(directory)",
                expected: "another --output")
        }
        var standing: [String: [[String]]] = [:]
        for (row, place) in zip(rows, places) { standing[row.productID, default: []] += listed.records[place] ?? [] }
        let prefix = Self.prefix(from: path.folderOfPath, to: directory)
        let added = zip(rows, places).filter { listed.records[$0.1] == nil }.map(\.0)
        let lines = added.map { listed.line(for: $0, image: prefix + $0.image, among: standing[$0.productID] ?? []) }
        if !lines.isEmpty { try writeText(listed.text + lines.joined(), to: path) }
        let folder = place(of: "", in: directory).text + "/"
        let gone = listed.records.keys.count { $0.text.hasPrefix(folder) && whatLies(at: $0.text) == nil }
        return FolderUpdate(kept: listed.count, added: added.count, gone: gone)
    }
}

/// A catalog as it stands in its file, good rows and bad.
private struct ListedCatalog {
    /// The whole file, its last line ended.
    let text: String
    /// Rows below the header.
    let count: Int
    /// By the place of the picture; a photo of several products has several.
    private(set) var records: [DiskPath: [[String]]] = [:]
    private let columns: [String]
    private let lineEnd: String

    /// Throws `InputFault` for what is no catalog.
    init(_ path: String) throws {
        let file = try CatalogFile.read(path, skipBadRows: true, keepsMissing: true)
        let bytes = [UInt8](try readBytes(at: path)), whole = String(decoding: bytes, as: UTF8.self)
        guard Array(whole.utf8) == bytes else { throw InputFault(path, "is not valid UTF-8") }
        let all = try CSVReader.records(of: bytes, name: path).dropFirst()
        columns = file.columns
        count = all.count
        lineEnd = bytes.contains(UInt8(ascii: "\r")) ? "\r\n" : "\n"
        text = [UInt8(ascii: "\n"), UInt8(ascii: "\r")].contains(bytes.last) ? whole : whole + lineEnd
        guard let image = columns.firstIndex(of: "image") else { return }
        for record in all where record.fields.count > image {
            let name = nameOnDisk(record.fields[image], in: file.directory)
                ?? record.fields[image].trimmingCharacters(in: .whitespacesAndNewlines)
            records[place(of: name, in: file.directory), default: []].append(record.fields)
        }
    }

    /// A row in the columns of this file.
    /// - Parameter standing: what it says of other photos of the product; looked at where that is one product.
    func line(for row: CatalogRow, image: String, among standing: [[String]]) -> String {
        let own = ["product_id": row.productID, "title": row.title, "category": row.category ?? ""]
        let id = columns.firstIndex(of: "product_id") ?? 0
        let usable = standing.filter { $0.count == columns.count }
        let model = Set(usable.map { $0[id] }).count == 1 ? usable.first : nil
        let fields = columns.enumerated().map { place, column in
            switch column {
            case "image": image
            case "source": row.source
            default: model?[place] ?? own[column] ?? ""
            }
        }
        return String(CSVWriter.line(fields).dropLast()) + lineEnd
    }
}

/// The file itself, whichever way its path is written.
private func place(of image: String, in directory: String) -> DiskPath {
    let path = image.hasPrefix("/") ? image : image.isEmpty ? directory : directory + "/" + image
    return DiskPath(absolutePath(path))
}
