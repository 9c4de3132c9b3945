// Judge mode in lines: a line is a verdict, a move or words for a note, never a question, so that nothing typed by mistake
// goes anywhere. The same moves as by key; what is said is in LinearJudgeVoice.
import Domain
import Explorer

extension LinearReader {
    /// What a line means while pairs are judged.
    mutating func readJudging(_ line: String, _ state: ExplorerState, _ judge: JudgeState) -> LinearStep {
        let folded = line.folded.replacing("’", with: "'")
        if case .note = judge.page { return noteLine(line, folded, state) }
        let voice = LinearJudgeVoice(state: state, judge: judge)
        if line.isEmpty { return .say(voice.whereabouts) }
        if let number = Int(folded) { return judgeNumber(number, state, judge) }
        if let level = Self.level(folded, judge.queue.scale) { return judged([.grade(level)], judge) }
        if let move = JudgeLine.moves.first(where: { $0.names(folded) })?.move { return judged([move], judge) }
        let words = folded.split(separator: " ", maxSplits: 1).map(String.init)
        let rest = words.count > 1 ? String(line.drop { !$0.isWhitespace }.drop { $0.isWhitespace }) : ""
        guard let command = JudgeLine.allCases.first(where: { $0.words.contains(words[0]) || $0.words.contains(folded) }) else {
            return .say([LinearJudgePhrase.unknown(line).said(in: state.language)])
        }
        return run(command, command.words.contains(folded) ? "" : rest, state, judge)
    }

    private mutating func run(_ command: JudgeLine, _ rest: String, _ state: ExplorerState, _ judge: JudgeState) -> LinearStep {
        let voice = LinearJudgeVoice(state: state, judge: judge)
        switch command {
        case .good where rest.isEmpty && judge.queue.scale.isBinary: return judged([.grade(1)], judge)
        case .good: return .say([voice.howTo])
        case .bad where rest.isEmpty: return judged([.grade(0)], judge)
        case .bad: return Self.verdictReason(rest).map { judged([.bad($0)], judge) } ?? .say([voice.reasons])
        case .reason: return Self.verdictReason(rest).map { judged([.reason($0)], judge) } ?? .say([voice.reasons])
        case .note where rest.isEmpty: return judged([.note], judge)
        case .note: return judged([.note, .edited(.deleteToStart), .typed(rest), .accept], judge)
        case .box: return box(rest, state, judge)
        case .guidelines: return .say(voice.guidelines)
        case .help: return .say(voice.help)
        case .pace: return .say(voice.progress)
        case .region: return .say([voice.region])
        case .close: return judged([.close], judge)
        case .quit: return .events([.run(.quit)])
        }
    }

    /// A page on the way is left first; the list of what was done is the only one that stays.
    private mutating func judged(_ moves: [JudgeMove], _ judge: JudgeState) -> LinearStep {
        request = .news
        let leaves = judge.page != nil && moves != [.close]
        return .events((leaves ? [.judge(.close)] : []) + moves.map(Event.judge))
    }

    /// The line that a note waits for.
    private mutating func noteLine(_ line: String, _ folded: String, _ state: ExplorerState) -> LinearStep {
        request = .news
        if line.isEmpty || JudgeLine.close.words.contains(folded) { return .events([.judge(.close)]) }
        return .events([.edited(.deleteToStart), .typed(line), .accept].map(Event.judge))
    }

    /// A row of the list of what was done; else a grade, or on a scale of two the reason of the last negative verdict.
    private mutating func judgeNumber(_ number: Int, _ state: ExplorerState, _ judge: JudgeState) -> LinearStep {
        let voice = LinearJudgeVoice(state: state, judge: judge)
        if case .history(let row) = judge.page {
            let count = state.judgeChanges.count
            guard (1...max(1, count)).contains(number), count > 0 else {
                return .say([LinearPhrase.onlyRows(count).said(in: state.language)])
            }
            request = .news
            return .events([.judge(.line(number - 1 - row)), .judge(.accept)])
        }
        if judge.queue.scale.isBinary {
            let all = VerdictReason.allCases
            return all.indices.contains(number - 1) ? judged([.reason(all[number - 1])], judge) : .say([voice.reasons])
        }
        guard judge.queue.scale.names.indices.contains(number) else { return .say([voice.howTo]) }
        return judged([.grade(number)], judge)
    }

