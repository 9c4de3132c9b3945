// The probes of the explorer without the screen: the photo's place without a part of it, and the map of the words minus
// that of other words.
import ArgumentParser
import Domain
import Engraving
import Interface
import Retrieval
import Screen

/// What `eclip why` is asked to take away.
struct WhyProbes: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("Take a part away and rank again: outline, query:N or patches:ROW,COLUMN;…", valueName: "part"))
    var without: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Contrast the words' map with that of other words; \"\" says nothing.", valueName: "words"))
    var minus: String?

    func validate() throws {
        if let without, PartName(without) == nil {
            throw ValidationError("--without: \(without) (expected outline, query:N or patches:ROW,COLUMN;… from 1)")
        }
    }

    /// Carries out what was asked for. Throws `InputFault`, also for a query or a patch that is not there.
    func findings(_ report: WhyReport, _ engine: SearchEngine) throws -> WhyFindings {
        var findings = WhyFindings()
        if let part = without.flatMap(PartName.init) {
            let knockOut = try part.knockOut(report.map, queries: engine.model.queries)
            findings.knockedOut = try engine.knockOut(knockOut, of: report.image, in: report.request)
        }
        if let minus {
            let maps = try engine.maps(of: report.image, texts: [QueryParts(report.reading.raw).words, minus]).conditioned
            guard maps.count == 2 else {
                throw InputFault("--minus", "this checkpoint has no instance queries", expected: "one with a decoder")
            }
            findings.contrast = (minus, ContrastMap(maps[0], minus: maps[1]))
        }
        return findings
    }
}

/// A part as it is named on the command line.
private enum PartName {
    case outline
    case query(Int)
    /// Rows and columns from 1.
    case patches([(row: Int, column: Int)])

    init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        switch (parts.first, parts.count) {
        case ("outline", 1): self = .outline
        case ("query", 2):
            guard let number = Int(parts[1]), number > 0 else { return nil }
            self = .query(number)
        case ("patches", 2):
            let places = parts[1].split(separator: ";").map { $0.split(separator: ",").map { Int($0) ?? 0 } }
            guard !places.isEmpty, places.allSatisfy({ $0.count == 2 && $0[0] > 0 && $0[1] > 0 }) else { return nil }
            self = .patches(places.map { ($0[0], $0[1]) })
        default: return nil
        }
    }

    func knockOut(_ map: AttentionMap, queries: Int) throws -> KnockOut {
        switch self {
        case .outline:
            let inside = map.outline(holding: 0.6).inside
            return .patches(Set(inside.indices.filter { inside[$0] }))
        case .query(let number):
            guard number <= queries else {
                throw InputFault("--without query:\(number)", "no such query", expected: "1 to \(queries)")
            }
            return .query(number)
        case .patches(let places):
            if let bad = places.first(where: { $0.row > map.rows || $0.column > map.columns }) {
                throw InputFault(
                    "--without patches", "there is no patch \(bad.row),\(bad.column)",
                    expected: "rows 1 to \(map.rows), columns 1 to \(map.columns)")
            }
            return .patches(Set(places.map { ($0.row - 1) * map.columns + $0.column - 1 }))
        }
    }
}

/// What the probes found.
struct WhyFindings {
    var knockedOut: KnockOutReport?
    var contrast: (minus: String, map: ContrastMap)?

    var fields: [(String, JSON)] {
        var fields: [(String, JSON)] = []
        if let report = knockedOut {
            let patches: [JSON] = if case .patches(let set) = report.knockOut { set.sorted().map(JSON.int) } else { [] }
            let query: Int? = if case .query(let number) = report.knockOut { number } else { nil }
            fields.append(
                ("knock_out", .object([
                    ("query", .optional(query)), ("patches", .array(patches)), ("rank", .int(report.after.rank)),
                    ("score", .float(report.after.score)), ("instance", .int(report.after.instance)),
                    ("rank_change", .int(report.after.rank - report.before.rank)),
                    ("score_change", .float(report.after.score - report.before.score)),
                ])))
        }
        if let contrast {
            fields.append(
                ("contrast", .object([
                    ("minus", .string(contrast.minus)), ("rows", .int(contrast.map.rows)),
                    ("columns", .int(contrast.map.columns)), ("weights", .array(contrast.map.weights.map(JSON.float))),
                ])))
        }
        return fields
    }

    /// Lines for a person, the signed map drawn; empty where nothing was asked.
    func text(_ language: Language, inks: Inks) -> String {
        var text = ""
        func plain(_ sentence: String) -> String { inks.rung == .ascii ? plainSigns(sentence) : sentence }
        if let knockedOut { text += "\n" + plain(knockOutSentence(knockedOut, in: language)) + "\n" }
        if let contrast {
            let size = BlockSize(rows: contrast.map.rows, columns: contrast.map.columns, scale: 1)
            let grid = Engraver(inks: inks).signed(contrast.map, size: size)
            text += "\n" + plain(contrastSentence(minus: contrast.minus, in: language)) + "\n"
                + ANSIWriter(depth: inks.depth).text(grid)
        }
        return text
    }
}
