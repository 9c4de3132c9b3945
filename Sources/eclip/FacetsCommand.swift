// What the catalog of an index files its pictures under, counted: what a filter can say.
import ArgumentParser
import Domain
import Foundation
import InstanceIndex
import Interface

struct FacetsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "facets", abstract: "Count the pictures of an index by every column of its catalog.",
        discussion: """
            A filter is a name, a colon and a value: eclip search 'mug color:red price:<50 -brand:x title:"with dots"'.
            """)

    @Option(name: .long, help: ArgumentHelp("Index; the bundled demo without it.", valueName: "file"))
    var index: String?

    @Option(name: .long, help: ArgumentHelp("Count only what these filters leave.", valueName: "filters"))
    var filter: String?

    @Option(name: .long, help: "Values shown of each column; 0 means all.", transform: whole(0...manyThings))
    var top = 20

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func validate() throws {
        guard top >= 0 else { throw ValidationError("--top: \(top) (expected 0 or more)") }
    }

    func run() throws {
        let store = try IndexStore(at: try index ?? AssetPaths.found().builtIndex())
        let facets = Facets(store)
        let filters = try Self.filters(filter)
        let gallery = try facets.gallery(meeting: filters)
        let notes = try facets.doubts(about: filters).map { $0.said(in: .en) }
        let columns = try facets.columns().map { (name: $0, counts: try facets.counts($0, among: gallery?.pictures)) }
        let pictures = gallery?.pictures.count ?? store.pictureCount
        try StandardOutput.write(json ? document(columns, pictures, notes) + "\n" : table(columns, pictures), asData: json)
        if !json { for note in notes { StandardError.note(note) } }
        if pictures == 0 { throw Ending.no }
    }

    /// - Throws: `InputFault` for text that is no filter.
    static func filters(_ text: String?) throws -> [QueryFilter] {
        guard let text else { return [] }
        let parts = QueryParts(text)
        guard parts.terms.allSatisfy({ $0.subject == .text("") }), !parts.filters.isEmpty else {
            throw InputFault("--filter", "\(text) is not all filters", expected: "name:value, name:<5 or -name:value")
        }
        return parts.filters
    }

    private func shown(_ counts: [FacetCount]) -> ArraySlice<FacetCount> { counts.prefix(top == 0 ? counts.count : top) }

    private func document(_ columns: [(name: String, counts: [FacetCount])], _ pictures: Int, _ notes: [String]) -> String {
        let facets = columns.map { name, counts in
            JSON.object([
                ("facet", .string(name)), ("values", .int(counts.count)),
                ("counts", .array(shown(counts).map { .object([("value", .string($0.value)), ("pictures", .int($0.pictures))]) })),
            ])
        }
        return JSON.object([("pictures", .int(pictures)), ("facets", .array(facets))] + (notes.isEmpty ? [] : [("notes", .strings(notes))])).text
    }

    private func table(_ columns: [(name: String, counts: [FacetCount])], _ pictures: Int) -> String {
        var lines = ["\(pictures) pictures"]
        for (name, counts) in columns where !counts.isEmpty {
            lines.append("\(name)  (\(counts.count) values)")
            lines += shown(counts).map { String(format: "%9d  ", $0.pictures) + $0.value }
        }
        return lines.page
    }
}
