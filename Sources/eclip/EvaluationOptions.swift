// What is measured on what: the options that `eval` and `audit` share.
import ArgumentParser
import Catalog
import Domain
import Files
import Retrieval

struct EvaluationOptions: ParsableArguments {
    @OptionGroup var files: ModelFiles

    @Option(name: .long, help: ArgumentHelp("Catalog (CSV) of the index; the bundled one where none is named.", valueName: "csv"))
    var catalog: String?

    @OptionGroup var reading: CatalogFlags

    @Option(name: .long, help: ArgumentHelp("What is where in the pictures (JSON Lines).", valueName: "jsonl"))
    var truth: String?

    @Option(name: .long, help: "Source that the query pictures come from.")
    var querySource: String?

    @Option(name: .long, help: "Language of the titles asked with: en or ja.")
    var lang = Language.en

    @Option(name: .long, help: ArgumentHelp(
        "Name products by these classes: words (a,b,c), or the largest 20 values of a column (column:type, column:type:50).",
        valueName: "a,b,c"))
    var classes: String?

    @Flag(name: .long, help: "Go on although more than 5 % of the catalog's rows are bad.")
    var skipBadRows = false

    /// The files that an evaluation reads.
    var inputs: [String?] { [(try? catalog ?? AssetPaths.found().catalog) ?? nil, (try? truthPath()) ?? nil] + files.named }

    /// The run these options ask for. Throws `InputFault`.
    func run() throws -> EvaluationRun {
        let classes = try classChoice()
        // Finding needs no files: a photo that is gone costs what looks into it, not the run.
        let rows = try reading.read(try catalog ?? AssetPaths.found().catalog, skipBadRows: skipBadRows, keepsMissing: true)
        let known = try truthPath().map { try readTruth($0, of: rows) }
        let engine = try SearchEngine(checkpoint: files.checkpointPath(), index: files.indexPath())
        var run = EvaluationRun(
            engine: engine, catalog: rows, truth: known, querySource: querySource, language: lang.rawValue)
        run.classes = classes
        return run
    }

    private func classChoice() throws -> ClassChoice? {
        try classes.map { text in
            guard let choice = ClassChoice(text) else {
                throw InputFault(
                    "--classes", "\(text) names no classes", expected: "two words or more (a,b,c), or column:NAME")
            }
            return choice
        }
    }

    /// The same with other files for the model. Throws `InputFault`.
    func run(checkpoint: String, index: String) throws -> EvaluationRun {
        var other = self
        (other.files.checkpoint, other.files.index) = (checkpoint, index)
        other.truth = try truthPath()
        other.catalog = try catalog ?? AssetPaths.found().catalog
        return try other.run()
    }

    /// The truth named; the bundled one belongs to the bundled catalog only.
    private func truthPath() throws -> String? {
        let isBundled = catalog == nil && files.index == nil
        return try truth ?? (isBundled ? AssetPaths.found().truth : nil)
    }
}

/// The truth about a catalog's pictures. Throws `InputFault`, also where it is about others: every figure would be of nothing.
func readTruth(_ path: String, of catalog: CatalogFile) throws -> [String: [TruthInstance]] {
    let truth = try TruthFile.read(path)
    guard let first = truth.keys.min() else { throw InputFault(path, "holds no picture", expected: "a picture in every line") }
    let listed = Set(catalog.rows.map { relativePath(catalog.path(of: $0.image), from: catalog.directory) })
    guard truth.keys.contains(where: { listed.contains(relativePath(catalog.path(of: $0), from: catalog.directory)) }) else {
        throw InputFault(
            path, "none of its \(truth.count) pictures is in \(catalog.path): \(first) there, \(listed.min() ?? "") here",
            expected: "paths as the catalog has them")
    }
    let products = Set(catalog.rows.map(\.productID)), placed = truth.values.joined().map(\.productID)
    guard placed.isEmpty || placed.contains(where: products.contains) else {
        throw InputFault(
            path, "none of its products is in \(catalog.path): \(placed.min() ?? "") there, \(products.min() ?? "") here",
            expected: "the catalog's product_id")
    }
    return truth
}
