// What the line above the keys tells besides answers and verdicts, in both languages.
import Domain
import Explorer

/// Something that happened and is told once, or a thing beside the verdicts.
enum NewsPhrase {
    /// More was typed or pasted than a line holds.
    case cut(at: Int)
    /// A character that is no key, and the key that lists the keys or leaves the page.
    case noKey(String, String)
    /// A photo that the other ranking, or this index, does not have.
    case notThere, notHere
    /// A line for other words to compare with.
    case wordingTitle
    case hidden(Int)
    case rowNoted
    /// Where the flag is: "row 2".
    case flagged(String, Bool)
    case isFlagged, isNoted(String)
    /// The page of a note on a row without a verdict.
    case noteOnRow(String)
    /// Filters lost their name, or have it again.
    case nameGone(String), nameBack(String)
    /// Everything is saved, and where.
    case savedIn(String)
}

extension NewsPhrase {
    var english: String {
        switch self {
        case .cut(let count): "too long for one line: cut behind \(grouped(count)) characters"
        case .noKey(let key, let help): "\(key) is no key here; \(help) " + (help == "Esc" ? "goes back" : "lists the keys")
        case .notThere: "not in the other ranking at all"
        case .notHere: "not in this index"
        case .wordingTitle: "compare with other words: Enter ranks by them too"
        case .hidden(let count): "+\(count)"
        case .rowNoted: "the note is kept with the row"
        case .flagged(let place, true): "\(place) is flagged; verdict:flagged finds it"
        case .flagged(let place, false): "\(place): the flag is taken away"
        case .isFlagged: "flagged"
        case .isNoted(let note): "note: \(note)"
        case .noteOnRow(let photo): "note on \(photo)"
        case .nameGone(let name): "the name \(name) is taken back"
        case .nameBack(let name): "the name \(name) is there again"
        case .savedIn(let path): "saved in \(path)"
        }
    }

    var japanese: String {
        switch self {
        case .cut(let count): "長すぎるため、\(grouped(count)) 文字より後は捨てました"
        case .noKey(let key, let help): "\(key) はここでは使えません。\(help) で" + (help == "Esc" ? "戻る" : "キー一覧")
        case .notThere: "比較先にない写真"
        case .notHere: "この索引にない写真"
        case .wordingTitle: "別の言葉と比べる: Enter でその順位も表示"
        case .hidden(let count): "+\(count)"
        case .rowNoted: "メモを行と一緒に保存しました"
        case .flagged(let place, true): "\(place)に旗を立てました。verdict:flagged で探せます"
        case .flagged(let place, false): "\(place)の旗を外しました"
        case .isFlagged: "旗あり"
        case .isNoted(let note): "メモ: \(note)"
        case .noteOnRow(let photo): "\(photo) へのメモ"
        case .nameGone(let name): "名前 \(name) を取り消しました"
        case .nameBack(let name): "名前 \(name) を元に戻しました"
        case .savedIn(let path): "\(path) に保存"
        }
    }
}
