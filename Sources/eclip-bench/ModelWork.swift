// What the model costs: a query's words, pictures in batches, against the same sizes in PyTorch on as many threads.
import Domain
import Foundation
import Networks
import Tensors

struct ModelWork {
    let setup: BenchSetup
    private static let batch = 64

    func run() throws {
        var random = SeededGenerator(seed: 1)
        let model = ECLIP(ModelConfiguration(), using: &random)
        let peer = try setup.peers ? Peer(python: setup.python, script: "model_peer.py", ["\(setup.threads)"]) : nil
        try text(model, peer)
        try pictures(model, peer)
    }

    /// One query of five words.
    private func text(_ model: ECLIP, _ peer: Peer?) throws {
        let ids = [[1, 17, 230, 41, 512, 77]]
        let (own, other) = try interleaved(
            setup.rounds * 4, ours: { _ = model.encodeTexts(ids) },
            theirs: peer.map { peer in { try peer.milliseconds("text") } })
        Figure(name: "text_encode", value: own, unit: "ms", peer: other).print()
    }

    private func pictures(_ model: ECLIP, _ peer: Peer?) throws {
        let size = model.configuration.imageSize, count = Self.batch
        let pixels = Tensor(shape: [count, size, size, 3], values: (0..<count * size * size * 3).map { Float($0 % 255) / 64 - 2 })
        let (own, other) = try interleaved(
            setup.rounds, ours: { encode(pixels, model) },
            theirs: peer.map { peer in { try peer.milliseconds("encode \(count)") } })
        let rate = { (spent: Double) in Double(count) / spent * 1_000 }
        Figure(name: "picture_encode", value: rate(own), unit: "pictures/s", peer: other.map(rate), isRate: true).print()
    }

    /// A batch cut among the threads, as an indexing job does it.
    private func encode(_ pixels: Tensor, _ model: ECLIP) {
        let share = (Self.batch + setup.threads - 1) / setup.threads
        DispatchQueue.concurrentPerform(iterations: setup.threads) { thread in
            let range = thread * share..<min(Self.batch, (thread + 1) * share)
            if !range.isEmpty { _ = model.encodePictures(pixels.slice(range)) }
        }
    }
}
