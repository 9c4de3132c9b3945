// Learns the pieces of a catalog's titles: the most frequent pair of neighbours becomes a piece, again and again.
// Deterministic (ties go to the pair learned from earlier pieces), every language of the catalog at once, seconds for
// fifty thousand titles: words are counted once and only the words that hold a merged pair are touched.
import Domain

/// Byte-pair training over titles.
package enum TokenizerTrainer {
    /// Padding, start and the 256 bytes.
    static let reserved = 258
    /// A pair met less often than this is chance, not a piece.
    static let leastCount = 2

    /// Trains a tokenizer.
    /// - Parameters:
    ///   - titles: titles as training will see them: every language, with noised copies where noise is used.
    ///   - pieces: vocabulary wanted, at least 512; a text with too few repeated pairs gives fewer.
    package static func train(titles: [String], pieces: Int) throws -> Tokenizer {
        precondition(pieces >= 512, "\(pieces) pieces leave no room beside the bytes")
        var table = PieceTable()
        let words = countedWords(titles)
        let alphabet = frequentScalars(words, most: (pieces - reserved) / 2)
        for scalar in alphabet { table.add(String(Character(scalar))) }
        var merger = PairMerger(words: words.map { (ids: table.symbols(of: $0.scalars), count: $0.count) })
        var merges: [TokenizerDocument.Merge] = []
        while table.names.count < pieces, let (left, right) = merger.mostFrequentPair(atLeast: leastCount) {
            merges.append(.init(left: table.names[left], right: table.names[right]))
            merger.merge(left, right, into: table.add(table.names[left] + table.names[right]))
        }
        return try Tokenizer(json: TokenizerDocument(model: .init(vocab: table.ids, merges: merges)).json())
    }

    /// A vocabulary size that suits a text: room for its characters and for each word it repeats, in steps of
    /// 1,024 (the bilingual demo), 2,048, 4,096 and 8,000.
    package static func recommendedPieces(for titles: [String]) -> Int {
        let words = countedWords(titles)
        let repeated = words.count { $0.count > leastCount }
        let wanted = reserved + frequentScalars(words, most: 4_000).count + repeated
        return [1_024, 2_048, 4_096].first { wanted <= $0 } ?? 8_000
    }
}

// MARK: - Counting

extension TokenizerTrainer {
    struct CountedWord {
        let scalars: [Unicode.Scalar]
        let count: Int
    }

    /// The runs of all titles with how often each occurs, in an order that depends on the titles alone.
    static func countedWords(_ titles: [String]) -> [CountedWord] {
        var counts: [[Unicode.Scalar]: Int] = [:]
        for title in titles {
            for run in ScriptRun.runs(of: Tokenizer.normalized(title).unicodeScalars) {
                counts[run.text, default: 0] += 1
            }
        }
        return counts.map { CountedWord(scalars: $0.key, count: $0.value) }
            .sorted { $0.scalars.lexicographicallyPrecedes($1.scalars) }
    }

    /// The most frequent characters; the others are left to their bytes.
    static func frequentScalars(_ words: [CountedWord], most: Int) -> [Unicode.Scalar] {
        var counts: [Unicode.Scalar: Int] = [:]
        for word in words {
            for scalar in word.scalars { counts[scalar, default: 0] += word.count }
        }
        let ordered = counts.filter { $0.value >= leastCount }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return ordered.prefix(most).map(\.key)
    }
}

/// Pieces and their ids as they grow.
private struct PieceTable {
    var names: [String] = []
    var ids: [String: Int] = [:]

    init() {
        for name in [Tokenizer.padding, Tokenizer.start] { add(name) }
        for byte in UInt8.min...UInt8.max { add(Tokenizer.byteName(byte)) }
    }

    /// The id of a piece, new or known: two different pairs can spell the same piece.
    @discardableResult
    mutating func add(_ name: String) -> Int {
        if let known = ids[name] { return known }
        ids[name] = names.count
        names.append(name)
        return names.count - 1
    }

    /// The ids of a word's characters. A character outside the alphabet ends up as bytes, which never merge: -1.
    func symbols(of scalars: [Unicode.Scalar]) -> [Int] {
        scalars.map { ids[String(Character($0))] ?? -1 }
    }
}

// MARK: - Pairs

/// Words as ids, with the count of every pair of neighbours kept up to date while pairs merge.
private struct PairMerger {
    private var words: [(ids: [Int], count: Int)]
    private var counts: [UInt64: Int] = [:]
    private var homes: [UInt64: [Int]] = [:]
    private var queue = PairQueue()

    init(words: [(ids: [Int], count: Int)]) {
        self.words = words
        for word in words.indices { count(word, sign: 1) }
        for (pair, count) in counts { queue.push(.init(count: count, pair: pair)) }
    }

    /// The most frequent pair; of equals the one of earlier pieces. Counts in the queue may be out of date, and are
    /// checked when they come to the top.
    mutating func mostFrequentPair(atLeast least: Int) -> (Int, Int)? {
        while let top = queue.pop() {
            let count = counts[top.pair] ?? 0
            if count == top.count, count >= least { return (Int(top.pair >> 32), Int(top.pair & 0xFFFF_FFFF)) }
            if count >= least, count < top.count { queue.push(.init(count: count, pair: top.pair)) }
        }
        return nil
    }

    mutating func merge(_ left: Int, _ right: Int, into merged: Int) {
        let pair = Tokenizer.pairKey(left, right)
        var grown: Set<UInt64> = []
        for word in homes.removeValue(forKey: pair) ?? [] {
            let ids = Tokenizer.merging(words[word].ids, pair: pair, into: merged)
            guard ids.count < words[word].ids.count else { continue }
            count(word, sign: -1)
            words[word].ids = ids
            count(word, sign: 1)
            for neighbours in zip(ids, ids.dropFirst()) where neighbours.0 == merged || neighbours.1 == merged {
                if neighbours.0 >= 0 && neighbours.1 >= 0 {
                    grown.insert(Tokenizer.pairKey(neighbours.0, neighbours.1))
                }
            }
        }
        for pair in grown { queue.push(.init(count: counts[pair] ?? 0, pair: pair)) }
    }

    private mutating func count(_ word: Int, sign: Int) {
        let (ids, weight) = words[word]
        for (left, right) in zip(ids, ids.dropFirst()) where left >= 0 && right >= 0 {
            let pair = Tokenizer.pairKey(left, right)
            counts[pair, default: 0] += sign * weight
            if sign > 0 && homes[pair]?.last != word { homes[pair, default: []].append(word) }
        }
    }
}

/// A binary heap of pairs, the most frequent on top.
private struct PairQueue {
    struct Entry {
        let count: Int
        let pair: UInt64
        func precedes(_ other: Entry) -> Bool { count != other.count ? count > other.count : pair < other.pair }
    }

    private var entries: [Entry] = []

    mutating func push(_ entry: Entry) {
        entries.append(entry)
        var child = entries.count - 1
        while child > 0, entries[child].precedes(entries[(child - 1) / 2]) {
            entries.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func pop() -> Entry? {
        guard let top = entries.first, let last = entries.popLast() else { return nil }
        guard !entries.isEmpty else { return top }
        entries[0] = last
        var parent = 0
        while true {
            let children = [2 * parent + 1, 2 * parent + 2].filter { $0 < entries.count }
            guard let best = children.min(by: { entries[$0].precedes(entries[$1]) }),
                entries[best].precedes(entries[parent])
            else { return top }
            entries.swapAt(best, parent)
            parent = best
        }
    }
}
