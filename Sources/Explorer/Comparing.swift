// The compare page: the current question's ranking beside another score's, another checkpoint's, or another engine's.
import Domain

/// What the ranking on the screen is compared with.
package enum CompareSide: Equatable, Hashable, Sendable {
    case score(ScoreKind)
    /// Words asked before: two wordings side by side.
    case words(String)
    /// The checkpoint, index or run that was named at the start.
    case other
}

/// A row of the other ranking, or a photo of this one that the other cannot have.
package struct ComparedRow: Equatable, Sendable {
    /// Which of the two rankings can have the photo at all.
    package enum Place: Sendable {
        case both
        /// The index on the screen does not hold it.
        case onlyThere
        /// The other index or run does not hold it: no row of its ranking.
        case onlyHere
    }

    package var image: String
    /// What the photo is filed as; empty where nobody knows.
    package var title: String
    package var place: Place

    package init(image: String, title: String, place: Place = .both) {
        self.image = image
        self.title = title
        self.place = place
    }
}

/// The two rankings of the page.
package struct ComparePage: Equatable, Sendable {
    /// Rows of a ranking's head.
    package static let top = 20

    package internal(set) var side = CompareSide.score(.global)
    /// nil until the answer is there.
    package internal(set) var moves: RankingMoves?
    package internal(set) var problem: String?
    /// Photos that one of the two cannot have.
    package internal(set) var places: [String: ComparedRow.Place] = [:]
    /// Titles of both rankings' photos.
    package internal(set) var titles: [String: String] = [:]
    var generation = 0
}

extension ExplorerState {
    /// What can be compared with: the named other first, then the scores that do not rank now.
    package var compareSides: [CompareSide] {
        let scores = [ScoreKind.instance, .global, .blend].filter { $0 != score }.map(CompareSide.score)
        let current: String? = if case .text(let words) = answer?.request.subject { words } else { nil }
        let earlier = memory.recentWords.first { $0.folded != current?.folded }
        return (health.comparedWith == nil ? [] : [.other]) + scores + (earlier.map { [.words($0)] } ?? [])
    }
}

extension Turn {
    /// Opens the page, or goes on to the next side when it is open.
    mutating func openComparison(isOpen: Bool) {
        let sides = state.compareSides
        compare(with: isOpen ? sides.following(state.comparison.side, by: 1) : sides[0])
    }

    /// Ranks by other words as well; the same words again tell nothing.
    mutating func compareWording(_ words: String) {
        guard !words.allSatisfy(\.isWhitespace) else { return openComparison(isOpen: false) }
        compare(with: .words(words))
    }

    /// Back from the line for other words to the page.
    mutating func compareAgain() { state.overlay = .compare(cursor: 0) }

    private mutating func compare(with side: CompareSide) {
        state.comparison.side = side
        state.overlay = .compare(cursor: 0)
        (state.comparison.moves, state.comparison.places) = (nil, [:])
        state.comparison.problem = nil
        state.comparison.generation += 1
        guard var request = state.answer?.request else { return }
        request.maps = false
        effects.append(.compare(request, with: state.comparison.side, generation: state.comparison.generation))
    }

    mutating func receiveComparison(_ rows: [ComparedRow], _ generation: Int) {
        guard generation == state.comparison.generation, let answer = state.answer else { return }
        let own = answer.matches
        let ranked = rows.filter { $0.place != .onlyHere }
        state.comparison.moves = RankingMoves(left: own.map(\.image), right: ranked.map(\.image), top: ComparePage.top)
        state.comparison.places = Dictionary(rows.map { ($0.image, $0.place) }, uniquingKeysWith: { first, _ in first })
        state.comparison.titles = Dictionary(
            // A run knows photos, not which product of a photo was found: the list's own row does.
            own.map { ($0.image, $0.product.name) } + rows.map { ($0.image, $0.title) },
            uniquingKeysWith: { first, second in first.isEmpty ? second : first })
    }

    mutating func failComparison(_ problem: String, _ generation: Int) {
        if generation == state.comparison.generation { state.comparison.problem = problem }
    }

    /// Goes to the photo on the page's cursor, when the ranking on the screen has it.
    mutating func goToCompared(_ cursor: Int) {
        guard let documents = state.comparison.moves?.documents, documents.indices.contains(cursor),
            let row = state.answer?.matches.firstIndex(where: { $0.image == documents[cursor].document })
        else {
            state.overlay = .compare(cursor: cursor)
            let document = state.comparison.moves?.documents.dropFirst(cursor).first?.document ?? ""
            let isHere = state.comparison.places[document] != .onlyThere
            state.notice = isHere ? .beyondRows(state.answer?.matches.count ?? 0) : .notHere
            return
        }
        state.focus = .rows
        state.cursor = row
        keepCursorVisible()
        lookAtRow()
    }
}

extension SearchRequest {
    /// The same question by another score, or other words by the same score; nil where no search answers it.
    package func beside(_ side: CompareSide) -> SearchRequest? {
        var other = self
        switch side {
        case .score(let score): other.score = score
        case .words(let words): other.subject = .text(words)
        case .other: return nil
        }
        return other
    }
}

extension ExplorerEngine {
    /// Another score and other words need nothing but a search; an engine that knows another ranking has its own.
    package func compared(
        _ request: SearchRequest, with side: CompareSide, isCancelled: () -> Bool
    ) throws -> [ComparedRow] {
        guard let other = request.beside(side) else { throw InputFault("compare", "there is no other ranking") }
        return try search(other, isCancelled: isCancelled).matches.map { ComparedRow(image: $0.image, title: $0.product.name) }
    }
}
