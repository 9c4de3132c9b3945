// Which titles hold given words, and which a shortened title still describes.
import Preprocessing

struct TitlePostings: Sendable {
    /// Keys of titles by word.
    private let keys: [String: Set<String>]
    /// The different titles of a key.
    private let titles: [String: Set<String>]

    /// - Parameter titles: keys and titles; a key may have several.
    init(_ titles: [(key: String, title: String)]) {
        var keys: [String: Set<String>] = [:], byKey: [String: Set<String>] = [:]
        for (key, title) in titles where byKey[key, default: []].insert(title).inserted {
            for word in KnownWords.words(of: title) { keys[word, default: []].insert(key) }
        }
        (self.keys, self.titles) = (keys, byKey)
    }

    /// Keys of the titles that hold every word of a text, wherever it stands.
    private func keys(holding text: String) -> Set<String> {
        let lists = KnownWords.words(of: text).map { keys[$0] ?? [] }.sorted { $0.count < $1.count }
        guard let first = lists.first else { return [] }
        return lists.dropFirst().reduce(first) { $0.intersection($1) }
    }

    /// Keys with a title that a shortened one still describes: words that belong together must belong together in it.
    func keys(describedBy text: String, language: String) -> Set<String> {
        keys(holding: text, answering: TitleParts(text, language: language), language: language)
    }

    /// Keys with a title that answers a question.
    func keys(answering question: ShortQuestion, language: String) -> Set<String> {
        keys(holding: question.text, answering: question.asked, language: language)
    }

    private func keys(holding text: String, answering asked: TitleParts, language: String) -> Set<String> {
        keys(holding: text).filter { key in
            (titles[key] ?? []).contains { TitleParts($0, language: language).answer(asked) }
        }
    }
}
