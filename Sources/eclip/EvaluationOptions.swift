// What is measured on what: the options that `eval` and `audit` share.
import ArgumentParser
import Catalog
import Domain
import Retrieval

struct EvaluationOptions: ParsableArguments {
    @OptionGroup var files: ModelFiles

    @Option(name: .long, help: ArgumentHelp("Catalog (CSV) of the index; the bundled one where none is named.", valueName: "csv"))
    var catalog: String?

    @Option(name: .long, help: ArgumentHelp("What is where in the pictures (JSON Lines).", valueName: "jsonl"))
    var truth: String?

    @Option(name: .long, help: "Source that the query pictures come from.")
    var querySource: String?

    @Option(name: .long, help: "Language of the titles asked with: en or ja.")
    var lang = Language.en

    @Flag(name: .long, help: "Go on although more than 5 % of the catalog's rows are bad.")
    var skipBadRows = false

    /// The run these options ask for. Throws `InputFault`.
    func run() throws -> EvaluationRun {
        let known = try truthPath().map(TruthFile.read)
        let rows = try CatalogFile.read(try catalog ?? AssetPaths.found().catalog, skipBadRows: skipBadRows)
        return run(
            engine: try SearchEngine(checkpoint: files.checkpointPath(), index: files.indexPath()), rows: rows, truth: known)
    }

    /// The same with other files for the model. Throws `InputFault`.
    func run(checkpoint: String, index: String) throws -> EvaluationRun {
        var other = self
        (other.files.checkpoint, other.files.index) = (checkpoint, index)
        other.truth = try truthPath()
        other.catalog = try catalog ?? AssetPaths.found().catalog
        return try other.run()
    }

    private func run(
        engine: SearchEngine, rows: CatalogFile, truth: [String: [TruthInstance]]?
    ) -> EvaluationRun {
        EvaluationRun(engine: engine, catalog: rows, truth: truth, querySource: querySource, language: lang.rawValue)
    }

    /// The truth named; the bundled one belongs to the bundled catalog only.
    private func truthPath() throws -> String? {
        let isBundled = catalog == nil && files.index == nil
        return try truth ?? (isBundled ? AssetPaths.found().truth : nil)
    }
}
