// A list of questions to be checked one after the other, as before a launch: the doubtful ones first, with what was judged
// already. The list itself is a file of the person's; what was looked at is in the journal.
import Domain

/// What the best row of a question says without being looked at.
package struct QueryGlance: Equatable, Sendable {
    /// What the best photo is filed as; empty where nothing was found.
    package var title: String
    /// The product that title belongs to: its title in the language of the screen.
    package var productID: String?
    package var score: Float
    /// The calibrated chance that it is right; nil where there is none.
    package var probability: Float?
    /// Words training never saw.
    package var unseenWords: [String]
    /// The best photo and its instance; nil where nothing was found.
    package var best: Best?
    /// Words of the question that no title of the best photo holds.
    package var missingWords: [String]

    package init(
        title: String, score: Float, probability: Float?, unseenWords: [String] = [], missingWords: [String] = [],
        best: Best? = nil
    ) {
        self.missingWords = missingWords
        self.best = best
        self.title = title
        self.score = score
        self.probability = probability
        self.unseenWords = unseenWords
    }
}

extension QueryGlance {
    /// A photo and one of its instances, from 1.
    package struct Best: Equatable, Sendable {
        package var image: String
        package var instance: Int
    }
}

/// The questions of a file, in its order.
package struct QuerySet: Equatable, Sendable {
    package internal(set) var name = ""
    package private(set) var questions: [QuerySubject] = []
    /// What verdicts on each are filed under: made once, since every frame asks for them.
    package private(set) var keys: [String] = []
    /// By question, as far as they were asked.
    package private(set) var glances: [QueryGlance] = []
    /// Positions of the questions, the doubtful ones first once all were asked.
    package private(set) var order: [Int] = []
    /// Places in that order, by the question's key: every frame looks for one.
    private var places: [String: Int] = [:]
    /// The place gone to last.
    var last: Int?

    init() {}

    /// A question that stands there twice is one: walking on would never leave it.
    init(name: String, _ all: [QuerySubject]) {
        var seen: Set<String> = []
        self.name = name
        questions = all.filter { seen.insert($0.key).inserted }
        keys = questions.map(\.key)
        put(Array(questions.indices))
    }

    /// Where a question stands in the order, from 0; nil for one that is not in the list.
    func place(of question: QuerySubject) -> Int? { places[question.key] }

    /// The number of a question, from 0, by its key; nil for one that is not in the list.
    func position(ofKey key: String) -> Int? { places[key].map { order[$0] } }

    mutating func add(_ more: [QueryGlance]) {
        glances += more
        guard glances.count == questions.count else { return }
        put(questions.indices.sorted { (doubt($0), $0) < (doubt($1), $1) })
    }

    private mutating func put(_ order: [Int]) {
        self.order = order
        places = Dictionary(order.enumerated().map { (keys[$1], $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Less is more doubtful: first what the best photo's own titles do not say, among equals the less likely one. A sum has no
    /// chance and stands in the middle: its score is none.
    private func doubt(_ position: Int) -> Float {
        let glance = glances[position]
        return (glance.missingWords.isEmpty ? 1 : 0) + (glance.probability ?? 0.5)
    }
}

extension QueryGlance {
    /// The glance of an answer.
    package init(_ answer: SearchAnswer) {
        let first = answer.matches.first
        self.init(
            title: first?.product.name ?? "", score: first?.score ?? 0, probability: first?.probability,
            unseenWords: answer.reading.unseenWords, missingWords: answer.missingWords,
            best: first.map { Best(image: $0.image, instance: $0.instance) })
        productID = first?.product.productID
    }
}

extension ExplorerState {
    /// Where the question on the screen stands among those of the list, in the list's order by doubt, from 0; nil for any
    /// other question.
    package var querySetPlace: Int? {
        guard let subject, !querySet.questions.isEmpty else { return nil }
        return querySet.place(of: subject)
    }

    /// What was judged about each question of the list, by its key; those without a verdict left out.
    package var checkedQuestions: [String: CheckedQuestion] {
        let set = querySet
        return Dictionary(grouping: memory.verdicts.values, by: \.key.query).reduce(into: [:]) { checked, own in
            guard let position = set.position(ofKey: own.key) else { return }
            let best = set.glances.indices.contains(position) ? set.glances[position].best : nil
            checked[own.key] = CheckedQuestion(first: best.map { ($0.image, $0.instance) }, verdicts: own.value)
        }
    }

    /// Questions of the list that were looked at in this session.
    package var askedOfSet: Int { querySet.keys.count(where: memory.asked.contains) }

    /// Was a question of the list looked at in this session, now or earlier?
    package func wasAsked(_ position: Int) -> Bool { memory.asked.contains(querySet.keys[position]) }
}

extension Turn {
    mutating func receiveQueries(_ questions: [QuerySubject], name: String) {
        state.querySet = QuerySet(name: name, questions)
        glanceOn()
        openQuerySet()
    }

    /// A few at a time, so that a question of the person's own never waits behind all of them.
    private mutating func glanceOn() {
        let set = state.querySet
        let next = set.questions.dropFirst(set.glances.count).prefix(Self.glancesAtOnce)
        if !next.isEmpty { effects.append(.glance(next.map(glanced), first: set.glances.count)) }
    }

    private static let glancesAtOnce = 8

    mutating func receiveGlances(_ glances: [QueryGlance], first: Int) {
        guard first == state.querySet.glances.count else { return }
        let place = state.querySetPlace
        state.querySet.add(glances)
        glanceOn()
        // The list was put in order: the cursor goes along with the question on the screen.
        if state.querySet.glances.count == state.querySet.questions.count, case .queries? = state.overlay, place != nil {
            openQuerySet()
        }
    }

    /// One row without a map, by the score that ranks now.
    private func glanced(_ question: QuerySubject) -> SearchRequest {
        var request = request(question)
        (request.top, request.maps) = (1, false)
        return request
    }

    mutating func openQuerySet() {
        state.overlay = .queries(ListPage(cursor: state.querySetPlace ?? 0))
    }

    /// Goes to a question of the list by its place in the list's order.
    mutating func askOfSet(_ place: Int) {
        let order = state.querySet.order
        guard order.indices.contains(place) else { return }
        settle()
        state.overlay = nil
        state.marked = []
        state.querySet.last = place
        show(state.querySet.questions[order[place]])
        state.focus = .rows
        state.unrecordedQuery = .typed
        ask(keeping: nil)
        shine()
    }

    /// The next question of the list, or the one before: from the one asked last, whatever was asked beside the list since.
    mutating func stepQuery(_ step: Int) {
        let from = state.querySetPlace ?? state.querySet.last
        let place = from.map { $0 + step } ?? 0
        guard state.querySet.order.indices.contains(place) else {
            state.notice = .endOfQueries(isLast: step > 0)
            return
        }
        askOfSet(place)
    }
}
