// Where the bundled demo lies: in $ECLIP_ASSETS, else in an `Assets` or `share/eclip` folder beside the executable or
// above it, so that a build folder, an installed program and a copied folder all find theirs.
import Domain
import Foundation
import Interface

struct AssetPaths {
    let folder: String

    var checkpoint: String { folder + "/Demo/demo.safetensors" }
    var index: String { folder + "/Demo/demo.index" }
    /// The demo's index, which `make` builds. Throws `InputFault` where it has not.
    func builtIndex() throws -> String {
        guard FileManager.default.fileExists(atPath: index) else {
            throw InputFault(
                index, "the demo's index has not been built yet",
                expected: "make build, or " + shellLine([
                    "eclip", "index", "--checkpoint", checkpoint, "--catalog", catalog, "--output", index,
                ]))
        }
        return index
    }

    var catalog: String { folder + "/Demo/catalog.csv" }
    var truth: String { folder + "/Demo/truth.jsonl" }

    /// Throws `InputFault` with the places looked at.
    static func found(
        environment: [String: String] = ProcessInfo.processInfo.environment, executable: String = ownPath
    ) throws -> AssetPaths {
        if let named = environment["ECLIP_ASSETS"], !named.isEmpty {
            guard holdsDemo(named) else {
                throw InputFault("$ECLIP_ASSETS", "\(named) holds no demo", expected: "\(named)/Demo/demo.safetensors")
            }
            return AssetPaths(folder: named)
        }
        guard let folder = candidates(above: executable).first(where: holdsDemo) else {
            throw InputFault(
                executable, "no bundled demo beside the program or above it",
                expected: "Assets/Demo or share/eclip/Demo there, or $ECLIP_ASSETS, or --checkpoint and --index")
        }
        return AssetPaths(folder: folder)
    }

    /// `…/Assets` and `…/share/eclip` for every folder from the executable's upward.
    static func candidates(above executable: String) -> [String] {
        var folder = URL(fileURLWithPath: executable).deletingLastPathComponent()
        var places: [String] = []
        while true {
            let path = folder.path == "/" ? "" : folder.path
            places += [path + "/Assets", path + "/share/eclip"]
            if path.isEmpty { return places }
            folder = folder.deletingLastPathComponent()
        }
    }

    /// The executable's real path.
    static var ownPath: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    }

    private static func holdsDemo(_ folder: String) -> Bool {
        FileManager.default.fileExists(atPath: folder + "/Demo/demo.safetensors")
    }
}
