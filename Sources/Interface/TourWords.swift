// The tour's line: what to press now and what to see by it, in place of the program's name and the counts.
import Domain
import Explorer
import Screen

extension TourStep {
    /// What to do and what to look for; short enough for 80 columns beside the keys that do it.
    func sentence(in language: Language) -> String {
        language == .en ? english : japanese
    }

    private var english: String {
        switch self {
        case .ask: "type what you look for, as a shopper would: red mug"
        case .rows: "to the rows: the cursor is on the best photo"
        case .follow: "next row; its map, place and score come along"
        case .instance: "another query of this photo sees another thing"
        case .view: "another view: heat, owners of the patches, numbers"
        case .why: "why here: what beats it, each word. Esc closes"
        case .judge: "wrong match? One key, saved; the cursor goes on"
        case .undo: "taken back; verdicts can be undone at any time"
        case .like: "on a row: more like what the lit query sees"
        case .back: "back to the question before"
        case .filter: "filters, counted: Enter puts one in, Esc closes"
        case .pin: "pin this photo: words you type move the light"
        case .help: "all the rest, by word or key. That was the tour"
        }
    }

    private var japanese: String {
        switch self {
        case .ask: "探し物を入力: 赤い マグカップ"
        case .rows: "一覧へ。カーソルは最良の写真にあります"
        case .follow: "次の行へ。注目マップ・場所・得点も一緒に動きます"
        case .instance: "同じ写真の別のクエリ。別の物を見ています"
        case .view: "別の表示: ヒートマップ、区画の担当クエリ、数値"
        case .why: "順位の理由: 上位の写真、各語の効き目。Esc で閉じる"
        case .judge: "間違いならキー 1 つで判定。すぐ保存、次の行へ"
        case .undo: "取り消し。判定はいつでも戻せます"
        case .like: "行の上で: 光っている物に似た写真"
        case .back: "前の質問に戻る"
        case .filter: "件数付きの絞り込み。Enter で入れ、Esc で閉じる"
        case .pin: "写真を固定。入力する語で光が動きます"
        case .help: "ほかの操作は言葉かキーで探せます。案内はこれで終わり"
        }
    }
}

extension Drawing {
    /// The key that runs an action now; from the box, where letters are typed, the key that leaves it first.
    private func keysNow(_ action: Action) -> String? {
        let keys = surroundings.keys
        if let now = keys.names(of: action, while: state.focus).first { return now }
        guard let key = keys.allNames(of: action).first else { return nil }
        return (keys.names(of: .focusRows, while: .box).first.map { $0 + " " } ?? "") + key
    }

    /// The first line while a tour is on.
    mutating func drawTour(_ tour: Tour) {
        let steps = TourStep.allCases.count
        let key = tour.step.action.flatMap(keysNow)
        let leave = surroundings.keys.names(of: .tour, while: state.focus).first ?? ""
        let right = [Span(" " + leave, .key), Span(" " + say(.leaveTour) + " ", .keyLabel)]
        let rightWidth = right.reduce(0) { $0 + widths.columns(of: $1.text) }
        let spans = [
            Span(" \(tour.step.rawValue + 1)/\(steps) ", .programName), Span(key.map { $0 + "  " } ?? "", .key),
            Span(tour.step.sentence(in: language), .notice),
        ]
        let room = max(0, grid.columns - rightWidth - 1)
        grid.put(fitted(spans, to: room), row: 0, column: 0, limit: room, theme: theme)
        grid.put(right, row: 0, column: max(0, grid.columns - rightWidth), limit: rightWidth, theme: theme)
    }
}
