// What the compare page puts beside the ranking on the screen: another checkpoint with its index, or an engine's TREC run.
import ArgumentParser
import Domain
import Explorer
import Foundation
import Retrieval

struct CompareFlags: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Checkpoint to compare rankings with.", valueName: "file"))
    var compareCheckpoint: String?

    @Option(name: .long, help: ArgumentHelp("Index of --compare-checkpoint.", valueName: "file"))
    var compareIndex: String?

    @Option(name: .long, help: ArgumentHelp("TREC run to compare rankings with; its queries are words, #id or path@instance.", valueName: "file"))
    var compareRun: String?

    func validate() throws {
        if (compareCheckpoint == nil) != (compareIndex == nil) {
            throw ValidationError("--compare-checkpoint and --compare-index go together")
        }
        if compareRun != nil, compareIndex != nil {
            throw ValidationError("--compare-run and --compare-checkpoint (expected one of them)")
        }
    }

    /// The flags with what was named, for a line that opens the same again.
    var named: [(String, String?)] {
        [("--compare-checkpoint", compareCheckpoint), ("--compare-index", compareIndex), ("--compare-run", compareRun)]
    }

    /// What was named; nil for nothing. Throws `InputFault`.
    func other() throws -> OtherRanking? {
        if let compareRun { return .run(try readRun(compareRun), name: compareRun.nameOfPath) }
        guard let compareCheckpoint, let compareIndex else { return nil }
        return .engine(try SearchEngine(checkpoint: compareCheckpoint, index: compareIndex))
    }
}

/// A ranking besides the explorer's own.
enum OtherRanking: Sendable {
    case run(TrecRun, name: String)
    case engine(SearchEngine)

    var name: String {
        switch self {
        case .run(_, let name): name
        case .engine(let engine): engine.model.name
        }
    }

    /// Its rows for a question, best first, at most as many as asked for. Throws `InputFault`, `CancellationError`.
    func rows(_ request: SearchRequest, titles: SearchEngine, isCancelled: () -> Bool) throws -> [ComparedRow] {
        switch self {
        case .engine(let engine):
            let names = PhotoNames(in: titles, from: engine.index.path)
            return try engine.search(request, isCancelled: isCancelled).matches
                .map { ComparedRow(image: names.name(of: $0.image) ?? $0.image, title: $0.product.name) }
        case .run(let run, let name):
            var ids = [request.subject.key]
            if case .text(let words) = request.subject { ids.append(words) }
            guard let rows = run.rows(ofFirst: ids) else { throw InputFault(name, "the run has no query \(ids[0])") }
            let kept = request.top > 0 ? Array(rows.prefix(request.top)) : rows
            return try kept.map { ComparedRow(image: $0.document, title: try title(of: $0.document, titles)) }
        }
    }

    private func title(of image: String, _ engine: SearchEngine) throws -> String {
        guard let position = try engine.index.position(of: image) else { return "" }
        return try engine.index.pictures([position]).first?.listings.first?.label.name ?? ""
    }
}
