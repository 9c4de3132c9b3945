// A session's questions asked again of another checkpoint or index: which verdicts would it honour, which would it break?
import ArgumentParser
import Catalog
import Domain
import Evaluation
import Explorer
import Files
import Foundation
import InstanceIndex
import Retrieval
import Sessions

struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Ask a session's questions again of another checkpoint and hold its verdicts against it.",
        discussion: """
            A photo judged right is honoured among the first --top rows (or as many rows as the query has right photos), one judged \
            wrong below every right photo there, or outside. A verdict with a drawn box is honoured when the winning instance \
            looks into it. Broken is what is not honoured; with a baseline, only what the baseline honours. Without an --index \
            the session's own is taken, or its catalog is indexed for the time being. Exit status 1 when more than --allow verdicts break.
            """)

    @Argument(help: ArgumentHelp("Session (JSON Lines).", valueName: "session"))
    var session: String

    @OptionGroup var files: ModelFiles

    @Option(name: .long, help: ArgumentHelp("Catalog (CSV) to index for another checkpoint; the session's own where none is named.", valueName: "csv"))
    var catalog: String?

    @OptionGroup var reading: CatalogFlags

    @Option(name: .long, help: ArgumentHelp("Checkpoint to compare with.", valueName: "file"))
    var baselineCheckpoint: String?

    @Option(name: .long, help: ArgumentHelp("Index of the baseline; the session's own where none is named.", valueName: "file"))
    var baselineIndex: String?

    @Option(name: .long, help: "Only what this rater judged.")
    var rater: String?

    @Option(name: .long, help: "Score that ranks; each verdict's own where none is named.")
    var score: ScoreKind?

    @Option(name: .long, help: "First rows that a right photo must be in.", transform: whole(1...manyThings))
    var top = 10

    @Option(name: .long, help: "Verdicts that may break.", transform: whole(0...manyThings))
    var allow = 0

    @Option(name: .long, help: "Threads for indexing.", transform: whole(1...64))
    var threads = 2

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func validate() throws {
        guard (1...10_000).contains(top) else { throw ValidationError("--top: \(top) (expected 1 to 10000)") }
        guard allow >= 0 else { throw ValidationError("--allow: \(allow) (expected 0 or more)") }
        guard (1...64).contains(threads) else { throw ValidationError("--threads: \(threads) (expected 1 to 64)") }
        if baselineIndex != nil, baselineCheckpoint == nil { throw ValidationError("--baseline-index: without --baseline-checkpoint") }
    }

    func run() throws {
        let contents = try readSession(session)
        if let rater, !contents.raters.contains(rater) {
            throw InputFault("--rater", "no acts of \(rater) in \(session)", expected: contents.raters.joined(separator: ", "))
        }
        let memory = rater.map(contents.memory(of:)) ?? contents.memory
        guard !memory.verdicts.isEmpty else { throw InputFault(session, "holds no verdict", expected: "a session with verdicts") }
        let home = try ReplayHome(memory.opened ?? contents.memory.opened, catalog: catalog, columns: reading.names())
        let side = try ReplaySide(checkpoint: files.checkpointPath(), index: files.index, home: home, threads: threads)
        let baseline = try baselineCheckpoint.map {
            try ReplaySide(checkpoint: $0, index: baselineIndex, home: home, threads: threads)
        }
        let verdicts = Array(contents.verdicts(of: rater).values)
        let queries = try SessionReplay(verdicts: verdicts, score: score, top: top).queries(side, baseline)
        let total = queries.reduce(0) { $0 + $1.labels.count + $1.regions.count }
        guard queries.contains(where: { $0.missing < $0.labels.count + $0.regions.count }) else {
            throw InputFault(session, "none of its \(total) judged photos is in \(side.engine.index.path)", expected: "an index of the same photos")
        }
        let answers = try sameAnswers(contents, side)
        let report = ReplayReport(
            session: session, checkpoint: side.engine.model.path, index: side.name, baseline: baseline?.engine.model.path,
            top: top, queries: queries, answers: answers)
        try StandardOutput.write(json ? report.json + "\n" : report.text, asData: json)
        if report.broken > allow { throw Ending.no }
    }

    /// Questions whose first 50 rows are those of the session, and questions that can be compared.
    private func sameAnswers(_ contents: JournalContents, _ side: ReplaySide) throws -> (same: Int, asked: Int) {
        var seen: Set<String> = []
        var count = (same: 0, asked: 0)
        for entry in contents.entries.reversed() {
            guard case .queried(let queried) = entry.act, let digest = queried.digest,
                seen.insert("\(queried.subject.key)\t\(queried.score)\t\(queried.blend ?? 0.5)\t\(queried.grouping)").inserted
            else { continue }
            let request = SearchRequest(
                queried.subject, top: 50, score: queried.score, blend: queried.blend ?? 0.5, grouping: queried.grouping)
            guard let answer = try? side.engine.search(request) else { continue }
            count.asked += 1
            if answer.digest == digest { count.same += 1 }
        }
        return count
    }
}

/// Where a session's photos are.
struct ReplayHome {
    var index: String?
    /// Named by hand.
    var named: String?
    /// That the session was opened on.
    var own: String?
    /// What the catalog calls its columns.
    var columns: ColumnNames

    init(_ opened: OpenedAct?, catalog: String?, columns: ColumnNames) {
        (index, named, own, self.columns) = (opened?.index, catalog, opened?.catalog, columns)
    }

