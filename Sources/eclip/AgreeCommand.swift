// How far raters agree, from their sessions or from a merged one.
import ArgumentParser
import Catalog
import Domain
import Evaluation
import Foundation
import Sessions

extension AgreementScale: ExpressibleByArgument {}

struct AgreeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agree", abstract: "Measure how far raters agree on the same matches.",
        discussion: """
            Percent agreement, Krippendorff's alpha and Gwet's AC2 over all raters, Cohen's kappa for each pair, with 95 % \
            intervals over the matches; per query, rater and, with --catalog, category.
            """)

    @OptionGroup var raters: RaterSessions

    @Option(name: .long, help: "Scale of the grades: nominal or ordinal; ordinal where there are more than two.")
    var scale: AgreementScale?

    @Option(name: .long, help: ArgumentHelp("Catalog, for figures per category of the product judged.", valueName: "csv"))
    var catalog: String?

    @OptionGroup var reading: CatalogFlags

    @Option(name: .long, help: "Disagreements listed; 0 means all.", transform: whole(0...manyThings))
    var top = 20

    @Option(name: .long, help: "Leave a rater out, such as who settled disagreements; may be repeated.")
    var except: [String] = []

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func validate() throws {
        guard top >= 0 else { throw ValidationError("--top: \(top) (expected 0 or more)") }
    }

    func run() throws {
        let category = try categories()
        var merge = try SessionMerge()
        try raters.add(to: &merge)
        let matches = Self.matches(merge.merged(), except: Set(except))
        let names = Set(matches.flatMap(\.match.grades.keys))
        guard names.count > 1 else {
            throw InputFault(
                raters.sessions.joined(separator: " "), "\(names.count) raters with verdicts",
                expected: "two or more; --by-file where files use one name")
        }
        let report = AgreementReport(matches.map(\.match), scale: scale, category: category(matches))
        guard report.all.shared > 0 else {
            throw InputFault(
                raters.sessions.joined(separator: " "), "no match was judged by two raters",
                expected: "verdicts on the same query, picture and instance")
        }
        try StandardOutput.write(json ? AgreementJSON(report).text(top: top) : AgreementWords(report: report).text(top: top), asData: json)
    }

    /// Every rater's own verdicts, side by side.
    private static func matches(_ contents: JournalContents, except: Set<String>) -> [(match: RatedMatch, product: String)] {
        var found: [VerdictKey: (match: RatedMatch, product: String)] = [:]
        for rater in contents.raters where !except.contains(rater) {
            for (key, verdict) in contents.memory(of: rater).verdicts {
                var judged = found[key] ?? (RatedMatch(key: key, grades: [:]), verdict.evidence.productID)
                judged.match.grades[rater] = verdict.chosenGrade
                found[key] = judged
            }
        }
        return found.values.sorted {
            ($0.match.key.query, $0.match.key.image, $0.match.key.instance)
                < ($1.match.key.query, $1.match.key.image, $1.match.key.instance)
        }
    }

    private func categories() throws -> ([(match: RatedMatch, product: String)]) -> (VerdictKey) -> String? {
        guard let catalog else { return { _ in { _ in nil } } }
        let rows = try reading.read(catalog, skipBadRows: true).rows
        let byProduct = Dictionary(rows.map { ($0.productID, $0.category) }) { $0 ?? $1 }
        return { matches in
            let byKey = Dictionary(uniqueKeysWithValues: matches.map { ($0.match.key, byProduct[$0.product] ?? nil) })
            return { byKey[$0] ?? nil }
        }
    }
}
