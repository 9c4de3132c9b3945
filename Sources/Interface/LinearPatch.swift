// The patch cursor in lines: where it goes is said with it ("patch left", "patch 5 10"), so that "up" and "down" stay rows;
// what the screen writes under the photo is told as a sentence.
import Domain
import Explorer

/// What follows the word for the patch cursor.
enum PatchCommand: Equatable {
    case here, peak, leave
    case step(PatchMove, times: Int)
    /// From 1, from the top left.
    case place(row: Int, column: Int)

    private static let moves: [(move: PatchMove, words: Set<String>)] = [
        (.left, ["left", "l", "左"]), (.right, ["right", "r", "右"]), (.up, ["up", "u", "上"]), (.down, ["down", "d", "下"]),
        (.leave, ["off", "leave", "close", "終了", "閉じる", "切"]),
    ]

    /// nil for words that are no place: they are asked for.
    init?(_ rest: String) {
        let words = rest.folded.split { $0 == " " || $0 == "," || $0 == "、" }.map(String.init)
        if words.isEmpty {
            self = .here
        } else if words == ["peak"] || words == ["頂点"] {
            self = .peak
        } else if let place = Self.place(rest.folded) {
            self = place
        } else if let move = Self.moves.first(where: { $0.words.contains(words[0]) })?.move, words.count <= 2 {
            guard let times = words.count == 1 ? 1 : Int(words[1]), (1...1_000).contains(times) else { return nil }
            if move == .leave, words.count == 2 { return nil }
            self = move == .leave ? .leave : .step(move, times: times)
        } else {
            return nil
        }
    }

    /// "5 10", "5,10", "row 5 column 10", 「5 行 10 列」.
    private static func place(_ text: String) -> PatchCommand? {
        let bare = ["row", "column", "行", "列", ",", "、"].reduce(text) { $0.replacing($1, with: " ") }
        let numbers = bare.split(separator: " ").map { Int($0) }
        guard numbers.count == 2, let row = numbers[0], let column = numbers[1] else { return nil }
        return .place(row: row, column: column)
    }
}

extension LinearReader {
    mutating func patch(_ rest: String, _ state: ExplorerState) -> LinearStep? {
        guard let command = PatchCommand(rest) else { return nil }
        let put: [Event] = closed(state) + (state.probe.patch == nil ? [.run(.patchCursor)] : [])
        // There is no photo, or it is not read: the action says so itself.
        guard state.obstacle(to: .patchCursor) == nil, let map = state.shownMap else { return .events([.run(.patchCursor)]) }
        switch command {
        case .here: return put.isEmpty ? .say(LinearVoice(state: state, keys: keys).patch) : move(put)
        case .peak: return move(put + [.point(.patch(map.peak))])
        case .leave:
            guard state.probe.patch != nil else { return .say([LinearPhrase.noPatch.said(in: state.language)]) }
            return .events([.patch(.leave)])
        case .place(let row, let column):
            guard (1...map.rows).contains(row), (1...map.columns).contains(column) else {
                return .say([LinearPhrase.patchesEnd(rows: map.rows, columns: map.columns).said(in: state.language)])
            }
            return move(put + [.point(.patch((row - 1) * map.columns + column - 1))])
        case .step(let move, let times):
            let events = put + [Event](repeating: .patch(move), count: times)
            let moved = events.reduce(state) { reduce($0, $1).0 }
            guard moved.probe.patch != state.probe.patch else {
                return .say([LinearPhrase.patchAtEdge.said(in: state.language)])
            }
            return .events(events)
        }
    }

    /// Told also where the cursor is there already.
    private mutating func move(_ events: [Event]) -> LinearStep {
        request = .patch
        return .events(events)
    }
}

extension LinearVoice {
    /// Where the patch cursor is, and every query's share there; nothing while it is nowhere.
    var patch: [String] {
        guard let patch = state.probe.patch, let map = state.shownMap, patch < map.patchCount else { return [] }
        let place = say(.patch(row: patch / map.columns + 1, column: patch % map.columns + 1))
        let isBlanked = state.blankedPatches.contains(patch)
        let parts = [place, map.placeOf(patch, in: language), isBlanked ? say(.blankedPatch) : nil].compactMap { $0 }
        var lines = [parts.joined(separator: say(.comma))]
        guard let reading = state.reading, reading.image == state.shownImage else { return lines }
        lines.append(shares(of: patch, reading))
        // A head's reading names the patch again; it is said only where it is the map.
        if let read = drawing.readingSentence(map, columns: .max) { lines.append(read) }
        return lines
    }

    private func say(_ phrase: ProbePhrase) -> String { Phrase.probe(phrase).said(in: language) }

    /// Queries with next to nothing are named last, without their noughts.
    private func shares(of patch: Int, _ reading: PictureReading) -> String {
        let all = drawing.patchShares(patch, reading)
        let some = all.filter { $0.own != "0.0" || $0.among != "0.0" }
        let none = all.filter { $0.own == "0.0" && $0.among == "0.0" }.map { String(InstanceReading.letter($0.instance)) }
        let numbers = some.map { say(.patchShare(InstanceReading.letter($0.instance), own: $0.own, among: $0.among)) }
        let rest = none.isEmpty ? [] : [say(.patchNothing(none.joined(separator: language == .en ? " " : "・")))]
        let ofWhat = drawing.shownLayer != nil || state.mapIsOfEncoder ? say(.lastLayer) + " " : ""
        return ofWhat + say(.patchShares) + (numbers + rest).joined(separator: say(.comma))
    }
}

extension AttentionMap {
    /// Where a patch lies in the picture, in words: "the upper left corner".
    fileprivate func placeOf(_ patch: Int, in language: Language) -> String {
        let alone = AttentionMap(
            rows: rows, columns: columns, axis: axis, layer: layer, frame: frame,
            weights: weights.indices.map { $0 == patch ? 1 : 0 })
        return alone.region(holding: 1).place(in: language)
    }
}
