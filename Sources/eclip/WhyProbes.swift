// The probes of the explorer without the screen: the photo's place without a part of it, and the map of the words minus
// that of other words.
import ArgumentParser
import Domain
import Engraving
import Explorer
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

    @Flag(
        name: .long,
        help: "Show the winning query's map after every layer of the decoder, and what the global vector is made of.")
    var layers = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Show from where a patch reads in one head of the image encoder, each from 1.", valueName: "block:head:row,column"))
    var head: String?

    func validate() throws {
        if let head, HeadName(head) == nil {
            throw ValidationError("--head: \(head) (expected BLOCK:HEAD:ROW,COLUMN from 1, such as 1:2:5,6)")
        }
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
        if layers || head != nil {
            let maps = try engine.maps(of: report.image, texts: [])
            if layers { findings.steps = maps.layers.map { $0[report.standing.instance - 1] } + [maps.encoder.pooled] }
            if let name = head.flatMap(HeadName.init) { findings.steps.append(try name.map(in: maps.encoder)) }
            findings.depth = maps.layers.count
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
                throw InputFault(
                    "--without query:\(InstanceReading.name(number))", "no such query", expected: InstanceReading.names(of: queries))
            }
            return .query(number)
        case .patches(let places):
            return .patches(Set(try places.map { try $0.patch(on: map, option: "--without patches") }))
        }
    }
}

/// A head and a patch as they are named on the command line, all from 1.
private struct HeadName {
    let block, head: Int
    let place: PatchPlace

    init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, let block = Int(parts[0]), let head = Int(parts[1]), min(block, head) > 0,
            let place = PatchPlace(parts[2])
        else { return nil }
        (self.block, self.head, self.place) = (block, head, place)
    }

    /// Throws `InputFault` for a block that does not attend, and for a head or a patch that is not there.
    func map(in encoder: EncoderMaps) throws -> AttentionMap {
        guard let found = encoder.blocks.first(where: { $0.number == block }) else {
            let blocks = encoder.blocks.map { String($0.number) }.joined(separator: ", ")
            throw InputFault("--head", "block \(block) does not attend", expected: "one of \(blocks)")
        }
        guard head <= found.heads else {
            throw InputFault("--head", "there is no head \(head)", expected: "1 to \(found.heads)")
        }
        return found.reading(of: try place.patch(on: encoder.pooled, option: "--head"), head: head, on: encoder.pooled)
    }
}

extension PatchPlace {
    /// Throws `InputFault`, naming the option, for a patch that the grid does not have.
    fileprivate func patch(on grid: AttentionMap, option: String) throws -> Int {
        guard let patch = patch(rows: grid.rows, columns: grid.columns) else {
            throw InputFault(
                option, "there is no patch \(text)", expected: "rows 1 to \(grid.rows), columns 1 to \(grid.columns)")
        }
        return patch
    }
}

/// What the probes found.
struct WhyFindings {
    var knockedOut: KnockOutReport?
    var contrast: (minus: String, map: ContrastMap)?
    /// The winner's map after each layer, the global vector's, a head's.
    var steps: [AttentionMap] = []
    /// Decoder layers in all.
    var depth = 0

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
        if !steps.isEmpty {
            fields.append(
                ("steps", .array(steps.map { step in
                    .object([
                        ("recipe", .string(step.recipe(layers: depth))), ("region", step.region(holding: 0.6).json),
                        ("map", step.json),
                    ])
                })))
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
        for step in steps {
            text += "\n" + plain(recipes(step, view: .heat, layers: depth, share: 0.6, language: language)[0]) + "\n"
                + ANSIWriter(depth: inks.depth).text(Engraver(inks: inks).tile(step))
        }
        return text
    }
}
