// What undo and redo did, in words: which row, and what its verdict is now.
import Domain
import Explorer

/// A verdict that undo or redo changed.
struct VerdictTurn: Equatable {
    /// What it is no more; nil for none.
    let gone: Grade?
    /// What it is now; nil for none.
    let now: Grade?

    func english(_ place: String) -> String {
        func name(_ grade: Grade) -> String { grade == .good ? "good" : "bad" }
        switch (gone, now) {
        case (let gone?, nil): return "\(place): \(name(gone)) is taken back"
        case (let gone, let now?): return gone == now ? "\(place): \(name(now)), as it was" : "\(place) is \(name(now)) again"
        case (nil, nil): return "\(place): as it was"
        }
    }

    func japanese(_ place: String) -> String {
        func name(_ grade: Grade) -> String { grade == .good ? "「良い」" : "「悪い」" }
        switch (gone, now) {
        case (let gone?, nil): return "\(place)の\(name(gone))を取り消しました"
        case (let gone, let now?): return gone == now ? "\(place)の\(name(now))を元に戻しました" : "\(place)を\(name(now))に戻しました"
        case (nil, nil): return "\(place)を元に戻しました"
        }
    }
}

extension Drawing {
    /// - Parameter change: the only one, or one of `count`.
    func said(_ change: VerdictChange, _ count: Int, isUndone: Bool) -> String {
        if let naming = change.naming {
            let isThere = (isUndone ? naming.before : naming.after) != nil
            return say(.news(isThere ? .nameBack(naming.name) : .nameGone(naming.name)))
        }
        if count > 1 { return say(isUndone ? .undone(count) : .redone(count)) }
        let (before, after) = (change.before?.grade, change.after?.grade)
        let turn = VerdictTurn(gone: isUndone ? after : before, now: isUndone ? before : after)
        return say(.changed(turn, place(of: change.key)))
    }

    /// "row 2" where the photo stands among the rows, else the photo's name.
    private func place(of key: VerdictKey) -> String {
        let match = state.isPicking ? nil : state.answer?.matches.first { state.key(of: $0) == key }
        return match.map { say(.rowOfRank($0.rank)) } ?? shortName(key.image)
    }
}
