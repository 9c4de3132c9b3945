// What the program costs: benchmarks as JSON lines on stdout, one figure each.
import ArgumentParser
import Foundation
import ProgramDriver
import Tensors

/// What every benchmark needs to know.
struct BenchSetup {
    var rounds: Int
    var threads: Int
    var peers: Bool
    var python: String
    var program: String
    var checkpoint: String
    var index: String
    var catalog: String
    var environment: [String: String]
}

enum BenchPart: String, CaseIterable, ExpressibleByArgument {
    case search, model, train, index, screen, load, crowd, drawing, soak

    /// What is measured where no part is named. The soak measures nothing: it looks for what breaks.
    static let measured = allCases.filter { $0 != .soak }
}

@main
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eclip-bench",
        abstract: "Measure eclip: one JSON line a figure (name, value, unit, peer, ratio).",
        discussion: """
            Values are medians unless a name says otherwise. With --peers the same work runs in Python (torch, faiss) in \
            turn; a ratio above 1 means eclip is the faster.
            """)

    @Argument(
        help: "Parts to run: search, model, train, index, screen, load (the screen while an index is built), crowd (both with a million instances), drawing; soak (random keys on the real program; only when named).")
    var parts: [BenchPart] = BenchPart.measured

    @Flag(name: .long, help: "Run the same work in Python in turn.")
    var peers = false

    @Option(name: .long, help: "The Python with torch and faiss.")
    var python = "python3"

    @Option(name: .long, help: "Rounds of each measurement.")
    var rounds = 15

    @Option(name: .long, help: "Threads for both sides.")
    var threads = 2

    @Option(name: .long, help: "Folder of the demo: demo.safetensors, demo.index, catalog.csv.")
    var demo = "Assets/Demo"

    @Option(name: .long, help: "Folder of photos to draw; the demo's pictures where none is named.")
    var photos: String?

    @Option(name: .long, help: "Keys of a soak.")
    var keys = 100_000

    @Option(name: .long, help: "Seed of a soak's keys.")
    var seed: UInt64 = 1

    func run() throws {
        takeWholeProcessor()
        let setup = BenchSetup(
            rounds: rounds, threads: threads, peers: peers, python: python, program: builtProgram("eclip"),
            checkpoint: demo + "/demo.safetensors", index: demo + "/demo.index", catalog: demo + "/catalog.csv",
            environment: ProcessInfo.processInfo.environment)
        for part in parts { try run(part, setup) }
    }

    /// What is measured is the program, not an environment that withholds half of the processor (the peers then run
    /// without it as well).
    private func takeWholeProcessor() {
        guard let pinned = PinnedKernel.found else { return }
        let state = PinnedKernel.canRestart ? "set aside (\(PinnedKernel.keepVariable)=1 keeps it)" : "kept"
        FileHandle.standardError.write(Data("eclip-bench: \(PinnedKernel.variable)=\(pinned.name ?? "(not set)") \(state)\n".utf8))
        pinned.restart()
    }

    private func run(_ part: BenchPart, _ setup: BenchSetup) throws {
        switch part {
        case .search:
            try SearchWork(instances: 100_000, setup: setup).run()
            try SearchWork(instances: 1_000_000, setup: setup).run()
        case .model: try ModelWork(setup: setup).run()
        case .train: try TrainWork(setup: setup).run()
        case .index: try IndexWork(setup: setup).run()
        case .screen: try ScreenWork(setup: setup).run()
        case .load: try ScreenWork(setup: setup).runWhileIndexing()
        case .crowd: try ScreenWork(setup: setup).runInACrowd(1_000_000, demo: demo)
        case .drawing: try DrawingWork(photos: photos ?? demo).run()
        case .soak: try SoakWork(setup: setup, keys: keys, seed: seed).run()
        }
    }
}
