// The page of filters: those with a name, then every value of every column with the photos it would leave; what is in the
// box is marked.
import Domain
import Explorer

/// Values shown of one column; typing finds the others.
private let valuesShown = 40

func facetRows(_ words: String, _ state: ExplorerState) -> [OverlayRow] {
    if let problem = state.facets.problem { return [OverlayRow(lead: "", text: faultWords(problem, in: state.language), role: .problem)] }
    let columns = state.facets.counted
    guard !columns.isEmpty else { return [OverlayRow(lead: "", text: Phrase.noFacets.said(in: state.language))] }
    let there = state.boxFilters
    let values = (columns + [state.verdictColumn]).flatMap { column in
        column.counts.prefix(words.isEmpty ? valuesShown : column.counts.count).map { count in
            let filter = QueryFilter(name: column.name.folded, value: count.value)
            return facetRow([filter], there, text: "\(column.name): \(count.value)", pictures: count.pictures, state)
        }
    }
    let rows = namedRows(there, state) + values
    return fuzzyOrder(words, candidates: rows.map { [$0.text.folded] }).map { rows[$0] }
}

private func namedRows(_ there: [QueryFilter], _ state: ExplorerState) -> [OverlayRow] {
    state.memory.namedFilters.map { named in
        var row = facetRow(QueryParts(named.filters).filters, there, text: named.name, pictures: nil, state)
        row.detail = named.filters
        return row
    }
}

private func facetRow(
    _ filters: [QueryFilter], _ there: [QueryFilter], text: String, pictures: Int?, _ state: ExplorerState
) -> OverlayRow {
    OverlayRow(
        lead: filters.allSatisfy(there.contains) ? "[x]" : "[ ]", text: text,
        detail: pictures.map { Phrase.pictures($0).said(in: state.language) } ?? "",
        role: pictures == 0 ? .quiet : .plain, filters: filters)
}
