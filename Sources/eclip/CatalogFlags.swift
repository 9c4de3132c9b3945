// How a catalog is read: the names of its columns, for every command that reads one.
import ArgumentParser
import Catalog
import Domain
import Interface

struct CatalogFlags: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "What the catalog calls our columns, for a shop's export: image='Image Src',title=Title,product_id=Handle.",
            valueName: "names"))
    var columns: String?

    /// What is typed again to read the same catalog so.
    var named: [String] { columns.map { ["--columns", $0] } ?? [] }

    func names() throws -> ColumnNames { try columns.map { try ColumnNames($0) } ?? ColumnNames() }

    /// Reads a catalog as `CatalogFile.read` does.
    func read(_ path: String, skipBadRows: Bool = false, keepsMissing: Bool = false) throws -> CatalogFile {
        try CatalogFile.read(path, skipBadRows: skipBadRows, keepsMissing: keepsMissing, columns: names())
    }

    /// The same, and says on stderr what reading it did.
    func readAloud(_ path: String, skipBadRows: Bool = false, keepsMissing: Bool = false) throws -> CatalogFile {
        let file = try read(path, skipBadRows: skipBadRows, keepsMissing: keepsMissing)
        for remark in file.remarks { StandardError.note("\(path): \(DataWarning.catalog(remark).said(in: .en))") }
        return file
    }
}
