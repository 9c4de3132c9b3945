// One typing mistake, as hands make them. Latin words: two letters exchanged, one left out, doubled, hit beside the right
// key, or wrong altogether. Kana: the long mark or the small tsu forgotten, a small kana written large, a syllable left
// out or exchanged, the word in the other kana. Words in Han are converted, not typed, and stay as they are. Full and
// half width are no mistakes here: folding makes them the same.

import Domain

package enum Mistyping {
    /// The word with one mistake, never equal to it when both are folded; nil where a mistake would leave nothing to
    /// recognise (fewer than four letters, three kana) or none is known.
    package static func mistyped(_ word: String, using generator: inout some RandomNumberGenerator) -> String? {
        let letters = Array(word)
        for _ in 0..<tries {
            let typed: [Character]? = isKana(letters) ? kana(letters, &generator) : latin(letters, &generator)
            guard let typed else { return nil }
            let text = String(typed)
            if text.folded != word.folded { return text }
        }
        return nil
    }

    /// Exchanging two equal letters is no mistake; a word of one letter repeated has few others.
    private static let tries = 4

    // MARK: Latin

    private static func latin(_ letters: [Character], _ generator: inout some RandomNumberGenerator) -> [Character]? {
        guard letters.count >= 4, letters.contains(where: { $0.isASCII && $0.isLetter }) else { return nil }
        var typed = letters
        let place = Int.random(in: letters.indices, using: &generator)
        switch Double.random(in: 0..<1, using: &generator) {
        case ..<0.3: typed.swapAt(min(place, letters.count - 2), min(place, letters.count - 2) + 1)
        case ..<0.55: typed.remove(at: place)
        case ..<0.7: typed.insert(typed[place], at: place)
        case ..<0.9: typed[place] = neighbour(of: typed[place], &generator)
        default: typed[place] = alphabet.randomElement(using: &generator) ?? typed[place]
        }
        return typed
    }

    /// A key beside this one on the three rows of letters that most of the world types on.
    private static func neighbour(of letter: Character, _ generator: inout some RandomNumberGenerator) -> Character {
        let lower = Character(letter.lowercased())
        for (row, keys) in rows.enumerated() {
            guard let column = keys.firstIndex(of: lower) else { continue }
            let beside = [(row, column - 1), (row, column + 1), (row - 1, column), (row + 1, column)]
            let near = beside.compactMap { row, column in
                rows.indices.contains(row) && rows[row].indices.contains(column) ? rows[row][column] : nil
            }
            return near.randomElement(using: &generator) ?? letter
        }
        return letter
    }

    private static let rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"].map { Array($0) }
    private static let alphabet = rows.flatMap { $0 }

    // MARK: kana

    private static func isKana(_ letters: [Character]) -> Bool {
        !letters.isEmpty && letters.allSatisfy { letter in
            letter.unicodeScalars.allSatisfy { [.hiragana, .katakana].contains(ScriptClass.of($0)) }
        }
    }

    private static func kana(_ letters: [Character], _ generator: inout some RandomNumberGenerator) -> [Character]? {
        guard letters.count >= 3 else { return nil }
        var typed = letters
        let weak = letters.indices.filter { $0 > 0 && (forgotten.contains(letters[$0]) || large[letters[$0]] != nil) }
        let place = Int.random(in: letters.indices, using: &generator)
        switch Double.random(in: 0..<1, using: &generator) {
        case ..<0.4 where !weak.isEmpty:
            guard let spot = weak.randomElement(using: &generator) else { return nil }
            if let full = large[typed[spot]] { typed[spot] = full } else { typed.remove(at: spot) }
        case ..<0.6: typed = otherKana(letters)
        case ..<0.8: typed.remove(at: place)
        default: typed.swapAt(min(place, letters.count - 2), min(place, letters.count - 2) + 1)
        }
        return typed
    }

    /// ソファー is written ソファ as often.
    private static let forgotten: Set<Character> = ["ー", "ッ", "っ"]
    private static let large: [Character: Character] = [
        "ァ": "ア", "ィ": "イ", "ゥ": "ウ", "ェ": "エ", "ォ": "オ", "ャ": "ヤ", "ュ": "ユ", "ョ": "ヨ",
        "ぁ": "あ", "ぃ": "い", "ぅ": "う", "ぇ": "え", "ぉ": "お", "ゃ": "や", "ゅ": "ゆ", "ょ": "よ",
    ]

    /// りんご as リンゴ and back: the two blocks lie 96 code points apart, and the long mark belongs to both.
    private static func otherKana(_ letters: [Character]) -> [Character] {
        letters.map { letter in
            guard letter.unicodeScalars.count == 1, let scalar = letter.unicodeScalars.first else { return letter }
            switch scalar.value {
            case 0x3041...0x3096: return Unicode.Scalar(scalar.value + 0x60).map(Character.init) ?? letter
            case 0x30A1...0x30F6: return Unicode.Scalar(scalar.value - 0x60).map(Character.init) ?? letter
            default: return letter
            }
        }
    }
}
