// Titles as shops export them hold HTML: tags and entities become the text they stand for. Only tags that are known are
// tags, so that `size <M>` and `5 < 6` stay.
import Domain
import Foundation

extension String {
    /// One line of plain text: no tags, no entities, no line breaks, no blanks around it.
    package var plainText: String {
        let text = utf8.contains(UInt8(ascii: "<")) || utf8.contains(UInt8(ascii: "&")) ? withoutHTML : self
        return text.onOneLine.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private var withoutHTML: String {
        var result = "", rest = self[...]
        while let place = rest.firstIndex(where: { $0 == "<" || $0 == "&" }) {
            result += rest[..<place]
            rest = rest[place...]
            if let (text, length) = rest.first == "<" ? Self.tag(rest) : Self.entity(rest) {
                result += text
                rest = rest.dropFirst(length)
            } else {
                result.append(rest.removeFirst())
            }
        }
        return (result + rest).split(separator: " ").joined(separator: " ")
    }

    /// What stands for a tag at the start of a text, and its length in characters; nil where there is none.
    private static func tag(_ text: Substring) -> (String, Int)? {
        let head = text.prefix(longestTag)
        guard let end = head.firstIndex(of: ">") else { return nil }
        let inside = head[head.index(after: head.startIndex)..<end].drop { $0 == "/" }
        let name = inside.prefix { $0.isLetter || $0.isNumber }.lowercased()
        let behind = inside.dropFirst(name.count).first
        guard behind == nil || behind == " " || behind == "/" else { return nil }
        guard inlineTags.contains(name) || blockTags.contains(name) else { return nil }
        return (blockTags.contains(name) ? " " : "", head.distance(from: head.startIndex, to: end) + 1)
    }

    /// The character of an entity at the start of a text, and its length; nil where there is none.
    private static func entity(_ text: Substring) -> (String, Int)? {
        let head = text.dropFirst().prefix(longestEntity)
        guard let end = head.firstIndex(of: ";") else { return nil }
        let name = String(head[..<end]), length = name.count + 2
        if name.hasPrefix("#") {
            let isHex = name.dropFirst().first?.lowercased() == "x"
            let number = UInt32(name.dropFirst(isHex ? 2 : 1), radix: isHex ? 16 : 10)
            return number.flatMap(Unicode.Scalar.init).map { (String(Character($0)), length) }
        }
        return (entities[name] ?? accented(name)).map { ($0, length) }
    }

    /// `eacute`: a letter with its mark.
    private static func accented(_ name: String) -> String? {
        guard let letter = name.first, letter.isASCII, letter.isLetter, let mark = marks[String(name.dropFirst())] else { return nil }
        return (String(letter) + mark).precomposedStringWithCanonicalMapping
    }

    private static let longestTag = 400
    private static let longestEntity = 12
    private static let inlineTags: Set<String> = [
        "a", "b", "i", "u", "em", "strong", "span", "font", "small", "big", "sup", "sub", "mark", "del", "code", "img",
    ]
    private static let blockTags: Set<String> = [
        "br", "p", "div", "li", "ul", "ol", "hr", "table", "tbody", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6",
        "center",
    ]
    private static let marks = [
        "grave": "\u{300}", "acute": "\u{301}", "circ": "\u{302}", "tilde": "\u{303}", "uml": "\u{308}", "ring": "\u{30A}",
        "cedil": "\u{327}", "caron": "\u{30C}",
    ]
    private static let entities = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "ndash": "–", "mdash": "—", "lsquo": "‘",
        "rsquo": "’", "sbquo": "‚", "ldquo": "“", "rdquo": "”", "bdquo": "„", "laquo": "«", "raquo": "»", "hellip": "…",
        "bull": "•", "middot": "·", "trade": "™", "reg": "®", "copy": "©", "deg": "°", "times": "×", "frac12": "½",
        "frac14": "¼", "frac34": "¾", "euro": "€", "pound": "£", "yen": "¥", "cent": "¢", "szlig": "ß", "aelig": "æ",
        "AElig": "Æ", "oslash": "ø", "Oslash": "Ø", "oelig": "œ", "OElig": "Œ",
    ]
}
