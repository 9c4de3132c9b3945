// The explorer as a conversation in lines, for screen readers, braille and scripts: a line is a command, a question or
// the number of a row. The same reducer answers it; only reading and telling are other than on the screen.
import Domain
import Explorer
import Foundation
import Screen

/// What a line asks for.
package enum LinearStep: Equatable, Sendable {
    case events([Event])
    /// Something to say; nothing changes.
    case say([String])
}

/// Something to be read out once the machine has answered.
enum LinearRequest: Equatable {
    case row, patch, photo
    /// Where the shown query looks.
    case sight
    /// What the last move of judge mode did.
    case news
    case lines([String])
}

/// Reads lines and tells what they changed.
package struct LinearReader: Sendable {
    let keys: KeyMap
    /// Rows of a list read out at once.
    static let page = 10
    /// Rows of a page read out at once.
    static let longPage = 30
    /// The first row that `more` reads: of the page on top, else of the list.
    var nextRow = 0
    /// What was asked for and is told behind what changed, also where nothing did.
    var request: LinearRequest?
    /// A line was read and not answered: silence would leave open whether it was heard.
    var owesAnswer = false

    package init(keys: KeyMap = .standard) {
        self.keys = keys
    }

    /// What a line means for a state.
    package mutating func read(_ line: String, _ state: ExplorerState) -> LinearStep {
        let step = meaning(of: line, state)
        if case .events(let events) = step { owesAnswer = !events.contains(.run(.quit)) }
        return step
    }

    private mutating func meaning(of line: String, _ state: ExplorerState) -> LinearStep {
        let line = line.trimmingCharacters(in: .whitespacesAndNewlines)
        if let judge = state.judge { return readJudging(line, state, judge) }
        if let overlay = state.overlay, overlay.isWriting, !line.isEmpty {
            if LinearCommand(line.folded) == .close { return .events([.overlay(.close)]) }
            return .events([.edit(.deleteToStart), .type(line), .overlay(.accept)])
        }
        guard let first = line.first else { return .say(LinearVoice(state: state, keys: keys).whereabouts) }
        if first == "/" || first == "／" { return ask(String(line.dropFirst()), state) }
        // "Q" is the key of the questions; folded it would be the word that quits. "0" is a key and no row.
        if line.count == 1, line != line.folded || line == "0", let action = action(onKey: line) { return run(action, state) }
        if let number = Int(line.folded) ?? rowNumber(line.folded) { return go(to: number, state) }
        let words = line.folded.split(separator: " ", maxSplits: 1).map(String.init)
        let rest = words.count > 1 ? String(line.drop { !$0.isWhitespace }.drop { $0.isWhitespace }) : ""
        if let command = LinearCommand(words[0]), let step = run(command, rest, state) { return step }
        if let action = action(named: line) { return run(action, state) }
        if line.folded == "?" { return run(.help, state) }
        return misused(words[0], rest, line, state) ?? ask(line, state)
    }

    // MARK: Commands with words behind them

    private mutating func run(_ command: LinearCommand, _ rest: String, _ state: ExplorerState) -> LinearStep? {
        switch command {
        case .next where rest.isEmpty: return step(1, state)
        case .previous where rest.isEmpty: return step(-1, state)
        case .like where rest.isEmpty: return .events(onRows(state) + [.run(.enter)])
        case .back where rest.isEmpty: return .events(state.overlay == nil ? [.run(.back)] : [.overlay(.close)])
        case .close where rest.isEmpty: return close(state)
        case .rows: return rows(Int(rest.folded), rest.isEmpty, state).map { joined(.rows, $0, state) }
        case .more where rest.isEmpty: return .say(more(state))
        case .help: return joined(.help, .say(help(rest, state.language, state)), state)
        case .describe where rest.isEmpty: return describe(state)
        case .good where rest.isEmpty: return .events(onRows(state) + [.run(.good)])
        case .bad where rest.isEmpty: return .events(onRows(state) + [.run(.bad)])
        case .bad, .reason: return bad(command, rest, state)
        case .query: return instance(rest, state)
        case .note where !rest.isEmpty: return write(.note, rest, state)
        case .share where !rest.isEmpty: return write(.share, rest, state)
        case .name where !rest.isEmpty: return write(.nameFilters, rest, state)
        case .filters: return .events([.run(.facets)] + (rest.isEmpty ? [] : [.type(rest)]))
        case .ask where !rest.isEmpty: return ask(rest, state)
        case .patch: return patch(rest, state)
        case .quit where rest.isEmpty: return .events([.run(.quit)])
        default: return nil
        }
    }

    /// Lines that a step of the tour waits for, with what ends it.
    private mutating func joined(_ step: TourStep, _ said: LinearStep, _ state: ExplorerState) -> LinearStep {
        let events = eventsOfTour(at: step, state)
        guard case .say(let lines) = said, !events.isEmpty else { return said }
        request = .lines(lines)
        return .events(events)
    }

    /// On the first row of an answer stands the cursor; the first step leads from there.
    private func step(_ rows: Int, _ state: ExplorerState) -> LinearStep {
        let cursor = state.isPicking ? state.pickerCursor : state.cursor
        let target = cursor + rows
        guard state.rowCount > 0 else { return .say([LinearPhrase.noRows.said(in: state.language)]) }
        guard target >= 0, target < state.rowCount else {
            return .say([(rows > 0 ? LinearPhrase.lastRow : .firstRow).said(in: state.language)])
        }
        return .events(closed(state) + [.point(.row(target))])
    }

    /// 3 of "row 3", 行 3, 3 行目 and 3 位.
    private func rowNumber(_ line: String) -> Int? {
        for start in ["row ", "行"] where line.hasPrefix(start) {
            return Int(line.dropFirst(start.count).trimmingCharacters(in: .whitespaces))
        }
        for end in ["行目", "行", "位"] where line.hasSuffix(end) {
            return Int(line.dropLast(end.count).trimmingCharacters(in: .whitespaces))
        }
        return nil
    }

    private mutating func go(to number: Int, _ state: ExplorerState) -> LinearStep {
        if let overlay = state.overlay { return go(to: number, on: overlay, state) }
        guard (1...max(1, state.rowCount)).contains(number), state.rowCount > 0 else {
            return .say([LinearPhrase.onlyRows(state.rowCount).said(in: state.language)])
        }
        // Who names the row one is on wants to hear it.
        if !state.isPicking, number - 1 == state.cursor { request = .row }
        let row = Event.point(.row(number - 1))
        return .events(state.isPicking ? [row, .run(.enter)] : [row])
    }

    /// Runs a row of a page; a page that only tells something reads it again and stays.
    private mutating func go(to number: Int, on overlay: Overlay, _ state: ExplorerState) -> LinearStep {
        let rows = OverlayContent(overlay, state, keys: keys).rows
        let numbered = rows.numbers
        guard let row = numbered.firstIndex(of: number) else {
            return .say([LinearPhrase.onlyRows(numbered.compactMap { $0 }.count).said(in: state.language)])
        }
        let move = Event.overlay(.to(row, count: rows.count))
        if overlay.isForReading {
            request = .lines(LinearVoice(state: state, keys: keys).readAgain(row, of: overlay))
            return .events([move])
        }
        let (moved, _) = reduce(state, move)
        let enter = keys.event(for: .named(.enter), in: moved)
        return .events([move] + (enter.map { [$0] } ?? []))
    }

    /// A verdict with its reason. "reason" may begin a question as well; alone it is the page of reasons.
    private func bad(_ command: LinearCommand, _ rest: String, _ state: ExplorerState) -> LinearStep? {
        if rest.isEmpty { return nil }
        guard let reason = Self.verdictReason(rest) else {
            if command == .reason, rest.contains(where: \.isWhitespace) { return nil }
            let names = VerdictReason.allCases.enumerated().map { "\($0.offset + 1) " + $0.element.said(in: state.language) }
            return .say([LinearPhrase.reasons(names).said(in: state.language)])
        }
        if let obstacle = state.obstacle(to: .reason) { return .events([.refused(.reason, obstacle)]) }
        return .events(onRows(state) + [.reason(reason)])
    }

    /// A reason by its number, its words in either language, a part of them, or its short name.
    static func verdictReason(_ words: String) -> VerdictReason? {
        let all = VerdictReason.allCases
        if let number = Int(words.folded), all.indices.contains(number - 1) { return all[number - 1] }
        let folded = words.folded
        guard !folded.isEmpty else { return nil }
        let forms = all.map { reason in
            Language.allCases.flatMap { [reason.said(in: $0).folded, JudgePhrase.shortReason(reason).said(in: $0).folded] }
                + [reason.rawValue.folded]
        }
        let place =
            all.indices.first { forms[$0].contains(folded) }
            ?? all.indices.first { index in forms[index].contains { $0.contains(folded) } }
        return place.map { all[$0] }
    }

    private mutating func instance(_ name: String, _ state: ExplorerState) -> LinearStep? {
        let folded = name.folded
        let lettered = (1...26).first { String(InstanceReading.letter($0)) == folded }
        guard let number = Int(folded) ?? lettered else { return name.isEmpty ? .events([.run(.nextInstance)]) : nil }
        let known = state.reading?.instances.map(\.instance) ?? []
        if state.obstacle(to: .nextInstance) == nil, let last = known.max(), !known.contains(number) {
            return .say([LinearPhrase.noSuchQuery(name, last: InstanceReading.letter(last)).said(in: state.language)])
        }
        request = .sight
        return .events([.instance(number)])
    }

    /// A page, else the list that a knock-out re-ranked: what Esc does on the screen.
    private mutating func close(_ state: ExplorerState) -> LinearStep {
        if state.overlay != nil { return .events([.overlay(.close)]) }
        guard state.knockOutShown != nil else { return .say([LinearPhrase.noPage.said(in: state.language)]) }
        request = .row
        return .events([.run(.stepBack)])
    }

    /// Opens the page of a line and writes it.
    private func write(_ action: Action, _ text: String, _ state: ExplorerState) -> LinearStep {
        if let obstacle = state.obstacle(to: action) { return .events([.refused(action, obstacle)]) }
        return .events([.run(action), .edit(.deleteToStart), .type(text), .overlay(.accept)])
    }

    private func ask(_ words: String, _ state: ExplorerState) -> LinearStep {
        let words = words.trimmingCharacters(in: .whitespaces)
        if words.isEmpty { return .events(closed(state) + [.run(.clearBox)]) }
        return .events(closed(state) + [.run(.newWords), .type(words)])
    }

    // MARK: Any action

    /// By its label in either language, its name in a keys file, or one of its keys.
    private func action(named line: String) -> Action? {
        let folded = line.folded
        return Action.allCases.first { action in
            Language.allCases.contains { action.label(in: $0).folded == folded } || action.rawValue.folded == folded
        } ?? action(onKey: line)
    }

    private func action(onKey line: String) -> Action? { Action.allCases.first { keys.allNames(of: $0).contains(line) } }

    private mutating func run(_ action: Action, _ state: ExplorerState) -> LinearStep {
        switch action {
        case .patchCursor: return patch("", state) ?? .events([.run(action)])
        case .zoom: return describe(state)
        case .mouse, .suspend, .redraw: return .say([action.spokenSentence(in: state.language)])
        case .down: return step(1, state)
        case .up: return step(-1, state)
        case .help, .palette: return joined(.help, .say(help("", state.language, state)), state)
        case .newWords, .focusBox: return .say([LinearPhrase.typeWords.said(in: state.language)])
        case .winner:
            request = .sight
            return .events([.run(.winner)])
        case .focusRows:
            // The key for the rows is on the page of a comparison that for the next side.
            if case .compare? = state.overlay { return .events([.run(.compare)]) }
            return .events(onRows(state))
        case .enter, .good, .bad, .reason, .mark, .withdraw, .note: return .events(onRows(state) + [.run(action)])
        case .stepBack: return .events(state.overlay == nil ? [.run(.stepBack)] : [.overlay(.close)])
        default: return .events([.run(action)])
        }
    }

    func onRows(_ state: ExplorerState) -> [Event] {
        closed(state) + (state.focus == .box && state.rowCount > 0 ? [.run(.focusRows)] : [])
    }

    func closed(_ state: ExplorerState) -> [Event] { state.overlay == nil ? [] : [.overlay(.close)] }
}

