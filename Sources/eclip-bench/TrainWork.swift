// What a training step costs, losses, both backward passes and optimizer included, on a small demo catalog. The peer's
// steps run between two windows of ours.
import Catalog
import Domain
import Foundation
import Synchronization
import Training

struct TrainWork {
    let setup: BenchSetup
    /// Pictures in a step: 32 products, two photos each.
    private static let pictures = 64.0
    private static let steps = 200
    private static let peerSteps = 8

    func run() throws {
        let folder = NSTemporaryDirectory() + "/eclip-bench-\(getpid())-train"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try DemoCatalog(scenes: 2, size: 96, onlyTest: false).write(to: folder)
        let catalog = try CatalogFile.read(folder + "/catalog.csv")
        var options = TrainingOptions()
        options.steps = Self.steps
        options.threads = setup.threads
        let times = StepTimes(try setup.peers ? Peer(python: setup.python, script: "model_peer.py", ["\(setup.threads)"]) : nil)
        let trainer = try Trainer(
            catalog, name: "demo", output: folder + "/bench.safetensors", options: options, start: nil)
        _ = try trainer.run(report: { event in
            guard case .stepped(let report) = event else { return }
            times.add(Self.pictures / report.picturesPerSecond * 1_000, peerSteps: Self.peerSteps)
        })
        let (own, other) = times.medians
        Figure(name: "train_step", value: own, unit: "ms", peer: other).print()
    }
}

/// Filled from the trainer's reports, one at a time.
private final class StepTimes: Sendable {
    private struct State {
        var peer: Peer?
        var own: [Double] = []
        var other: [Double] = []
    }

    private let state: Mutex<State>

    init(_ peer: sending Peer?) { state = Mutex(State(peer: peer)) }

    func add(_ own: Double, peerSteps: Int) {
        state.withLock { state in
            state.own.append(own)
            let isFirst = state.other.isEmpty
            for step in 0..<peerSteps {
                guard let spent = try? state.peer?.milliseconds("step") else { return }
                if !(isFirst && step < 2) { state.other.append(spent) }
            }
        }
    }

    /// The first window holds the warm-up and is left out.
    var medians: (Double, Double?) {
        state.withLock { (Array($0.own.dropFirst()).median, $0.other.isEmpty ? nil : $0.other.median) }
    }
}
