// The merges of one word in n log n steps: a chain of pieces, and a heap of the pairs in it by the order in which they were
// learned. A pasted page without a blank is one word.

/// Pieces that are merged pair by pair.
struct MergeChain {
    private var pieces: [Int]
    /// The places before and behind each piece; -1 and `pieces.count` at the ends.
    private var before: [Int]
    private var behind: [Int]
    private var isGone: [Bool]
    private var waiting = PairHeap()

    init(_ ids: [Int]) {
        pieces = ids
        before = ids.indices.map { $0 - 1 }
        behind = ids.indices.map { $0 + 1 }
        isGone = Array(repeating: false, count: ids.count)
    }

    /// What is left.
    var ids: [Int] { pieces.indices.filter { !isGone[$0] }.map { pieces[$0] } }

    /// Merges until nothing can be merged.
    /// - Parameter rule: the rank of a pair, the lowest first, and the piece it becomes; nil where it is no pair.
    mutating func mergeAll(_ rule: (Int, Int) -> (rank: Int, id: Int)?) {
        for place in pieces.indices.dropLast() { wait(at: place, rule) }
        while let (rank, place) = waiting.pop() {
            // The pair may have changed since it was put there.
            guard !isGone[place], let merge = merge(at: place, rule), merge.rank == rank else { continue }
            join(place, as: merge.id)
            if before[place] >= 0 { wait(at: before[place], rule) }
            wait(at: place, rule)
        }
    }

    private func merge(at place: Int, _ rule: (Int, Int) -> (rank: Int, id: Int)?) -> (rank: Int, id: Int)? {
        behind[place] < pieces.count ? rule(pieces[place], pieces[behind[place]]) : nil
    }

    private mutating func wait(at place: Int, _ rule: (Int, Int) -> (rank: Int, id: Int)?) {
        if let merge = merge(at: place, rule) { waiting.push(rank: merge.rank, place: place) }
    }

    private mutating func join(_ place: Int, as id: Int) {
        let taken = behind[place]
        pieces[place] = id
        isGone[taken] = true
        behind[place] = behind[taken]
        if behind[taken] < pieces.count { before[behind[taken]] = place }
    }
}

/// Pairs by rank, then by place: a binary heap.
private struct PairHeap {
    private var keys: [UInt64] = []

    mutating func push(rank: Int, place: Int) {
        keys.append(UInt64(UInt32(rank)) << 32 | UInt64(UInt32(place)))
        var child = keys.count - 1
        while child > 0, keys[child] < keys[(child - 1) / 2] {
            keys.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func pop() -> (rank: Int, place: Int)? {
        guard let first = keys.first, let last = keys.popLast() else { return nil }
        if !keys.isEmpty {
            keys[0] = last
            sink()
        }
        return (Int(first >> 32), Int(first & 0xFFFF_FFFF))
    }

    private mutating func sink() {
        var parent = 0
        while 2 * parent + 1 < keys.count {
            var child = 2 * parent + 1
            if child + 1 < keys.count, keys[child + 1] < keys[child] { child += 1 }
            guard keys[child] < keys[parent] else { return }
            keys.swapAt(child, parent)
            parent = child
        }
    }
}
