// Which titles hold given words: what a shortened title still describes.
import Preprocessing

struct TitlePostings: Sendable {
    /// Keys of titles by word.
    private let keys: [String: Set<String>]

    /// - Parameter titles: a title per key.
    init(_ titles: [(key: String, title: String)]) {
        var keys: [String: Set<String>] = [:]
        for (key, title) in titles { for word in KnownWords.words(of: title) { keys[word, default: []].insert(key) } }
        self.keys = keys
    }

    /// Keys of the titles that hold every word of a text.
    func keys(holding text: String) -> Set<String> {
        let lists = KnownWords.words(of: text).map { keys[$0] ?? [] }.sorted { $0.count < $1.count }
        guard let first = lists.first else { return [] }
        return lists.dropFirst().reduce(first) { $0.intersection($1) }
    }
}