    /// The level that a line names, in either language; a scale's own names as they are.
    private static func level(_ folded: String, _ scale: JudgeScale) -> Int? {
        scale.names.indices.first { level in
            Language.allCases.contains { JudgePhrase.level(level, scale).said(in: $0).folded == folded }
        }
    }

    /// A box by the rows and columns of two corners; the cursor's way there is the screen's.
    private mutating func box(_ rest: String, _ state: ExplorerState, _ judge: JudgeState) -> LinearStep {
        let numbers = rest.folded.split { !$0.isNumber }.compactMap { Int($0) }
        let (started, _) = reduce(state, .judge(.box))
        guard case .box(let draft)? = started.judge?.page, let map = started.judgedMap else { return judged([.box], judge) }
        let corners = numbers.count == 2 ? numbers + numbers : numbers
        guard corners.count == 4, [0, 2].allSatisfy({ (1...map.rows).contains(corners[$0]) }),
            [1, 3].allSatisfy({ (1...map.columns).contains(corners[$0]) })
        else { return .say([LinearJudgePhrase.boxHowTo(rows: map.rows, columns: map.columns).said(in: state.language)]) }
        func step(_ rows: Int, _ columns: Int) -> JudgeMove { .boxStep(rows: rows, columns: columns, extends: false) }
        return judged(
            [
                .box, step(corners[0] - 1 - draft.row, corners[1] - 1 - draft.column), .boxAnchor,
                step(corners[2] - corners[0], corners[3] - corners[1]), .accept,
            ], judge)
    }
}

/// Words of judge mode that take others behind them, or are answered without a move.
enum JudgeLine: CaseIterable {
    case good, bad, reason, note, box, guidelines, help, pace, region, close, quit

    var words: [String] {
        switch self {
        case .good: ["good", "g", "良い"]
        case .bad: ["bad", "x", "悪い"]
        case .reason: ["reason", "reasons", "理由"]
        case .note: ["note", "メモ"]
        case .box: ["box", "枠"]
        case .guidelines: ["guidelines", "基準"]
        case .help: ["help", "?", "ヘルプ"]
        case .pace: ["pace", "progress", "ペース", "進み"]
        case .region: ["region", "領域", "region on, off", "領域の表示"]
        case .close: ["close", "閉じる"]
        case .quit: ["quit", "exit", "q", "終了"]
        }
    }

    /// A move by its label in either language or by other words.
    struct Move {
        let move: JudgeMove
        let label: JudgePhrase
        let words: [String]

        func names(_ line: String) -> Bool {
            words.contains(line) || Language.allCases.contains { label.said(in: $0).folded == line }
        }
    }

    static let moves: [Move] = [
        Move(move: .cannotTell, label: .keyCannotTell, words: ["cannot tell", "cant tell", "c", "わからない"]),
        Move(move: .skip, label: .keySkip, words: ["s"]),
        Move(move: .previous, label: .keyBack, words: ["previous", "prev", "p", "戻る"]),
        Move(move: .next, label: .keyNext, words: ["n", "次"]),
        Move(move: .nextOpen, label: .keyNextOpen, words: ["open"]),
        Move(move: .flag, label: .keyFlag, words: []),
        Move(move: .withdraw, label: .keyWithdraw, words: ["withdraw"]),
        Move(move: .undo, label: .keyUndo, words: ["u"]),
        Move(move: .redo, label: .keyRedo, words: []),
        Move(move: .mark, label: .keyMark, words: []),
        Move(move: .markQuery, label: .keyMarkQuery, words: ["mark all", "全件に印"]),
        Move(move: .unmark, label: .keyUnmark, words: []),
        Move(move: .history, label: .keyHistory, words: ["history", "履歴"]),
        Move(move: .language, label: .keyLanguage, words: ["language"]),
    ]
}
