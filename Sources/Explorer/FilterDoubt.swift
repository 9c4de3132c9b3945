// Filters that can leave nothing, or take nothing away: a column that the catalog does not have, a value that no photo is filed
// under. Said while the question stands, because an exclusion of nothing looks like one that worked.
import Domain

package enum FilterDoubt: Equatable, Sendable {
    /// No such column; the ones there are.
    case column(String, known: [String])
    /// No photo is filed so.
    case value(QueryFilter)
}

extension ExplorerState {
    /// The first doubtful filter in the box; nil while the columns are not known yet.
    package var filterDoubt: FilterDoubt? {
        guard !facets.all.isEmpty else { return nil }
        return boxFilters.lazy.compactMap(doubt).first
    }

    /// Names that are no columns and filter all the same.
    private static let otherNames = ["title", "id", "source", "split", QueryFilter.verdictName]

    private func doubt(_ filter: QueryFilter) -> FilterDoubt? {
        let column = filter.isVerdict ? verdictColumn : facets.all.first { $0.name.folded == filter.name }
        guard let column else {
            return Self.otherNames.contains(filter.name) ? nil : .column(filter.name, known: facets.all.map(\.name) + ["title", "id"])
        }
        // Numbers may be written in many ways, and a long column is not listed to its end.
        guard filter.comparison == .equal, Double(filter.value) == nil, column.counts.count < Self.listedValues,
            !column.counts.contains(where: { $0.value.folded == filter.value.folded })
        else { return nil }
        return .value(filter)
    }

    /// Values of a column that the machine lists at most.
    private static let listedValues = 300
}
