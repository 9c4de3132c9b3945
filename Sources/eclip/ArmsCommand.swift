// The click log of an A/B test, read back: is B better, and in which categories?
import ArgumentParser
import Catalog
import Domain
import Evaluation
import Files
import Images
import Retrieval

struct ArmsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ab", abstract: "Read a click log: rates per arm with intervals, and what to do.",
        discussion: """
            CLICKS is CSV: query, position, product_id, arm (A or B), shown, clicked, converted. Rates are per impression,
            with Wilson's 95 % intervals; the difference is B minus A with Newcombe's. Impressions count as independent:
            where few people gave many of them, the true intervals are wider.
            """)

    @Argument(help: ArgumentHelp("Click log (CSV).", valueName: "clicks"))
    var clicks: String

    @Option(name: .long, help: ArgumentHelp("Catalog (CSV), for the figures per category.", valueName: "csv"))
    var catalog: String?

    @OptionGroup var reading: CatalogFlags

    @Flag(name: .long, help: "Go on although more than 5 % of the rows are bad.")
    var skipBadRows = false

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    @Flag(name: .long, help: "Exit status 1 unless the decision is to take B.")
    var failUnlessB = false

    func run() throws {
        let log = try ClickLog(TextFile.bytes(of: clicks), name: TextFile.name(of: clicks), skipBadRows: skipBadRows)
        for fault in log.faults.prefix(10) { StandardError.note("\(fault) (skipped)") }
        if !log.faults.isEmpty { StandardError.note("\(log.faults.count) bad rows skipped") }
        let whole = ArmComparison(log.rows)
        let groups = try catalog.map { try byCategory(log, $0) } ?? []
        let words = ArmWords(whole: whole, categories: groups, skipped: log.faults.count)
        try StandardOutput.write(json ? words.json.text + "\n" : words.text, asData: json)
        if failUnlessB, whole.decision != .takeB { throw Ending.no }
    }

    private func byCategory(_ log: ClickLog, _ path: String) throws -> [(String, ArmComparison)] {
        let rows = try reading.read(path, skipBadRows: skipBadRows, keepsMissing: true).rows
        let categories = Dictionary(
            rows.compactMap { row in row.category.map { (row.productID, $0) } }, uniquingKeysWith: { first, _ in first })
        let groups = Dictionary(grouping: log.rows) { categories[$0.document] ?? "" }
        return groups.map { ($0.key, ArmComparison($0.value)) }.sorted { $0.0 < $1.0 }
    }
}

/// The figures in words and as JSON.
struct ArmWords {
    let whole: ArmComparison
    let categories: [(String, ArmComparison)]
    let skipped: Int

    var text: String {
        var lines = block(whole)
        for (name, group) in categories { lines += ["", name.isEmpty ? "(not in the catalog)" : name] + block(group) }
        lines += ["", "all: " + Self.sentence(whole.decision)]
        lines += categories.map { "\($0.0.isEmpty ? "(not in the catalog)" : $0.0): " + Self.sentence($0.1.decision) }
        return lines.page
    }

    private func block(_ group: ArmComparison) -> [String] {
        [("A", group.a), ("B", group.b)].map { name, arm in
            "\(name)  \(arm.shown) shown, \(arm.clicked) clicked, \(arm.converted) converted  CTR \(Self.words(arm.clickRate))"
                + "  CVR \(Self.words(arm.conversionRate))"
        } + ["B - A  CTR \(Self.words(group.clicks))  CVR \(Self.words(group.conversions))"]
    }

    private static func words(_ rate: EventRate?) -> String {
        rate.map { percent($0.rate) + " % [\(percent($0.ci.low)), \(percent($0.ci.high))]" } ?? "-"
    }

    private static func words(_ difference: (difference: Double, ci: Interval)?) -> String {
        difference.map {
            ($0.difference < 0 ? "" : "+") + percent($0.difference) + " [\(percent($0.ci.low)), \(percent($0.ci.high))]"
        } ?? "-"
    }

    private static func percent(_ share: Double) -> String {
        let hundredths = Int((share.magnitude * 10_000).rounded())
        let digits = hundredths % 100
        return (share < 0 && hundredths > 0 ? "-" : "") + "\(hundredths / 100).\(digits < 10 ? "0" : "")\(digits)"
    }

    private static func sentence(_ decision: ArmDecision) -> String {
        switch decision {
        case .takeB: "take B: better beyond luck, and not worse in the other rate"
        case .keepA: "keep A: B is worse beyond luck"
        case .undecided: "undecided: the intervals hold no difference, show both for longer"
        case .contradictory: "contradictory: clicks and conversions point to different arms, a person must choose"
        }
    }

    var json: JSON {
        .object([
            ("all", Self.json(whole)), ("skipped_rows", .int(skipped)),
            ("by_category", .array(categories.map { .object([("category", .string($0.0)), ("figures", Self.json($0.1))]) })),
        ])
    }

    private static func json(_ group: ArmComparison) -> JSON {
        .object([
            ("a", json(group.a)), ("b", json(group.b)), ("ctr_difference", json(group.clicks)),
            ("cvr_difference", json(group.conversions)), ("decision", .string(group.decision.rawValue)),
        ])
    }

    private static func json(_ arm: ArmFigures) -> JSON {
        .object([
            ("shown", .int(arm.shown)), ("clicked", .int(arm.clicked)), ("converted", .int(arm.converted)),
            ("ctr", json(arm.clickRate)), ("cvr", json(arm.conversionRate)),
        ])
    }

    private static func json(_ rate: EventRate?) -> JSON {
        rate.map { .object([("rate", .number($0.rate)), ("ci", $0.ci.json)]) } ?? .null
    }

    private static func json(_ difference: (difference: Double, ci: Interval)?) -> JSON {
        difference.map { .object([("difference", .number($0.difference)), ("ci", $0.ci.json)]) } ?? .null
    }
}
