// How fast photos are read into an index: the real program on the demo's pictures, files, decoding and writing included.
import Catalog
import Foundation
import ProgramDriver

struct IndexWork {
    let setup: BenchSetup

    func run() throws {
        let pictures = Set(try CatalogFile.read(setup.catalog).rows.map(\.image)).count
        let output = NSTemporaryDirectory() + "/eclip-bench-\(getpid()).index"
        defer { Self.removeAll(output) }
        var times: [Double] = []
        for _ in 0..<max(3, setup.rounds / 5) {
            Self.removeAll(output)
            times.append(try timed {
                let run = try runProgram(setup.program, Self.arguments(setup, output: output), seconds: 600)
                guard run.status == 0 else { throw PeerFault(description: run.errors) }
            })
        }
        Figure(name: "index", value: Double(pictures) / times.median * 1_000, unit: "pictures/s", isRate: true).print()
    }

    static func arguments(_ setup: BenchSetup, output: String) -> [String] {
        ["index", "--checkpoint", setup.checkpoint, "--catalog", setup.catalog, "--output", output]
    }

    /// The index and what an unfinished one leaves.
    static func removeAll(_ output: String) {
        for end in ["", ".building", ".building-wal", ".building-shm"] {
            try? FileManager.default.removeItem(atPath: output + end)
        }
    }
}
