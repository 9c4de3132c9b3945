// Rankings as search engines exchange them: TREC run files, one line per row, `query Q0 document rank score tag`. Read
// as trec_eval reads them, by score and, where scores tie, by rank; a bad line is named by its number.

/// What a ranking ranks.
package enum DocumentKind: String, Sendable, CaseIterable {
    case picture, product

    /// The documents of matches, best first, each once: pictures, or the listed product that fits best.
    package func rows(of matches: [Match]) -> [TrecRow] {
        var seen: Set<String> = []
        return matches.compactMap { match in
            let document = self == .picture ? match.image : match.product.productID
            return seen.insert(document).inserted ? TrecRow(document: document, score: Double(match.score)) : nil
        }
    }
}

/// A row of a ranking.
package struct TrecRow: Equatable, Sendable {
    package var document: String
    package var score: Double

    package init(document: String, score: Double) {
        self.document = document
        self.score = score
    }
}

/// The rankings of many queries by one engine.
package struct TrecRun: Equatable, Sendable {
    /// Ids in the order of the file.
    package private(set) var queries: [String] = []
    private var rankings: [String: [TrecRow]] = [:]

    package init() {}

    /// The rows of a query, best first; nil where the run does not know it.
    package func rows(of query: String) -> [TrecRow]? { rankings[query] }

    /// The first query id of several that the run knows: an id may be the words as typed or as folded.
    package func rows(ofFirst ids: [String]) -> [TrecRow]? { ids.lazy.compactMap { rankings[$0] }.first }

    /// Throws `InputFault` where none of the documents is known: names that never meet rank nothing.
    package func check(named name: String, against place: String, isKnown: (String) throws -> Bool) throws {
        let documents = self.documents.sorted()
        guard let first = documents.first, try !documents.contains(where: isKnown) else { return }
        throw InputFault(
            name, "none of its \(documents.count) documents is in \(place): \(first) and so on",
            expected: "documents by the names that the index has")
    }

    /// What it ranks for any query.
    package var documents: Set<String> { rankings.values.reduce(into: []) { $0.formUnion($1.map(\.document)) } }

    package mutating func add(_ rows: [TrecRow], for query: String) {
        if rankings.updateValue(rows, forKey: query) == nil { queries.append(query) }
    }

    /// One query as lines of a run file. Scores fall strictly, as trec_eval needs them to keep the order.
    package static func lines(of rows: [TrecRow], query: String, tag: String) -> String {
        rows.enumerated().map { place, row in
            let fields = [query.withoutBlanks, "Q0", row.document.withoutBlanks, "\(place + 1)", "\(row.score)", tag.withoutBlanks]
            return fields.joined(separator: " ") + "\n"
        }.joined()
    }

    /// Reads the text of a run file. Throws `InputFault` at `name:LINE` for a line without six fields, a rank or score
    /// that is no number, or a document that a query has twice.
    package init(text: String, name: String) throws {
        var entries: [String: [(rank: Int, row: TrecRow)]] = [:]
        var seen: Set<[String]> = []
        for line in NumberedLine.filled(of: text) {
            let fields = line.fields, place = "\(name):\(line.number)"
            let entry = try Self.entry(fields, place: place)
            let query = fields[0].withBlanks
            guard seen.insert([query, entry.row.document]).inserted else {
                throw InputFault(place, "query \(query) has \(entry.row.document) twice")
            }
            if entries[query] == nil { queries.append(query) }
            entries[query, default: []].append(entry)
        }
        guard !queries.isEmpty else { throw InputFault(name, "holds no ranking", expected: Self.form) }
        rankings = entries.mapValues { rows in
            rows.sorted { ($1.row.score, $0.rank) < ($0.row.score, $1.rank) }.map(\.row)
        }
    }

    private static let form = "a TREC run: query Q0 document rank score tag"

    private static func entry(_ fields: [String], place: String) throws -> (rank: Int, row: TrecRow) {
        guard fields.count == 6 else { throw InputFault(place, "\(fields.count) fields", expected: form) }
        guard let rank = Int(fields[3]), rank >= 0 else {
            throw InputFault(place, "rank \(fields[3])", expected: "a whole number")
        }
        guard let score = Double(fields[4]), score.isFinite else {
            throw InputFault(place, "score \(fields[4])", expected: "a number")
        }
        return (rank, TrecRow(document: fields[2].withBlanks, score: score))
    }
}
