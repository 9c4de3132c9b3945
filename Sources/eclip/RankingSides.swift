// Two rankings of the same queries, wherever they come from: a checkpoint with its index, a score, other words, or the
// run file of another engine. What the second side does not say, it takes from the first.
import ArgumentParser
import Domain
import Evaluation
import Retrieval

struct SideFlags: ParsableArguments {
    @OptionGroup var files: ModelFiles

    @Argument(help: "Words to ask both sides.")
    var text: String?

    @Option(name: .long, help: ArgumentHelp("A question a line: words, #id, path@n or JSON; - is stdin.", valueName: "file"))
    var queries: String?

    /// Of the first side.
    @OptionGroup var scoring: ScoreFlags

    @Option(name: .long, help: ArgumentHelp("The first side is this TREC run.", valueName: "file"))
    var run: String?

    @Option(name: .long, help: ArgumentHelp("Checkpoint of the second side.", valueName: "file"))
    var withCheckpoint: String?

    @Option(name: .long, help: ArgumentHelp("Index of the second side.", valueName: "file"))
    var withIndex: String?

    @Option(name: .long, help: "Score of the second side.")
    var withScore: ScoreKind?

    @Option(name: .long, help: "Weight of the global vector in the second side's blend.", transform: number(0...1))
    var withBlend: Double?

    @Option(name: .long, help: ArgumentHelp("Words to ask the second side instead.", valueName: "text"))
    var withText: String?

    @Option(name: .long, help: ArgumentHelp("The second side is this TREC run.", valueName: "file"))
    var withRun: String?

    @Option(name: .long, help: "What is ranked: picture or product.")
    var documents = DocumentKind.picture

    @Option(name: .long, help: "First rows that count.", transform: whole(1...1_000))
    var top = 10

    /// The files that both sides read, as far as they are named.
    var inputs: [String?] { files.named + [queries, run, withCheckpoint, withIndex, withRun] }

    func validate() throws {
        if text != nil, queries != nil { throw ValidationError("TEXT and --queries (expected one of them)") }
        if text == nil, queries == nil, run == nil, withRun == nil {
            throw ValidationError("no question (expected TEXT, --queries, or a run whose queries are asked)")
        }
        if withText != nil, text == nil { throw ValidationError("--with-text: without TEXT to compare it with") }
        guard (1...1_000).contains(top) else { throw ValidationError("--top: \(top) (expected 1 to 1000)") }
        if let withBlend, !(0...1).contains(withBlend) {
            throw ValidationError("--with-blend: \(withBlend) (expected 0 to 1)")
        }
        let engine: [Any?] = [withCheckpoint, withIndex, withScore, withBlend, withText]
        if withRun != nil, engine.contains(where: { $0 != nil }) {
            throw ValidationError("--with-run: a run has no checkpoint, index, score or words")
        }
        if (withCheckpoint == nil) != (withIndex == nil) {
            throw ValidationError("--with-checkpoint and --with-index go together")
        }
    }
}

/// A query with the id it has in run files.
struct AskedQuery {
    let id: String
    let subject: QuerySubject

    /// What runs and judgements may call it: its id, else its folded words, else the words as typed.
    var names: [String] {
        var names = [id, subject.key]
        if case .text(let words) = subject { names.append(words) }
        return names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// The lines of a query file. Throws `InputFault`.
    static func read(_ path: String) throws -> [AskedQuery] {
        try QueryLine.read(path).map { line in
            let subject = try line.subject()
            return AskedQuery(id: queryID(line.id, subject), subject: subject)
        }
    }
}

extension Judgements {
    /// Filed under the ids of the queries asked, which verdicts may know by their words. Throws `InputFault` where they judge none
    /// of them: every figure would be of nothing.
    func judging(_ asked: [AskedQuery], of place: String, judged: String) throws -> Judgements {
        let renamed = renamed(asked.map(\.names))
        guard asked.contains(where: { renamed.grades[$0.id] != nil }) else {
            throw InputFault(
                place, "no query that the judgements know", expected: grades.keys.sorted().prefix(3).joined(separator: ", ")
                    + " as in \(judged)")
        }
        return renamed
    }
}

extension Judgements {
    /// Names that never meet give figures of nothing, which look like those of a bad engine. Throws `InputFault`.
    /// - Parameter sides: names, and the documents that each ranks anywhere.
    func check(named judged: String, against sides: [(name: String, documents: Set<String>)]) throws {
        let known = Set(grades.values.flatMap(\.keys))
        for side in sides where !known.isEmpty && !side.documents.isEmpty && known.isDisjoint(with: side.documents) {
            throw InputFault(
                judged, "none of its \(known.count) documents is ranked by \(side.name): \(known.min() ?? "") there, "
                    + "\(side.documents.min() ?? "") here",
                expected: "names as the index has them (it stood in another folder?)")
        }
    }
}

/// One side.
enum RankingSide {
    case run(TrecRun)
    /// `names`: the first side's names of its photos, where that is another index.
    case engine(SearchEngine, score: ScoreKind, blend: Double, words: String?, names: PhotoNames?)

    /// Throws `InputFault` for a run that ranks none of the queries asked: it would count as finding nothing.
    func check(_ asked: [AskedQuery], name: String) throws {
        guard case .run(let run) = self, !asked.contains(where: { run.rows(ofFirst: $0.names) != nil }) else { return }
        throw InputFault(
            name, "ranks none of the queries asked: \(run.queries.first ?? "") there, \(asked.first?.id ?? "") here",
            expected: "the same ids, or --queries with a line {\"id\": …, \"text\": …} for each")
    }

