// Titles: the clean one that a careful shop would write, and the noisy ones that shops do write, in both languages.
// The proportions of the noise follow the reference renderer.
import Domain

extension DemoProduct {
    /// "red handbag with white stripes".
    package var englishTitle: String {
        let plain = "\(color.rawValue) \(category.english[0])"
        return accent.map { "\(plain) with \($0.rawValue) \(pattern.englishNoun)" } ?? plain
    }

    /// 白いストライプの赤いハンドバッグ.
    package var japaneseTitle: String {
        let plain = color.japaneseBeforeNoun + category.japanese[0]
        return accent.map { "\($0.japaneseBeforeNoun)\(pattern.japanese[0])の\(plain)" } ?? plain
    }

    /// A title as shops write it: synonyms, lost colours and patterns, shuffled words, typos, promotion words.
    package func noisyEnglishTitle(_ random: inout SeededGenerator) -> String {
        var words = random.chance(0.25) ? split(englishTitle) : englishKeywords(&random)
        words = words.map { random.chance(0.06) ? misspelled($0, &random) : $0 }
        addPromotions(englishPromotions, to: &words, &random)
        let title = words.joined(separator: " ")
        return random.chance(0.05) ? title.uppercased() : title
    }

    private func englishKeywords(_ random: inout SeededGenerator) -> [String] {
        let noun = random.chance(0.6) ? category.english[0] : random.pick(category.english)
        if let accent, random.chance(0.35) {
            return split("\(color.rawValue) \(noun) with \(accent.rawValue) \(pattern.englishNoun)")
        }
        var words: [String] = []
        if !random.chance(0.12) { words.append(color.rawValue) }
        if !random.chance(0.15) {
            let accented = accent.map { random.chance(0.7) ? $0.rawValue + " " : "" } ?? ""
            words.append(accented + random.pick(pattern.englishAdjectives))
        }
        words.append(noun)
        if random.chance(0.3) { words = random.shuffled(words) }
        return words.flatMap(split)
    }

    /// The same in Japanese: connected (白い水玉の赤い靴) or as keywords (靴 赤 水玉 白).
    package func noisyJapaneseTitle(_ random: inout SeededGenerator) -> String {
        var words = random.chance(0.25) ? [japaneseTitle] : japaneseWords(&random)
        words = words.map { random.chance(0.06) ? misspelled($0, &random) : $0 }
        let bracketed = random.chance(0.3)
        let core = words
        addPromotions(japanesePromotions, to: &words, &random)
        guard bracketed, words != core else { return words.joined(separator: " ") }
        return words.map { japanesePromotions.contains($0) ? "【\($0)】" : $0 }.joined()
    }

    private func japaneseWords(_ random: inout SeededGenerator) -> [String] {
        let noun = random.chance(0.6) ? category.japanese[0] : random.pick(category.japanese)
        let keepColor = !random.chance(0.12)
        let keepPattern = !random.chance(0.15)
        let keepAccent = random.chance(0.7)
        let pattern = random.pick(self.pattern.japanese)
        if random.chance(0.5) {
            let accented = keepPattern && keepAccent ? accent?.japaneseBeforeNoun ?? "" : ""
            let patterned = keepPattern && !pattern.isEmpty ? accented + pattern + "の" : ""
            return [patterned + (keepColor ? color.japaneseBeforeNoun : "") + noun]
        }
        var words = [noun]
        if keepColor { words.append(random.pick(color.japaneseAlone)) }
        if keepPattern, !pattern.isEmpty { words.append(pattern) }
        if keepPattern, keepAccent, let accent { words.append(random.pick(accent.japaneseAlone)) }
        return random.chance(0.4) ? random.shuffled(words) : words
    }
}

private func split(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

/// Two letters swapped, one lost or one doubled; short words stay.
private func misspelled(_ word: String, _ random: inout SeededGenerator) -> String {
    var letters = Array(word)
    guard letters.count >= 4 else { return word }
    let place = random.integer(in: 0...letters.count - 2)
    let kind = random.unit()
    if kind < 0.4 {
        letters.swapAt(place, place + 1)
    } else if kind < 0.75 {
        letters.remove(at: place)
    } else {
        letters.insert(letters[place], at: place)
    }
    return String(letters)
}

private func addPromotions(_ promotions: [String], to words: inout [String], _ random: inout SeededGenerator) {
    for _ in 0..<random.pick([0, 0, 1, 1, 2, 3]) {
        let promotion = random.pick(promotions)
        words.insert(promotion, at: random.chance(0.5) ? 0 : words.count)
    }
}
