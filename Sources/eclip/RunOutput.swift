// Searching with TREC runs on either side: an answer as lines of a run, another engine's run re-ranked.
import ArgumentParser
import Domain
import Evaluation
import Files
import Foundation
import InstanceIndex
import Interface
import Retrieval

extension DocumentKind: ExpressibleByArgument {}

enum AnswerForm: String, ExpressibleByArgument, CaseIterable {
    case table, json, trec
}

struct RunFlags: ParsableArguments {
    @Option(name: .long, help: "Form of the answer: table, json, or trec (a run file: query Q0 document rank score tag).")
    var format = AnswerForm.table

    @Option(name: .long, help: "What a document of a run is: picture or product.")
    var documents = DocumentKind.picture

    @Option(name: .long, help: "Tag of the run written.")
    var tag = "eclip"
}

/// Reads a TREC run. Throws `InputFault`.
func readRun(_ path: String) throws -> TrecRun {
    let file = try TextFile(path)
    return try TrecRun(text: file.text, name: file.name)
}

/// Reads judgements (TREC qrels). Throws `InputFault`.
func readJudgements(_ path: String) throws -> Judgements {
    let file = try TextFile(path)
    return try Judgements(text: file.text, name: file.name)
}

/// A query's id in a run: what its line says, else its folded words, `#id` or `path@instance`.
func queryID(_ id: JSON, _ subject: QuerySubject) -> String {
    switch id {
    case .string(let text): text
    case .int(let number): String(number)
    default: subject.key
    }
}

/// The engine, alone or on another engine's rows.
struct Searcher {
    let engine: SearchEngine
    let flags: RunFlags
    let others: Reranker?
    /// The pictures that filters leave; nil for all.
    var allowed: PictureSet?
    /// These filters, for what is said of an empty answer.
    var filters: [QueryFilter] = []

    /// What is doubtful about the filters of a question: always where a bound meets words, else where nothing was found.
    func notes(on answer: SearchAnswer, in language: Language) throws -> [String] {
        guard case .text(let text) = answer.request.subject else { return try notes(filters, answer, language) }
        return try notes(QueryParts(text).filters + filters, answer, language)
    }

    private func notes(_ filters: [QueryFilter], _ answer: SearchAnswer, _ language: Language) throws -> [String] {
        guard answer.matches.isEmpty || filters.contains(where: { $0.comparison != .equal }) else { return [] }
        return try Facets(engine.index).doubts(about: filters).map { $0.said(in: language) }
    }

    func search(_ request: SearchRequest, id: JSON) throws -> SearchAnswer {
        guard let others else { return try engine.search(request, among: allowed) }
        return try others.search(request, ids: asked(id, request.subject).names)
    }

    /// An answer as lines of a run. Re-ranked, every row of the other engine is there again, up to the rows wanted.
    func trecLines(_ answer: SearchAnswer, id: JSON) throws -> String {
        var rows = flags.documents.rows(of: answer.matches)
        if let others { rows += try others.rest(asked(id, answer.request.subject).names, after: rows) }
        if answer.request.top > 0 { rows = Array(rows.prefix(answer.request.top)) }
        return TrecRun.lines(of: rows, query: queryID(id, answer.request.subject), tag: flags.tag)
    }

    private func asked(_ id: JSON, _ subject: QuerySubject) -> AskedQuery {
        AskedQuery(id: queryID(id, subject), subject: subject)
    }
}
