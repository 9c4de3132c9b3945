// One list from two rankings for a shop to show: who picked what is written beside it.
import ArgumentParser
import Catalog
import Domain
import Evaluation
import Files

struct InterleaveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "interleave",
        abstract: "Mix two rankings by team draft into one list per query (CSV), for an A/B test.",
        discussion: "Sides as in 'eclip compare': the first one is arm A, the second one arm B. 'eclip ab' reads the clicks.")

    @OptionGroup var sides: SideFlags

    @Option(name: .long, help: "Seed of the coin; every query has its own stream of it.", transform: seedNumber)
    var seed: UInt64 = 1

    @Option(name: .long, help: ArgumentHelp("File to write; stdout where none is named.", valueName: "csv"))
    var output: String?

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    @OptionGroup var overwrite: OverwriteFlag

    func run() throws {
        let file = try output.map { try OutputFile($0, as: .interleaved, reading: sides.inputs, force: overwrite.force) }
        let opened = try RankingSides(sides)
        let lists = try opened.rankings(depth: sides.top).map { query in
            var random = SeededGenerator.derived(from: seed, stream: SeededGenerator.stableHash(query.id))
            return (query.id, teamDraft(query.left, query.right, top: sides.top, random: &random))
        }
        let column = opened.kind == .product ? "product_id" : "picture"
        let text = json ? Self.json(lists, column, opened.names).text + "\n" : Self.csv(lists, column)
        if let file { try file.write(text) } else { try StandardOutput.write(data: text) }
    }

    private static func csv(_ lists: [(String, [DraftedRow])], _ column: String) -> String {
        let rows = lists.flatMap { query, rows in
            rows.enumerated().map { [query, "\($0 + 1)", $1.document, $1.arm.rawValue] }
        }
        return ([["query", "position", column, "arm"]] + rows).map(CSVWriter.line).joined()
    }

    private static func json(_ lists: [(String, [DraftedRow])], _ column: String, _ names: [String]) -> JSON {
        let queries = lists.map { query, rows in
            JSON.object([
                ("query", .string(query)),
                ("rows", .array(rows.enumerated().map { place, row in
                    .object([
                        ("position", .int(place + 1)), (column, .string(row.document)), ("arm", .string(row.arm.rawValue)),
                    ])
                })),
            ])
        }
        return .object([("a", .string(names[0])), ("b", .string(names[1])), ("queries", .array(queries))])
    }
}
