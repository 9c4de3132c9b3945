// Control sequences as bytes on the wire: what the terminal answers, and keys that curses does not decode.
import Screen

/// A control sequence as bytes on the wire.
package enum ControlSequence: Equatable, Sendable {
    /// ESC [ parameters final.
    case csi(String, Character)
    /// ESC ] text, ended by BEL or ESC \.
    case osc(String)
    /// ESC _ text, ended by ESC \.
    case apc(String)

    package enum Parse: Equatable, Sendable {
        case complete(ControlSequence, Int)
        case incomplete
        case none
    }

    /// Reads a sequence at the start of the bytes.
    package static func parse(_ bytes: ArraySlice<UInt8>) -> Parse {
        guard bytes.first == 0x1B else { return .none }
        guard let kind = bytes.dropFirst().first else { return .incomplete }
        let body = bytes.dropFirst(2)
        switch kind {
        case UInt8(ascii: "["): return csi(body)
        case UInt8(ascii: "]"): return text(body, endsWithBell: true) { .osc($0) }
        case UInt8(ascii: "_"): return text(body, endsWithBell: false) { .apc($0) }
        default: return .none
        }
    }

    private static func csi(_ body: ArraySlice<UInt8>) -> Parse {
        guard let end = body.firstIndex(where: { $0 >= 0x40 && $0 <= 0x7E }) else {
            return body.count < 32 && body.allSatisfy { $0 >= 0x20 && $0 < 0x40 } ? .incomplete : .none
        }
        let parameters = body[..<end]
        guard parameters.allSatisfy({ $0 >= 0x20 && $0 < 0x40 }) else { return .none }
        let text = String(decoding: parameters, as: UTF8.self)
        return .complete(.csi(text, Character(UnicodeScalar(body[end]))), 3 + parameters.count)
    }

    private static func text(
        _ body: ArraySlice<UInt8>, endsWithBell: Bool, _ sequence: (String) -> ControlSequence
    ) -> Parse {
        guard let end = body.firstIndex(where: { endsWithBell && $0 == 0x07 || $0 == 0x1B }) else {
            return body.count < 128 ? .incomplete : .none
        }
        let text = body[..<end]
        if body[end] == 0x1B && end + 1 >= body.endIndex { return .incomplete }
        let ending = body[end] == 0x07 ? 1 : 2
        return .complete(sequence(String(decoding: text, as: UTF8.self)), 2 + text.count + ending)
    }

    /// The cursor or editing key this sequence is, where it is one: "ESC [ A", "ESC [ 1 ; 5 A", "ESC [ 3 ~". Curses
    /// knows these itself, but not in what is given back to it.
    package var key: Key? {
        if let mouse { return .mouse(mouse) }
        guard case .csi(let text, let final) = self else { return nil }
        let parameters = text.split(separator: ";").compactMap { Int($0) }
        // Checked before the 1 is taken away: the number is whatever somebody sent.
        let code = parameters.count > 1 ? parameters[1] : 1
        guard (1...8).contains(code) else { return nil }
        let modifiers = Modifiers(rawValue: UInt8(code - 1))
        if final == "~" { return parameters.first.flatMap { Self.numbered[$0] }.map { .named($0, modifiers) } }
        guard text.isEmpty || parameters.first == 1 else { return nil }
        return Self.lettered[final].map { .named($0, modifiers) }
    }

    /// The mouse report this sequence is, where it is one: "ESC [ < button ; column ; row M" (m: released). Nil for motion.
    package var mouse: Mouse? {
        guard case .csi(let text, let final) = self, final == "M" || final == "m", text.hasPrefix("<") else { return nil }
        let numbers = text.dropFirst().split(separator: ";").compactMap { Int($0) }
        guard numbers.count == 3, numbers[1...].allSatisfy(Self.cells.contains), numbers[0] & 32 == 0 else { return nil }
        let (bits, place) = (numbers[0], (row: numbers[2] - 1, column: numbers[1] - 1))
        let modifiers = Modifiers(rawValue: UInt8(bits >> 2 & 7))
        if bits & 64 != 0 {
            guard bits & 3 < 2 else { return nil }
            return Mouse(
                bits & 3 == 0 ? .wheelUp : .wheelDown, button: 0, row: place.row, column: place.column,
                modifiers: modifiers)
        }
        return Mouse(
            final == "M" ? .press : .release, button: bits & 3 + 1, row: place.row, column: place.column,
            modifiers: modifiers)
    }

    /// Columns and rows that a terminal can have: its size is two numbers of 16 bits.
    private static let cells = 1...65_535

    private static let lettered: [Character: NamedKey] = [
        "A": .up, "B": .down, "C": .right, "D": .left, "H": .home, "F": .end, "Z": .backTab,
    ]
    private static let numbered: [Int: NamedKey] = [
        1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
    ]
}
