// Questions to the terminal: its background colour (OSC 11) and how wide it draws an ambiguous character (print one,
// ask where the cursor is). A last question that every terminal answers fences them. Answers may come late or never;
// whatever else arrives meanwhile was typed and is given back.
import Screen

/// The size of a cell in pixels.
package struct CellPixels: Equatable, Sendable {
    package var width, height: Int

    package init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// "height;width", as terminals answer.
    init?(_ answer: Substring) {
        let numbers = answer.split(separator: ";").compactMap { Int($0) }
        guard numbers.count == 2, numbers.allSatisfy({ (1...1000).contains($0) }) else { return nil }
        self.init(width: numbers[1], height: numbers[0])
    }
}

/// What a terminal said about itself.
package struct TerminalAnswers: Equatable, Sendable {
    /// nil: it did not say.
    package var background: RGB?
    /// nil: it did not say.
    package var ambiguousIsWide: Bool?
    /// The three bytes of the test character moved the cursor by one or two columns, not by three. nil: it did not say.
    package var isUnicode: Bool?
    /// The fence came: no more answers are on their way.
    package var isComplete = false
    /// What the fence's answer names: 4 is sixel.
    package var attributes: Set<Int> = []
    /// It answered a question of the kitty graphics protocol.
    package var knowsKitty = false
    /// A cell in pixels.
    package var cell: CellPixels?

    package init() {}

    /// The questions. The test character stands on row 2, so that the answer is no function key's code (those name
    /// row 1), and is wiped out by the first frame.
    package static let questions =
        "\u{1B}]11;?\u{1B}\\" + "\u{1B}[2;1H\u{2192}\u{1B}[6n\u{1B}[2;1H\u{1B}[2K" + "\u{1B}[c"

    /// Takes one control sequence in; false when it is none of the answers.
    package mutating func take(_ sequence: ControlSequence) -> Bool {
        switch sequence {
        case .csi(let parameters, "R") where ["2;2", "2;3", "2;4"].contains(parameters):
            isUnicode = parameters != "2;4"
            ambiguousIsWide = parameters == "2;3"
        case .csi(let parameters, "c") where parameters.hasPrefix("?"):
            isComplete = true
            attributes = Set(parameters.dropFirst().split(separator: ";").compactMap { Int($0) })
        case .csi(let parameters, "t") where parameters.hasPrefix("6;"):
            cell = CellPixels(parameters.dropFirst(2)) ?? cell
        case .apc(let text) where text.hasPrefix("Gi=31"):
            knowsKitty = text.hasSuffix(";OK")
        case .osc(let text) where text.hasPrefix("11;"):
            background = Self.colour(text.dropFirst(3)) ?? background
        default: return false
        }
        return true
    }

    /// Splits raw bytes: answers are taken in, everything else is returned in order. A sequence cut off at the end is
    /// returned as `rest`, to be completed by the next bytes.
    package mutating func sift(_ bytes: [UInt8]) -> (typed: [UInt8], rest: [UInt8]) {
        var typed: [UInt8] = []
        var place = 0
        while place < bytes.count {
            switch ControlSequence.parse(bytes[place...]) {
            case .complete(let sequence, let count):
                if !take(sequence) { typed += bytes[place..<place + count] }
                place += count
            case .incomplete: return (typed, Array(bytes[place...]))
            case .none:
                typed.append(bytes[place])
                place += 1
            }
        }
        return (typed, [])
    }

    /// "rgb:1e1e/1e1e/1e1e" or "#1e1e1e".
    package static func colour(_ text: Substring) -> RGB? {
        let parts: [Substring]
        if text.hasPrefix("rgb:") || text.hasPrefix("rgba:") {
            parts = text.drop { $0 != ":" }.dropFirst().split(separator: "/").prefix(3).map { $0 }
        } else if text.hasPrefix("#"), text.count == 7 {
            let digits = Array(text.dropFirst())
            parts = [0, 2, 4].map { Substring(digits[$0..<$0 + 2]) }
        } else {
            return nil
        }
        let values = parts.compactMap { part -> UInt8? in
            // Digits alone: a sign is read as well, and a colour below zero is none.
            guard (1...4).contains(part.count), part.allSatisfy(\.isHexDigit), let value = Int(part, radix: 16) else { return nil }
            return UInt8(value * 255 / ((1 << (4 * part.count)) - 1))
        }
        return values.count == 3 ? RGB(values[0], values[1], values[2]) : nil
    }
}
