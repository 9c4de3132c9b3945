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
