// Agreement as JSON and as a page to read.
import Domain
import Evaluation

struct AgreementJSON {
    let report: AgreementReport

    init(_ report: AgreementReport) { self.report = report }

    /// One object and a line end. `top` disagreements, 0 all.
    func text(top: Int) -> String {
        let listed = top == 0 ? report.disagreements[...] : report.disagreements.prefix(top)
        let fields: [(String, JSON)] = [
            ("raters", .strings(report.raters)), ("scale", .string(report.scale.rawValue)),
            ("grades", .array(report.grades.map(JSON.int))), ("all", Self.json(report.all)),
            ("by_query", .array(report.byQuery.map(Self.json))),
            ("by_category", .array(report.byCategory.map(Self.json))),
            ("by_rater", .array(report.byRater.map(Self.json))), ("pairs", .array(report.pairs.map(Self.json))),
            ("disagreements", .array(listed.map(Self.json))), ("disagreements_total", .int(report.disagreements.count)),
        ]
        return JSON.object(fields).text + "\n"
    }

    private static func json(_ coefficient: Coefficient) -> JSON {
        .object([
            ("value", .optional(coefficient.value)),
            ("interval", coefficient.interval.map { .array([.number($0.low), .number($0.high)]) } ?? .null),
        ])
    }

    private static func json(_ figures: AgreementFigures) -> JSON {
        let name: [(String, JSON)] = figures.name.map { [("name", .string($0))] } ?? []
        return .object(
            name + [
                ("matches", .int(figures.matches)), ("shared", .int(figures.shared)),
                ("percent_agreement", json(figures.percent)), ("krippendorff_alpha", json(figures.alpha)),
                ("gwet_ac2", json(figures.gwet)),
            ])
    }

    private static func json(_ pair: RaterPair) -> JSON {
        .object([
            ("raters", .strings([pair.one, pair.other])), ("shared", .int(pair.shared)),
            ("percent_agreement", json(pair.percent)), ("cohen_kappa", json(pair.kappa)),
        ])
    }

    private static func json(_ match: RatedMatch) -> JSON {
        .object([
            ("query", .string(match.key.query)), ("image", .string(match.key.image)), ("instance", .int(match.key.instance)),
            ("grades", .object(match.grades.sorted { $0.key < $1.key }.map { ($0.key, .int($0.value)) })),
        ])
    }
}

struct AgreementWords {
    let report: AgreementReport

    func text(top: Int) -> String {
        var lines = [
            "\(report.raters.count) raters, \(report.all.matches) matches, \(report.all.shared) judged by two or more, "
                + "\(report.disagreements.count) of them not alike; \(report.scale.rawValue) scale", "",
            Self.row("", "shared", "agreement", "alpha", "AC2"), Self.row("all", report.all),
        ]
        lines += section("rater", report.byRater) + section("category", report.byCategory)
        lines += section("query", report.byQuery)
        lines += ["", Self.row("pair", "shared", "agreement", "kappa", "")]
        lines += report.pairs.map {
            Self.row("\($0.one) / \($0.other)", "\($0.shared)", Self.words($0.percent), Self.words($0.kappa), "")
        }
        return (lines + disagreements(top)).page
    }

    private func section(_ title: String, _ figures: [AgreementFigures]) -> [String] {
        let shared = figures.filter { $0.shared > 0 }
        return shared.isEmpty ? [] : ["", Self.row(title, "", "", "", "")] + shared.map { Self.row($0.name ?? "", $0) }
    }

    private func disagreements(_ top: Int) -> [String] {
        guard !report.disagreements.isEmpty else { return [] }
        let listed = top == 0 ? report.disagreements[...] : report.disagreements.prefix(top)
        let more = report.disagreements.count - listed.count
        return ["", "not alike"]
            + listed.map { match in
                let grades = match.grades.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
                return "  \(match.key.query)  \(match.key.image)  \(match.key.region): \(grades)"
            } + (more > 0 ? ["  and \(more) more (--top 0 lists all)"] : [])
    }

    private static func row(_ name: String, _ figures: AgreementFigures) -> String {
        row(name, "\(figures.shared)", words(figures.percent), words(figures.alpha), words(figures.gwet))
    }

    private static func row(_ name: String, _ cells: String...) -> String {
        let shown = name.count > 24 ? name.prefix(23) + "…" : name[...]
        let text = padded(String(shown), 26) + padded(cells[0], 8) + cells.dropFirst().map { padded($0, 21) }.joined()
        return String(text.reversed().drop { $0 == " " }.reversed())
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }

    private static func words(_ coefficient: Coefficient) -> String {
        guard let value = coefficient.value else { return "-" }
        guard let interval = coefficient.interval else { return digits(value) }
        return "\(digits(value)) [\(digits(interval.low)), \(digits(interval.high))]"
    }

    private static func digits(_ value: Double) -> String {
        let thousandths = Int((value.magnitude * 1_000).rounded())
        let tail = String(thousandths % 1_000)
        return (value < 0 && thousandths > 0 ? "-" : "") + "\(thousandths / 1_000)."
            + String(repeating: "0", count: 3 - tail.count) + tail
    }
}

extension VerdictKey {
    /// Whose region of the photo was judged, as people read it.
    var region: String { instance == Verdict.wholePhoto ? "whole photo" : "query \(InstanceReading.name(instance))" }
}
