// Make a queue to judge: the first rows of a list of queries, pooled over checkpoints; what a filter leaves; what a session
// judged already. Sampled by category, or ordered by what the maps, the rankings and the verdicts say against a pair.
import ArgumentParser
import Domain
import Files
import Foundation
import InstanceIndex
import Retrieval
import Sessions

extension ReviewOrder: ExpressibleByArgument {}

/// Which pairs of a session a queue is about.
enum QueueChoice: String, ExpressibleByArgument, CaseIterable {
    /// Without a verdict in the session.
    case open
    /// With one.
    case judged
}

struct QueueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue", abstract: "Make a queue of pairs for eclip explore --judge.",
        discussion: """
            --queries pools the first rows of every query; several --checkpoint and --index (the same number, in the same \
            order) are pooled into one, and the first of them is the one to judge with. --filter alone pairs every photo \
            that it leaves with the titles of its products; --session with --only judged takes the pairs that were judged.
            """)

    @Option(name: .long, help: ArgumentHelp(
        "Words a line, plain or {\"text\": …}; no #id and no path@n, for a pair is words and a photo; - is stdin.",
        valueName: "file"))
    var queries: String?

    @Option(name: .long, help: "Rows of each ranking.", transform: whole(1...manyThings))
    var top = 10

    @Option(name: .long, help: "Score that ranks: instance, global or blend.")
    var score = ScoreKind.instance

    @Option(name: .long, help: ArgumentHelp("Checkpoint (safetensors); may be given again.", valueName: "file"))
    var checkpoint: [String] = []

    @Option(name: .long, help: ArgumentHelp("Index of the checkpoint at the same place.", valueName: "file"))
    var index: [String] = []

    @Option(name: .long, help: ArgumentHelp("Only photos that these filters leave, as in a search.", valueName: "filters"))
    var filter: String?

    @Option(name: .long, help: ArgumentHelp("Session whose verdicts --only and the order by verdict look at.", valueName: "file"))
    var session: String?

    @Option(name: .long, help: "With --session: only pairs that it left open, or only those that it judged.")
    var only: QueueChoice?

    @Option(name: .long, help: ArgumentHelp(
        "Put what calls for a look first: \(ReviewOrder.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "order"))
    var order: ReviewOrder?

    @Option(name: .long, help: "At most so many pairs of each category of product.", transform: whole(1...manyThings))
    var perCategory: Int?

    @Option(name: .long, help: "At most so many pairs: the first of an order, else a sample.", transform: whole(1...manyThings))
    var limit: Int?

    @Option(name: .long, help: "Seed of the samples.", transform: seedNumber)
    var seed: UInt64 = 1

    @Option(name: .long, help: "Language of the titles that --filter alone asks with: en or ja.")
    var lang = Language.en

    @Option(name: .long, help: "Grades: binary, 0-3, or names between commas, worst first.")
    var scale = "binary"

    @Option(name: .long, help: "The lowest level that counts as good.", transform: whole(1...100))
    var goodFrom = 1

    @Option(name: .long, help: ArgumentHelp("Text that judges read.", valueName: "file"))
    var guidelines: String?

    @Option(name: .long, help: ArgumentHelp("Queue to write; stdout where none is named.", valueName: "file"))
    var output: String?

    @OptionGroup var overwrite: OverwriteFlag

    func validate() throws {
        guard checkpoint.count == index.count else {
            throw ValidationError("\(checkpoint.count) --checkpoint and \(index.count) --index (expected as many of both)")
        }
        guard top > 0 else { throw ValidationError("--top: \(top) (expected 1 or more)") }
        for (name, count) in [("--per-category", perCategory), ("--limit", limit)] where (count ?? 1) < 1 {
            throw ValidationError("\(name): expected 1 or more")
        }
        guard let grades = JudgeScale(scale) else {
            throw ValidationError("--scale: \(scale) (expected binary, 0-3, or names between commas, worst first)")
        }
        guard (1..<grades.names.count).contains(goodFrom) else {
            throw ValidationError("--good-from: \(goodFrom) (expected 1 to \(grades.names.count - 1))")
        }
        if only != nil, session == nil { throw ValidationError("--only: without --session") }
        if queries == nil, filter == nil, only != .judged {
            throw ValidationError("no pairs (expected --queries, --filter, or --session with --only judged)")
        }
        if order == .verdict, session == nil { throw ValidationError("--order verdict: without --session") }
        if order == .checkpoints, checkpoint.count < 2 { throw ValidationError("--order checkpoints: needs two --checkpoint") }
    }

    func run() throws {
        let inputs = [queries, session, guidelines] + checkpoint + index
        let file = try output.map { try OutputFile($0, as: .queue, reading: inputs, force: overwrite.force) }
        let verdicts = try session.map { try readSession($0).memory.verdicts } ?? [:]
        var pool = try QueueSource(command: self).pool(verdicts)
        pool.keep(only, of: verdicts)
        if let perCategory { pool.pairs = pool.pool.sampled(perCategory: perCategory, seed: seed) }
        var queue = JudgeQueue(scale: JudgeScale(names: JudgeScale(scale)?.names ?? ["", ""], goodFrom: goodFrom))
        queue.items = try ordered(pool, verdicts)
        queue.keepsOrder = order != nil
        if let guidelines { queue.guidelines = try TextFile(guidelines).lines.map(\.text).joined(separator: "\n") }
        let text = try QueueFile.text(queue, scale: scale)
        if let file { try file.write(text) } else { try StandardOutput.write(data: text) }
        StandardError.note("\(queue.items.count) pairs of \(Set(queue.items.map(\.key.query)).count) queries")
        if queue.items.isEmpty { throw Ending.no }
    }

    /// The pairs with their signals in the order asked for, or a sample of them.
    private func ordered(_ pool: QueueDraft, _ verdicts: [VerdictKey: Verdict]) throws -> [QueueItem] {
        guard let order else {
            guard let limit, limit < pool.pairs.count else { return pool.pairs.map(\.item) }
            var generator = SeededGenerator(seed: seed)
            return Array(pool.pairs.indices).shuffled(using: &generator).prefix(limit).sorted().map { pool.pairs[$0].item }
        }
        let items = try pool.pairs.map { pair in
            var item = pair.item
            for (signal, value) in try pool.engine.mapSignals(of: item) { item.signals[signal.rawValue] = value }
            item.signals[ReviewOrder.checkpoints.rawValue] = pair.disagreement
            if let verdict = pool.verdict(on: item, verdicts) {
                item.signals[ReviewOrder.verdict.rawValue] = pair.contradiction(of: verdict, depth: top)
            }
            item.signals = item.signals.mapValues { ($0 * 1_000).rounded() / 1_000 }
            return item
        }
        let sorted = reviewed(items, by: order)
        return Array(sorted.prefix(limit ?? sorted.count))
    }
}

/// Pairs on their way into a queue.
struct QueueDraft {
    /// The engine to judge with.
    let engine: SearchEngine
    var pool: QueuePool
    var pairs: [PooledPair] {
        get { pool.pairs }
        set { pool.pairs = newValue }
    }

    /// The verdict on a pair: on its instance, else on its photo under the same words.
    func verdict(on item: QueueItem, _ verdicts: [VerdictKey: Verdict]) -> Verdict? {
        verdicts[item.key] ?? verdicts[VerdictKey(query: item.key.query, image: item.image, instance: Verdict.wholePhoto)]
    }

    mutating func keep(_ choice: QueueChoice?, of verdicts: [VerdictKey: Verdict]) {
        guard let choice else { return }
        pairs = pairs.filter { (verdict(on: $0.item, verdicts) != nil) == (choice == .judged) }
    }
}
