// What a soak presses: keys as a terminal sends them, drawn by a seed. Everything bound comes up, and much that no keyboard
// sends; what would end or stop the program does not, since how it ends is looked at once, at the end.
import Domain

struct SoakKeys {
    private var random: SeededGenerator
    /// A page may be open that lists every action, the one that quits among them: nothing is chosen there.
    private var listsActions = false
    private(set) var size = (columns: 80, rows: 24)

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    private static let escape = "\u{1b}"
    private static let enter = "\r"
    /// Of these letters `q` is missing: it quits where it is no text.
    private static let letters = (0x20...0x7e).map { Character(UnicodeScalar(UInt8($0))) }.filter { $0 != "q" }.map(String.init)
    private static let japanese = ["赤", "い", "靴", "青", "バッグ", "ｂａｇ", "腕時計", "　", "ー", "。", "が", "か\u{3099}", "👟", "é", "e\u{301}", "｛", "ｊ", "ｋ"]
    private static let words = ["red bag", "blue shoe", "#p12", "red + #p3 - blue", "color:red", "2:watch", "scenes/1.webp@2", "緑の帽子", "zzxy", "cup "]
    private static let arrows = ["A", "B", "C", "D", "H", "F", "Z"].map { escape + "[" + $0 } + ["A", "B", "C", "D", "H", "F"].map { escape + "O" + $0 }
    private static let named = ["2~", "3~", "5~", "6~", "11~", "13~", "14~", "15~", "17~", "18~", "19~", "20~", "23~", "24~", "1;5D", "1;5C", "1;3D", "1;2A", "6;2~"]
        .map { escape + "[" + $0 } + ["\u{1b}OP", "\u{1b}OR", "\u{1b}OS", "\t", "\u{7f}", "\u{1b}\u{1b}"]
    /// Ctrl with a letter, without C, Q (quit), Z (stop) and those that are keys of another name.
    private static let controls = (1...26).filter { ![3, 17, 26, 27].contains($0) }.map { String(UnicodeScalar(UInt8($0))) } + ["\u{0}", "\u{1c}", "\u{1d}", "\u{1e}", "\u{1f}"]
    private static let foreign: [[UInt8]] = [
        Array("\u{1b}[1;-9223372036854775808A".utf8), Array("\u{1b}[<0;9223372036854775807;1M".utf8), Array("\u{1b}[999999999999999999999~".utf8),
        Array("\u{1b}]11;rgb:-fff/0/0\u{7}".utf8), Array("\u{1b}]11;rgb:fafa/fafa/fafa\u{7}".utf8), Array("\u{1b}]11;rgb:1e1e/1e1e/1e1e\u{7}".utf8),
        Array("\u{1b}[2;3R\u{1b}[2;2R".utf8), Array("\u{1b}[6;0;0t".utf8), Array("\u{1b}P1$r\u{1b}\\".utf8), [0xff], [0xc0, 0x80], [0xe3, 0x81], [0xf0, 0x9f, 0x91],
        [0xed, 0xa0, 0x80], [0x80, 0xbf, 0x9b, 0x41],
    ]
    private static let opensActions: Set<String> = [":", "?", "：", "？", "\u{1b}OP", "\u{1b}OQ", "\u{1b}[11~", "\u{10}"]

    /// The next key. Escape and Enter come up often: pages open and close.
    mutating func key() -> [UInt8] {
        switch random.integer(in: 0...999) {
        case ..<360: return text(random.pick(Self.letters))
        case ..<430: return text(random.pick(Self.japanese))
        case ..<450: return text(random.pick(Self.words))
        case ..<640: return text(random.pick(Self.arrows))
        case ..<740: return text(random.pick(Self.named))
        case ..<800: return listsActions ? text(Self.escape) : text(Self.enter)
        case ..<860: return text(Self.escape)
        case ..<930: return text(random.pick(Self.controls))
        case ..<975: return mouse()
        case ..<985: return random.pick(Self.foreign)
        default: return paste()
        }
    }

    private mutating func text(_ key: String) -> [UInt8] {
        if Self.opensActions.contains(key) { listsActions = true }
        if key == Self.escape { listsActions = false }
        return Array(key.utf8)
    }

    /// Presses, releases and the wheel, mostly on the screen. The bar with the title opens help, the bar of keys quits.
    private mutating func mouse() -> [UInt8] {
        let button = listsActions ? 64 : random.pick([0, 0, 0, 0, 1, 2, 64, 65, 32, 16])
        let row = random.integer(in: 2...max(2, size.rows - 2)), column = random.integer(in: 1...size.columns + 4)
        return Array("\u{1b}[<\(button);\(column);\(row)M\u{1b}[<\(button);\(column);\(row)m".utf8)
    }

    /// A bracketed paste: a few words mostly, at times some kilobytes with whatever lies in a clipboard.
    private mutating func paste() -> [UInt8] {
        let count = random.chance(0.1) ? random.integer(in: 200...2_000) : random.integer(in: 1...8)
        var pasted = (0..<count).map { _ in random.pick(random.chance(0.7) ? Self.words : Self.japanese) }
        if random.chance(0.3) { pasted.insert("\r\n\t\u{1b}[A\u{0}\u{9b}", at: random.integer(in: 0...pasted.count)) }
        return Array(("\u{1b}[200~" + pasted.joined(separator: " ") + "\u{1b}[201~").utf8)
    }

    /// Another window now and then; nil for none.
    mutating func resize() -> (columns: Int, rows: Int)? {
        guard random.chance(0.004) else { return nil }
        size = random.chance(0.5) ? (80, 24) : (random.integer(in: 20...250), random.integer(in: 5...80))
        return size
    }

    /// How many keys arrive together: a person's one, a slow line's dozen.
    mutating func burst() -> Int { random.chance(0.5) ? 1 : random.integer(in: 2...24) }
}
