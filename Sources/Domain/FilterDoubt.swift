// Filters that can leave nothing, or take nothing away: a column that the catalog does not have, a value that no photo is filed
// under, a bound on what are no numbers. Said while the question stands, because an exclusion of nothing looks like one that
// worked, and an empty answer without a reason looks like a fault.

package enum FilterDoubt: Equatable, Sendable {
    /// No such column; the ones there are, and the one that was probably meant.
    case column(String, known: [String], near: String?)
    /// No photo is filed so; the value that was probably meant.
    case value(QueryFilter, near: String?)
    /// A bound that so many of a column's values cannot meet, because they are no numbers; the most frequent of them.
    case noNumbers(QueryFilter, count: Int, of: Int, example: String)
    /// Filters (alternatives, as values of one column are) that leave none of the photos that the ones before them leave.
    case nothingLeft(by: [QueryFilter], of: Int, before: [QueryFilter])

    /// What is doubtful about a filter; nil for nothing.
    /// - Parameter most: a column listed with so many values may have more; nothing is said of those.
    package init?(_ filter: QueryFilter, columns: [FacetColumn], most: Int = .max) {
        guard let column = columns.first(where: { $0.name.folded == filter.name }) else {
            guard !Self.otherNames.contains(filter.name) else { return nil }
            let known = columns.map(\.name) + ["title", "id"]
            self = .column(filter.name, known: known, near: filter.name.nearest(among: known))
            return
        }
        guard column.counts.count < most else { return nil }
        let values = column.counts.map(\.value)
        if filter.comparison == .equal {
            guard !values.contains(where: filter.isMet) else { return nil }
            self = .value(filter, near: filter.value.nearest(among: values))
        } else {
            let words = values.filter { amount(in: $0) == nil }
            guard let example = words.first else { return nil }
            self = .noNumbers(filter, count: words.count, of: values.count, example: example)
        }
    }

    /// Names that are no columns and filter all the same.
    private static let otherNames = ["title", "id", "source", "split"]
}

extension String {
    /// The likeliest of some names for a mistyped one: at most a third of its letters differ. nil where none is so near.
    package func nearest(among names: [String]) -> String? {
        let own = Array(folded)
        let near = names.map { (name: $0, distance: Self.distance(own, Array($0.folded))) }
        let best = near.min { $0.distance < $1.distance }
        guard let best, best.distance > 0, best.distance <= Swift.max(1, own.count / 3) else { return nil }
        return best.name
    }

    /// Letters left out, put in, changed, or exchanged with their neighbour.
    private static func distance(_ one: [Character], _ other: [Character]) -> Int {
        if abs(one.count - other.count) > one.count { return .max }
        var before: [Int] = [], row = Array(0...other.count)
        for place in one.indices {
            var next = [place + 1]
            for column in other.indices {
                let change = row[column] + (one[place] == other[column] ? 0 : 1)
                var best = Swift.min(change, row[column + 1] + 1, next[column] + 1)
                if place > 0, column > 0, one[place] == other[column - 1], one[place - 1] == other[column] {
                    best = Swift.min(best, before[column - 1] + 1)
                }
                next.append(best)
            }
            (before, row) = (row, next)
        }
        return row.last ?? 0
    }
}
