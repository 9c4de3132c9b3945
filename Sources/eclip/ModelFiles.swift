// The two files most commands need, and the bundled demo where they are not named.
import ArgumentParser
import Domain

struct ModelFiles: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Checkpoint (safetensors).", valueName: "file"))
    var checkpoint: String?

    @Option(name: .long, help: ArgumentHelp("Index built by 'eclip index'.", valueName: "file"))
    var index: String?

    /// What is read, named or bundled, for commands that write: it must not be written over.
    var named: [String?] { [try? checkpointPath(), try? indexPath()] }

    /// The checkpoint named, or the bundled one. Throws `InputFault` when there is none.
    func checkpointPath() throws -> String { try checkpoint ?? AssetPaths.found().checkpoint }

    /// The index named, or the bundled one. Throws `InputFault` when there is none.
    func indexPath() throws -> String { try index ?? AssetPaths.found().builtIndex() }
}