    /// Documents that it ranks for any query: of a run all, of an engine those found.
    func known(_ found: [[String]]) -> Set<String> {
        if case .run(let run) = self { run.documents } else { Set(found.joined()) }
    }

    /// Documents of a query, best first. Throws `InputFault` as a search does.
    func documents(_ query: AskedQuery, _ kind: DocumentKind, depth: Int) throws -> [String] {
        switch self {
        case .run(let run):
            return (run.rows(ofFirst: query.names) ?? []).prefix(depth).map(\.document)
        case .engine(let engine, let score, let blend, let words, let names):
            let subject = words.map { QuerySubject.text($0) } ?? query.subject
            // Several photos may speak for one product.
            let rows = kind == .picture ? depth : depth * 8
            let answer = try engine.search(SearchRequest(subject, top: rows, score: score, blend: blend))
            let found = kind.rows(of: answer.matches).prefix(depth).map(\.document)
            guard kind == .picture, let names else { return found }
            return found.map { names.name(of: $0) ?? $0 }
        }
    }
}

/// Both sides, opened.
struct RankingSides {
    let left, right: RankingSide
    /// What a side is called: its run, or its checkpoint and score.
    let names: [String]
    let queries: [AskedQuery]
    let kind: DocumentKind
    let top: Int
    /// The index that the documents' paths are relative to; nil between two runs.
    let index: String?

    /// Throws `InputFault` for anything wrong with the files.
    init(_ flags: SideFlags) throws {
        (kind, top) = (flags.documents, flags.top)
        let runs = try [flags.run, flags.withRun].map { try $0.map { try readRun($0) } }
        queries = try Self.queries(flags, runs)
        let needsFirst = runs[0] == nil || (runs[1] == nil && flags.withCheckpoint == nil)
        let own = needsFirst ? try SearchEngine(checkpoint: flags.files.checkpointPath(), index: flags.files.indexPath()) : nil
        let other = try flags.withCheckpoint.flatMap { checkpoint in
            try flags.withIndex.map { try SearchEngine(checkpoint: checkpoint, index: $0) }
        } ?? own
        left = try Self.side(runs[0], own, flags.scoring.score, flags.scoring.blend, words: nil)
        right = try Self.side(
            runs[1], other, flags.withScore ?? flags.scoring.score, flags.withBlend ?? flags.scoring.blend, words: flags.withText,
            names: own.flatMap { own in flags.withIndex.map { PhotoNames(in: own, from: $0) } })
        try left.check(queries, name: flags.run ?? "")
        try right.check(queries, name: flags.withRun ?? "")
        names = [
            Self.name(left, run: flags.run, words: flags.withText == nil ? nil : flags.text),
            Self.name(right, run: flags.withRun, words: flags.withText),
        ]
        index = own?.index.path ?? other?.index.path
    }

    /// The first rows of both sides for every query, best first.
    func rankings(depth: Int) throws -> [(id: String, left: [String], right: [String])] {
        try queries.map { query in
            (query.id, try left.documents(query, kind, depth: depth), try right.documents(query, kind, depth: depth))
        }
    }

    /// The sides by name with what they rank. Of an engine, depth decides: a bad one may well find nothing that was judged, as long
    /// as the judgements are about photos of its index.
    func known(_ rankings: [(id: String, left: [String], right: [String])]) throws -> [(name: String, documents: Set<String>)] {
        let found = [left.known(rankings.map(\.left)), right.known(rankings.map(\.right))]
        let all = Set(found.joined())
        return zip([left, right], zip(names, found)).map { side, named in
            if case .run = side { (named.0, named.1) } else { (named.0, all) }
        }
    }

    private static func side(
        _ run: TrecRun?, _ engine: SearchEngine?, _ score: ScoreKind, _ blend: Double, words: String?, names: PhotoNames? = nil
    ) throws -> RankingSide {
        if let run { return .run(run) }
        guard let engine else { throw InputFault("compare", "a side has neither a run nor an index") }
        return .engine(engine, score: score, blend: blend, words: words, names: names)
    }

    private static func name(_ side: RankingSide, run: String?, words: String?) -> String {
        switch side {
        case .run: run ?? "run"
        case .engine(let engine, let score, let blend, _, _):
            engine.model.name + " " + score.rawValue + (score == .blend ? " \(blend)" : "") + (words.map { " \"\($0)\"" } ?? "")
        }
    }

    /// The words, the lines of the file, or, with neither, every query that a run has.
    private static func queries(_ flags: SideFlags, _ runs: [TrecRun?]) throws -> [AskedQuery] {
        if let text = flags.text { return [AskedQuery(id: QuerySubject.text(text).key, subject: .text(text))] }
        if let path = flags.queries {
            let queries = try AskedQuery.read(path)
            guard !queries.isEmpty else { throw InputFault(path, "holds no query") }
            return queries
        }
        let ids = runs.compactMap { $0?.queries }.flatMap { $0 }
        let once = ids.reduce(into: (seen: Set<String>(), list: [String]())) { if $0.seen.insert($1).inserted { $0.list.append($1) } }
        return once.list.map { AskedQuery(id: $0, subject: $0.hasPrefix("#") ? .product(String($0.dropFirst())) : .text($0)) }
    }
}
