// What the linear mode says otherwise than the screen: no keys that are not there, no signs that a screen reader spells out.
import Domain
import Explorer

extension Phrase {
    /// The sentence for somebody who types lines.
    func spoken(in language: Language) -> String {
        switch (self, language) {
        case (.facetsTitle, .en): "filters: the number of a value puts it into the question or takes it out"
        case (.facetsTitle, .ja): "絞り込み: 番号でその条件を入れる・外す"
        case (.feedbackTitle(let good, let bad), .en):
            "more like \(good) good, less like \(bad) bad: any number takes this list, close keeps the old one"
        case (.feedbackTitle(let good, let bad), .ja):
            "良い \(good) 件に近く、悪い \(bad) 件から遠く: 番号で採用、閉じる で元のまま"
        default: saidArrows(said(in: language), in: language)
        }
    }
}

extension Action {
    /// What it does in lines, or why it does nothing there and what does instead.
    func spokenSentence(in language: Language) -> String {
        switch (self, language) {
        case (.zoom, .en): "the whole photo in words: what each query sees, owns, scores and is nearest to (also: describe)"
        case (.zoom, .ja): "写真全体を言葉で: 各クエリの見ている場所、担当、得点、近い名前 (説明 とも)"
        case (.patchCursor, .en): "a cursor on the photo's patches, with the numbers of every query; patch off leaves"
        case (.patchCursor, .ja): "写真の区画に立つカーソルと各クエリの数値。区画 終了 で外す"
        case (.tour, .en): "a two-minute tour, told in lines; ends it as well"
        case (.mouse, .en): "mouse: lines have nothing to point at; say the number of a row"
        case (.mouse, .ja): "マウス: 行の会話に指す物はありません。行の番号を入力してください"
        case (.redraw, .en): "redraw: nothing is drawn here; an empty line says again where you are"
        case (.redraw, .ja): "再描画: 画面がありません。空の行で現在地をもう一度読みます"
        case (.suspend, .en): "suspend: no screen has to be put away; Ctrl-Z is the shell's own, and all is saved at any time"
        case (.suspend, .ja): "中断: 片付ける画面がありません。Ctrl-Z はシェルの働きで、いつでも保存済みです"
        default: sentence(in: language)
        }
    }
}

/// "rank 4 to 2" for `rank 4 -> 2`.
func saidArrows(_ text: String, in language: Language) -> String {
    text.replacing(" -> ", with: " to ").replacing(" → ", with: language == .en ? " to " : "から")
}

extension OverlayContent {
    /// "3 up 4" for `3 ↑4`.
    mutating func sayArrows(in language: Language) {
        let words = language == .en ? ("up ", "down ", "same") : ("上へ ", "下へ ", "同じ")
        for row in rows.indices {
            let lead = rows[row].lead.replacing("↑", with: words.0).replacing("↓", with: words.1)
            rows[row].lead = (lead.hasSuffix(" =") ? lead.dropLast() + words.2 : lead).drop { $0 == " " }.description
        }
    }
}
