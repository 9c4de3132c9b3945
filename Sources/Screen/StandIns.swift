// Plain ASCII in place of scalars that an East Asian terminal draws two columns wide while curses counts one: a line
// with one of them would be shifted from there on.

enum StandIns {
    private static let signs: [Unicode.Scalar: Unicode.Scalar] = [
        "‘": "'", "’": "'", "“": "\"", "”": "\"", "…": "~", "×": "x", "÷": "/", "°": "o", "·": ".", "•": ".", "★": "*",
        "☆": "*", "※": "*", "○": "o", "●": "o", "◎": "o", "■": "#", "□": "#", "←": "<", "↑": "^", "→": ">", "↓": "v",
        "®": "R", "±": "+", "§": "S", "€": "E", "¼": "%", "½": "%", "¾": "%",
    ]
    private static let letters: [(Unicode.Scalar, String)] = [
        ("a", "àáāǎæ"), ("e", "èéêēě"), ("i", "ìíīıǐ"), ("o", "òóōøǒœ"), ("u", "ùúüūǔǖǘǚǜ"), ("n", "ńň"), ("s", "ß"),
        ("d", "đð"), ("h", "ħ"), ("l", "ł"), ("t", "þŧ"), ("A", "Æ"), ("D", "Ð"), ("O", "ØŒ"), ("T", "Þ"), ("L", "Ł"),
    ]

    /// The nearest ASCII character; "?" where there is none.
    static func ascii(for scalar: Unicode.Scalar) -> Unicode.Scalar {
        if let sign = signs[scalar] { return sign }
        switch scalar.value {
        case 0x2460...0x2468: return Unicode.Scalar(UInt8(scalar.value - 0x2460 + 0x31))
        case 0x2010...0x2015, 0x2500, 0x2501, 0x2550: return "-"
        case 0x2502, 0x2503, 0x2551: return "|"
        case 0x2500...0x257F: return "+"
        case 0x2580...0x259F: return "#"
        default: return letters.first { $0.1.unicodeScalars.contains(scalar) }?.0 ?? "?"
        }
    }
}
