// A question cut into the words a person would take away: at blanks, and where there are none at changes of script, so
// that 赤いマグカップ is 赤い and マグカップ.
import Foundation
import Preprocessing

/// One word of a question and the question without it.
struct QuestionWord: Equatable, Sendable {
    let word: String
    let rest: String
}

/// The words of a text, each with what is left without it; empty where there are fewer than two.
func questionWords(of text: String) -> [QuestionWord] {
    let pieces = text.split(whereSeparator: \.isWhitespace).flatMap { chunk in
        runs(of: String(chunk)).enumerated().map { (text: $0.element, opens: $0.offset == 0) }
    }
    guard pieces.count > 1 else { return [] }
    return pieces.indices.map { dropped in
        var rest = ""
        for place in pieces.indices where place != dropped {
            let opens = pieces[place].opens || (place > 0 && place - 1 == dropped && pieces[dropped].opens)
            rest += (rest.isEmpty || !opens ? "" : " ") + pieces[place].text
        }
        return QuestionWord(word: pieces[dropped].text, rest: rest)
    }
}

/// Hiragana stays with what stands before it: it ends words rather than begins them.
private func runs(of chunk: String) -> [String] {
    guard chunk.unicodeScalars.contains(where: { $0.value >= 0x3040 }) else { return [chunk] }
    var words: [String] = []
    for character in chunk {
        let kind = Script(character)
        let last = words.last?.map(Script.init).last { $0 != .mark }
        if !words.isEmpty, kind == .hiragana || kind == .mark || kind == last {
            words[words.count - 1].append(character)
        } else {
            words.append(String(character))
        }
    }
    return words
}

private enum Script: Equatable {
    case hiragana, katakana, han, mark, other

    init(_ character: Character) {
        switch character.unicodeScalars.first?.value ?? 0 {
        case 0x3041...0x309f: self = .hiragana
        case 0x30fc, 0x3005: self = .mark
        case 0x30a0...0x30ff, 0xff66...0xff9f: self = .katakana
        case 0x3400...0x9fff, 0xf900...0xfaff, 0x20000...0x3ffff: self = .han
        default: self = .other
        }
    }
}
