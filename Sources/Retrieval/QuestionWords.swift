// A question cut into the words a person would take away: at blanks, and where there are none at changes of script, so
// that 赤いマグカップ is 赤い and マグカップ.
import Domain
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

extension QueryParts {
    /// The words of the terms to find, each with the question without it (its filters left out): words in a sum are dropped from
    /// their own term, and a term of one word goes whole. Empty where nothing would be left.
    var shortened: [QuestionWord] {
        terms.indices.flatMap { place -> [QuestionWord] in
            guard case .text(let words) = terms[place].subject, terms[place].weight > 0 else { return [] }
            let pieces = questionWords(of: words)
            if pieces.isEmpty, terms.count > 1, !words.isEmpty {
                return [QuestionWord(word: words, rest: typed(terms.indices.filter { $0 != place }.map { terms[$0] }))]
            }
            return pieces.map { piece in
                var changed = terms
                changed[place].subject = .text(piece.rest)
                return QuestionWord(word: piece.word, rest: typed(changed))
            }
        }
    }

    /// Terms as they are typed.
    private func typed(_ terms: [QueryTerm]) -> String {
        terms.enumerated().map { place, term in
            let sign = term.weight < 0 ? "- " : place == 0 ? "" : "+ "
            let size = abs(term.weight), whole = Int(size)
            let weight = size == 1 ? "" : (Float(whole) == size ? "\(whole):" : "\(size):")
            return sign + weight + term.subject.typed
        }.joined(separator: " ")
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
