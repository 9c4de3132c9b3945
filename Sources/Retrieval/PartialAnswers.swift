// What a long search has found before it is done: rows of the pictures seen so far, published now and then.
import Domain
import Foundation
import InstanceIndex

/// How often a long search says what it has found.
package struct PartialReporting: Sendable {
    /// Milliseconds before the first report and between two of them: what is done sooner needs none.
    package var pause: Double
    /// Pictures between two looks at the clock; nil for what suits the machine.
    package var picturesPerPart: Int?

    package init(pause: Double = 100, picturesPerPart: Int? = nil) {
        self.pause = pause
        self.picturesPerPart = picturesPerPart
    }
}

/// The reports of one search.
final class PartialAnswers {
    private let ranking: Ranking
    private let publish: (SearchAnswer) -> Void
    private var last = DispatchTime.now().uptimeNanoseconds

    init(ranking: Ranking, publish: @escaping (SearchAnswer) -> Void) {
        self.ranking = ranking
        self.publish = publish
    }

    /// Publishes the rows where the last report is long enough ago.
    func report(_ pictures: Int, _ rows: () -> [RankedRow]) {
        let now = DispatchTime.now().uptimeNanoseconds
        guard Double(now - last) / 1e6 >= ranking.engine.reporting.pause else { return }
        // Rows that cannot be dressed are an error of the whole search, which tells it.
        if let answer = try? answer(rows(), pictures) { publish(answer) }
        last = DispatchTime.now().uptimeNanoseconds
    }

    private func answer(_ rows: [RankedRow], _ pictures: Int) throws -> SearchAnswer {
        let builder = MatchBuilder(engine: ranking.engine, query: ranking.query, request: ranking.request)
        var matches = try builder.matches(rows)
        // A chance is that of a row among all photos.
        for row in matches.indices { matches[row].probability = nil }
        let all = ranking.engine.index.pictureCount
        var answer = SearchAnswer(
            request: ranking.request, reading: ranking.query.reading, matches: matches,
            total: ranking.allowed?.count ?? all)
        answer.searched = Double(pictures) / Double(max(1, all))
        return answer
    }
}