extension Overlay {
    /// Its rows say something, and there is nothing to run.
    var isForReading: Bool {
        switch self {
        case .inquiry(.why, _), .health, .history: true
        default: false
        }
    }

    /// The page is a line to be written: the next line is it.
    var isWriting: Bool {
        switch self {
        case .note, .share, .nameFilters, .wording: true
        default: false
        }
    }
}

/// Words that begin a line, in both languages.
enum LinearCommand: CaseIterable {
    case next, previous, like, back, close, rows, more, help, good, bad, reason, query, note, share, name, filters, ask, quit, patch
    case describe

    init?(_ word: String) {
        guard let found = Self.allCases.first(where: { $0.words.contains(word) }) else { return nil }
        self = found
    }

    var words: [String] {
        switch self {
        case .next: ["next", "n", "次"]
        case .previous: ["previous", "prev", "p", "前の行"]
        case .like: ["like", "pick", "似た物", "選ぶ"]
        case .back: ["back", "前へ"]
        case .close: ["close", "閉じる"]
        case .rows: ["rows", "list", "一覧"]
        case .more: ["more", "続き", "もっと"]
        case .help: ["help", "ヘルプ"]
        case .good: ["good", "良い"]
        case .bad: ["bad", "悪い"]
        case .reason: ["reason", "理由"]
        case .query: ["query", "クエリ"]
        case .note: ["note", "メモ"]
        case .share: ["share", "共有"]
        case .name: ["name", "名前"]
        case .filters: ["filters", "絞り込み"]
        case .ask: ["ask", "探す"]
        case .quit: ["quit", "exit", "q", "終了"]
        case .patch: ["patch", "区画"]
        case .describe: ["describe", "説明"]
        }
    }
}
