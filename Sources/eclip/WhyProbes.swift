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
        if let part = without.flatMap({ PartName($0) }) {
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

extension PartName {
    /// Throws `InputFault` for a query or a patch that is not there.
    fileprivate func knockOut(_ map: AttentionMap, queries: Int) throws -> KnockOut {
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
            return .patches(Set(try places.map { place in
                guard let patch = place.patch(rows: map.rows, columns: map.columns) else {
                    throw InputFault(
                        "--without patches", "there is no patch \(place.text)",
                        expected: "rows 1 to \(map.rows), columns 1 to \(map.columns)")
                }
                return patch
            }))
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
