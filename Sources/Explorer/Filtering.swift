// Filters on the screen: the values of every column with counts, put into the box and taken out by Enter, under names
// where somebody gave them one; and the balance between instances and the global vector, turned in steps.
import Domain

/// What the screen knows about the catalog's columns.
package struct FacetShelf: Equatable, Sendable {
    /// Every column with all its values, for completion.
    package internal(set) var all: [FacetColumn] = []
    /// The same, counted under the filters in the box.
    package internal(set) var counted: [FacetColumn] = []
    package internal(set) var problem: String?
    /// The number of the latest counting; 0 is that of all pictures, asked when the products are there.
    var generation = 0
    var cycle: CompletionCycle?

    package init() {}
}

extension ExplorerState {
    /// The filters in the box; those of verdicts among them.
    package var boxFilters: [QueryFilter] {
        guard case .text(let text) = subject else { return [] }
        return QueryParts(text).filters
    }

    /// Weight of the global vector in what ranks now, 0...1.
    package var globalWeight: Double {
        switch score {
        case .instance: 0
        case .global: 1
        case .blend: blend
        }
    }
}

extension Turn {
    /// Asks for the counts of every column under the filters in the box; those of verdicts are this side's affair.
    mutating func countFacets() {
        state.facets.generation += 1
        let filters = state.boxFilters.filter { !$0.isVerdict }
        effects.append(.countFacets(filters, generation: state.facets.generation))
    }

    mutating func openFacets() {
        state.overlay = .facets(ListPage())
        countFacets()
    }

    mutating func receiveFacets(_ columns: [FacetColumn], _ generation: Int) {
        if generation == 0 || state.facets.all.isEmpty { state.facets.all = columns }
        guard generation == state.facets.generation else { return }
        state.facets.problem = nil
        state.facets.counted = columns
    }

    mutating func failFacets(_ problem: String, _ generation: Int) {
        if generation == state.facets.generation { state.facets.problem = problem }
    }

    /// Puts filters into the box or takes them out. A picked product stays, as `#id` among the words.
    mutating func toggle(_ filters: [QueryFilter]) {
        settle()
        let before = state.chip?.subject.typed ?? state.box.text
        let text = QueryParts.toggling(filters, in: before)
        if state.chip != nil { state.unrecordedQuery = .jumped }
        // What is typed next is another word, not the filter's end.
        show(.text(QueryParts.endsInFilter(text) ? text + " " : text))
        boxChanged()
        countFacets()
    }

    /// Gives the filters in the box a name, which the page of filters then lists.
    mutating func nameFilters(_ name: String) {
        let name = name.folded
        guard !name.isEmpty else { return }
        let filters = state.boxFilters.map(\.typed).joined(separator: " ")
        record(.named(NamedFilter(name: name, filters: filters)))
        state.notice = .named(name)
    }

    /// Turns the balance by tenths: instances alone, blends, the global vector alone.
    mutating func weigh(_ step: Int) {
        let tenths = max(0, min(10, Int((state.globalWeight * 10).rounded()) + step))
        refine { state in
            state.score = tenths == 0 ? .instance : tenths == 10 ? .global : .blend
            if state.score == .blend { state.blend = Double(tenths) / 10 }
        }
    }
}

extension ExplorerState {
    /// The first doubtful filter in the box; nil while the columns are not known yet.
    package var filterDoubt: FilterDoubt? {
        guard !facets.all.isEmpty else { return nil }
        return boxFilters.lazy.compactMap { filter in
            FilterDoubt(filter, columns: self.facets.all + (filter.isVerdict ? [self.verdictColumn] : []), most: Self.listedValues)
        }.first
    }

    /// Values of a column that the machine lists at most.
    private static let listedValues = 300
}
