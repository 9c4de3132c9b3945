// Raw input from curses, in Swift's words.
import CNcurses
import Screen

/// Raw input from curses.
final class CursesSource: RawSource {
    func read(patienceMilliseconds: Int32) -> RawInput? {
        if let input = readNow() { return input }
        guard patienceMilliseconds > 0 else { return nil }
        // Once for every byte that a character may be cut into.
        for _ in 0..<4 {
            guard glass_wait_for_input(patienceMilliseconds) != 0 else { return nil }
            if let input = readNow() { return input }
        }
        return nil
    }

    func bytes(patienceMilliseconds: Int32) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: PasteReader.chunkSize)
        let count = glass_take(&bytes, Int32(bytes.count), patienceMilliseconds)
        return count < 0 ? nil : Array(bytes[..<Int(count)])
    }

    func giveBack(_ bytes: [UInt8]) { glass_unread(bytes, Int32(bytes.count)) }

    /// What is there now. ncurses repeats every size it is told as a key: the signal has told it already.
    private func readNow() -> RawInput? {
        var value: UInt32 = 0
        var mouse = glass_mouse()
        while true {
            switch Int(glass_read(&value, &mouse)) {
            case GLASS_CHARACTER: return .character(value)
            case GLASS_KEY: if let key = Self.key(Int(value)) { return key }
            case GLASS_MOUSE: return .mouse(Self.mouse(mouse))
            default: return nil
            }
        }
    }

    private static func key(_ value: Int) -> RawInput? {
        let modifiers = Modifiers(rawValue: UInt8(value / GLASS_MODIFIER & 7))
        let plain = value % GLASS_MODIFIER
        switch plain {
        case GLASS_KEY_PASTE_START: return .pasteStart
        case GLASS_KEY_PASTE_END: return .pasteEnd
        case (GLASS_KEY_FUNCTION + 1)...: return function(plain - GLASS_KEY_FUNCTION, modifiers)
        default: return names[plain].map { .named($0, modifiers) }
        }
    }

    /// terminfo counts F13...F24 as shifted F1...F12, and so on.
    private static func function(_ number: Int, _ modifiers: Modifiers) -> RawInput {
        let kinds: [Modifiers] = [[], .shift, .control, [.shift, .control], .alt]
        let kind = kinds[min(kinds.count - 1, (number - 1) / 12)]
        return .named(.function((number - 1) % 12 + 1), modifiers.union(kind))
    }

    private static let names: [Int: NamedKey] = [
        GLASS_KEY_UP: .up, GLASS_KEY_DOWN: .down, GLASS_KEY_LEFT: .left,
        GLASS_KEY_RIGHT: .right, GLASS_KEY_HOME: .home, GLASS_KEY_END: .end,
        GLASS_KEY_INSERT: .insert, GLASS_KEY_DELETE: .delete,
        GLASS_KEY_PAGE_UP: .pageUp, GLASS_KEY_PAGE_DOWN: .pageDown,
        GLASS_KEY_BACKSPACE: .backspace, GLASS_KEY_ENTER: .enter,
        GLASS_KEY_BACK_TAB: .backTab,
    ]

    private static func mouse(_ raw: glass_mouse) -> Mouse {
        let actions: [Int32: Mouse.Action] = [1: .press, 2: .release, 3: .wheelUp, 4: .wheelDown]
        return Mouse(
            actions[raw.action] ?? .press, button: Int(raw.button), row: Int(raw.row), column: Int(raw.column),
            modifiers: Modifiers(rawValue: UInt8(raw.modifiers & 7)))
    }
}