    /// The catalog to index: the one named, the session's own, that of the index as it was named or beside the index.
    /// Throws `InputFault` where none is there.
    func catalog(_ path: String, of index: String) throws -> String {
        let beside = folder(of: index) + "/" + path.nameOfPath
        let places = named.map { [$0] } ?? [own, path, folder(of: index) + "/" + path, beside].compactMap { $0 }
        guard let found = places.first(where: FileManager.default.fileExists(atPath:)) else {
            throw InputFault(named ?? own ?? path, "the catalog of the session's photos is not there", expected: "--catalog CSV")
        }
        return found
    }
}

/// A checkpoint with an index of the session's photos.
final class ReplaySide {
    let engine: SearchEngine
    /// What the index is called; a scratch index by the catalog it was made of.
    let name: String
    private let sessionIndex: String?
    private var scratch: String?

    /// Takes the index named, else the session's where it fits, else indexes the session's catalog. Throws `InputFault`.
    init(checkpoint: String, index: String?, home place: ReplayHome, threads: Int) throws {
        sessionIndex = place.index
        if let index {
            (engine, name) = (try SearchEngine(checkpoint: checkpoint, index: index), index)
            return
        }
        guard let sessionIndex, FileManager.default.fileExists(atPath: sessionIndex) else {
            throw InputFault(sessionIndex ?? "session", "the session's index is not there", expected: "--index")
        }
        let model = try LoadedModel(at: checkpoint)
        let summary = try IndexStore.summary(at: sessionIndex)
        if summary.model.sha256 == model.checkpoint.identity {
            (engine, name) = (try SearchEngine(checkpoint: checkpoint, index: sessionIndex), sessionIndex)
            return
        }
        let catalog = try place.catalog(summary.catalog, of: sessionIndex)
        let folder = NSTemporaryDirectory() + "eclip-replay-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        scratch = folder
        StandardError.note("indexing \(catalog) with \(checkpoint)")
        do {
            let file = try CatalogFile.read(catalog, skipBadRows: true, columns: place.columns)
            let indexer = Indexer(
                model: model, catalog: file, output: folder + "/replay.index", split: summary.split, threads: threads,
                skipBadRows: true)
            let progress = ProgressLine("indexing")
            _ = try indexer.run(isCancelled: { false }) { progress.update($0.done, of: $0.total, note: "") }
            progress.finish()
            engine = try SearchEngine(checkpoint: checkpoint, index: folder + "/replay.index")
            name = catalog
        } catch {
            try? FileManager.default.removeItem(atPath: folder)
            throw error
        }
    }

    deinit {
        if let scratch { try? FileManager.default.removeItem(atPath: scratch) }
    }

    /// The session's path of a photo as this index writes it; nil where it has no such photo.
    func picture(_ image: String) -> String? { PhotoNames(in: engine, from: sessionIndex).name(of: image) }

    /// Every photo by the session's names where it has one, best first. Throws as a search does.
    func ranking(_ subject: QuerySubject, _ score: ScoreKind, names: [String: String]) throws -> [String] {
        let answer = try engine.search(SearchRequest(subject, top: 0, score: score))
        return answer.matches.map { names[$0.image] ?? $0.image }
    }

    /// Does the instance that answers best look into the box? nil where it cannot be told.
    func looks(into box: Box, of image: String, subject: QuerySubject) -> Bool? {
        guard let picture = picture(image), let reading = try? engine.read(image: picture, subject: subject, conditioned: false),
            let instance = reading.bestInstance, let map = reading.instances.first(where: { $0.instance == instance })?.map
        else { return nil }
        return peakLies(in: box, map: map)
    }
}

/// The questions of a session and what was said about their answers.
struct SessionReplay {
    let verdicts: [Verdict]
    let score: ScoreKind?
    let top: Int

    /// Throws `InputFault` for a question that cannot be asked.
    func queries(_ side: ReplaySide, _ baseline: ReplaySide?) throws -> [ReplayedQuery] {
        let verdicts = Dictionary(grouping: self.verdicts) { $0.key.query }
        return try verdicts.sorted { $0.key < $1.key }.map { key, verdicts in
            let verdicts = verdicts.sorted(by: Verdict.precedes)
            let subject = Self.subject(key, verdicts)
            let kind = score ?? verdicts[0].evidence.scoreKind
            let labels = PhotoLabel.labels(of: verdicts)
            let ranking = try Self.ranking(side, subject, kind, labels)
            let before = try baseline.map { try Self.ranking($0, subject, kind, labels) }
            var query = ReplayedQuery(id: key, labels: labels, ranking: ranking, before: before, top: top)
            query.regions = verdicts.compactMap { verdict in
                verdict.box.map { box in
                    ReplayedRegion(
                        key: verdict.key, isHonoured: side.looks(into: box, of: verdict.key.image, subject: subject),
                        wasHonoured: baseline?.looks(into: box, of: verdict.key.image, subject: subject))
                }
            }
            return query
        }
    }

    private static func subject(_ key: String, _ verdicts: [Verdict]) -> QuerySubject {
        if let raw = verdicts.map(\.evidence.rawQuery).first(where: { $0.folded == key }) { return .text(raw) }
        return QuerySubject(key: key)
    }

    private static func ranking(
        _ side: ReplaySide, _ subject: QuerySubject, _ kind: ScoreKind, _ labels: [PhotoLabel]
    ) throws -> [String] {
        let names = labels.compactMap { label in side.picture(label.image).map { ($0, label.image) } }
        return try side.ranking(subject, kind, names: Dictionary(names) { first, _ in first })
    }
}
