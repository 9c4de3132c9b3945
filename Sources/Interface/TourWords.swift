// The tour's line: what to press now and what to see by it, in place of the program's name and the counts.
import Domain
import Explorer
import Screen

extension TourStep {
    /// What to do and what to look for; at most 66 cells beside the key.
    func sentence(in language: Language) -> String {
        language == .en ? english : japanese
    }

    private var english: String {
        switch self {
        case .ask: "type what you look for, as a shopper would: red mug"
        case .rows: "to the rows: the cursor is on the best photo"
        case .follow: "next row; map, region in words and score follow the cursor"
        case .instance: "another query of this photo: it sees another thing"
        case .view: "another view: heat, owners of the patches, numbers"
        case .why: "why it ranks here: what beats it, each word's part. Esc closes"
        case .judge: "wrong match? One key, saved at once, cursor goes on"
        case .undo: "taken back; verdicts can be undone for ever"
        case .like: "on a row: more like what the lit query sees"
        case .back: "back to the question before"
        case .filter: "filters with counts; Enter puts one in, Esc closes"
        case .pin: "pin this photo; words you type then move the light"
        case .help: "everything else, found by word or key. That was the tour"
        }
    }

    private var japanese: String {
        switch self {
        case .ask: "探し物を入力: 赤い マグカップ"
        case .rows: "一覧へ。カーソルは最良の写真にあります"
        case .follow: "次の行へ。注目マップ・場所・得点がカーソルに付いて動きます"
        case .instance: "同じ写真の別のクエリ。別の物を見ています"
        case .view: "別の表示: ヒートマップ、区画の担当クエリ、数値"
        case .why: "この順位の理由。勝った写真、各語の効き目。Esc で閉じる"
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
    /// The first line while a tour is on.
    mutating func drawTour(_ tour: Tour) {
        let steps = TourStep.allCases.count
        let key = tour.step.action.flatMap { action in
            let now = surroundings.keys.names(of: action, while: state.focus)
            return (now + surroundings.keys.allNames(of: action)).first
        }
        let leave = surroundings.keys.names(of: .tour, while: state.focus).first ?? ""
        let right = [Span(" " + leave, .key), Span(" " + say(.leaveTour) + " ", .keyLabel)]
        let rightWidth = right.reduce(0) { $0 + widths.columns(of: $1.text) }
        let spans = [
            Span(" \(tour.step.rawValue + 1)/\(steps) ", .programName), Span(key.map { $0 + "  " } ?? "", .key),
            Span(tour.step.sentence(in: language), .notice),
        ]
        grid.put(spans, row: 0, column: 0, limit: max(0, grid.columns - rightWidth - 1), theme: theme)
        grid.put(right, row: 0, column: max(0, grid.columns - rightWidth), limit: rightWidth, theme: theme)
    }
}
