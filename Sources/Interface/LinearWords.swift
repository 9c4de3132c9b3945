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
            Self.likeAndUnlike(good, bad, in: .en) + ": any number takes this list, close keeps the old one"
        case (.feedbackTitle(let good, let bad), .ja):
            Self.likeAndUnlike(good, bad, in: .ja) + ": 番号で採用、閉じる で元のまま"
        case (.compareTitle, .en): saidArrows(said(in: language), in: language) + "; compare goes on to the next side"
        case (.compareTitle, .ja): saidArrows(said(in: language), in: language) + "。比較 で次の相手へ"
        case (.helpTitle, .en): "help"
        case (.helpTitle, .ja): "ヘルプ"
        default: saidArrows(said(in: language), in: language)
        }
    }
}

extension Obstacle {
    /// Why not, without the key that helps on the screen.
    func spoken(in language: Language) -> String {
        self == .noPatch ? LinearPhrase.noPatch.said(in: language) : said(in: language)
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
        case (.tour, .ja): "2 分の案内を行で。もう一度で終了"
        case (.help, .en): "help; with a word what it finds"
        case (.help, .ja): "ヘルプ。言葉を付けると検索"
        case (.palette, .en): "the same as help"
        case (.palette, .ja): "ヘルプと同じ"
        case (.compare, .en): "compare this ranking with another score or engine; again for the next one"
        case (.compare, .ja): "この順位を別の得点や別のエンジンと比べる。もう一度で次の相手"
        case (.mark, .en): "mark this row, to judge several at once"
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
