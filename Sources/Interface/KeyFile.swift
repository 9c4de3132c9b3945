// Keys of a person's own: which keys each named action gets instead of the usual ones, and what cannot be. Reading the
// file is the executable's affair; here are the names of keys and the rules.
import Domain
import Explorer
import Screen

/// Why keys cannot be as somebody wants them; the action is the line to look for.
package struct KeyProblem: Error, Equatable, Sendable {
    package var action: String
    package var problem: String
    package var expected: String?
}

extension KeyMap {
    /// The usual keys, with those of some actions replaced.
    /// - Parameter keys: by the action's name (`good`, `nextView`): names of keys, `[]` for none.
    /// - Throws: `KeyProblem` for an unknown action or key, for a key that two actions would have, and for a program that
    ///   no key would end.
    package func replacing(_ keys: [String: [String]]) throws -> KeyMap {
        var changed = bindings
        for (name, texts) in keys.sorted(by: { $0.key < $1.key }) {
            guard let place = changed.firstIndex(where: { $0.action.rawValue == name }) else {
                throw KeyProblem(
                    action: name, problem: "no such action",
                    expected: "one of " + Action.allCases.map(\.rawValue).joined(separator: ", "))
            }
            let found = try texts.map { try Self.key(named: $0, for: name) }
            // Letters are text while somebody types, and keys that the usual table keeps to the rows edit the text.
            let onRows = found.filter { $0.isLetter || changed[place].rows.contains($0) }
            changed[place].anywhere = found.filter { !onRows.contains($0) }
            changed[place].rows = onRows
        }
        let map = KeyMap(changed)
        try map.check(asked: Set(keys.keys))
        return map
    }

    private func check(asked: Set<String>) throws {
        for (key, actions) in clashes.sorted(by: { Self.name(of: $0.key) < Self.name(of: $1.key) }) {
            let culprit = actions.first { asked.contains($0.rawValue) } ?? actions[0]
            let others = actions.filter { $0 != culprit }.map(\.rawValue).joined(separator: ", ")
            throw KeyProblem(
                action: culprit.rawValue, problem: "\(Self.longName(of: key)) is a key of \(others) as well",
                expected: "another key, or another one for \(others)")
        }
        if allNames(of: .quit).isEmpty { throw KeyProblem(action: Action.quit.rawValue, problem: "no key would quit") }
    }

    private static func key(named text: String, for action: String) throws -> Key {
        guard let key = key(named: text) else {
            throw KeyProblem(
                action: action, problem: "\"\(text)\" is no key",
                expected: "a character, Space, Enter, Esc, Tab, Up, PgDn, F5, Ctrl-T, Alt-b, Alt-Left…")
        }
        if let other = sameOnATerminal(key) {
            throw KeyProblem(
                action: action, problem: "\"\(text)\" never arrives: it is \(longName(of: other)) here",
                expected: "\(longName(of: other)), or another key")
        }
        return key
    }

    /// What a terminal, or this program, makes of a key before anybody can bind it; nil where it arrives as it is.
    private static func sameOnATerminal(_ key: Key) -> Key? {
        let narrow = narrowed(key)
        if narrow != key { return narrow }
        guard case .character(let character, .control) = key else { return nil }
        let twins: [Character: NamedKey] = ["i": .tab, "m": .enter, "j": .enter, "[": .escape, "h": .backspace]
        return twins[character].map { .named($0) }
    }

    /// A key by the name that help shows (`^T` is `Ctrl-T` as well); nil for anything else.
    package static func key(named text: String) -> Key? {
        if let plain = plainKey(named: text) { return plain }
        for (start, modifiers) in [("Ctrl-", Modifiers.control), ("^", .control), ("Alt-", .alt)] where text.hasPrefix(start) {
            switch plainKey(named: String(text.dropFirst(start.count))) {
            case .character(let character, [])?:
                return .character(modifiers == .control ? Character(character.lowercased()) : character, modifiers)
            case .named(let named, [])?: return .named(named, modifiers)
            default: return nil
            }
        }
        return nil
    }

    /// The same without Ctrl and Alt. Nothing but `Ctrl-` and its like may stand before it, once: a name that is all of them
    /// would be taken apart for as long as the stack holds.
    private static func plainKey(named text: String) -> Key? {
        if text == "Space" { return .character(" ") }
        if let character = text.first, text.dropFirst().isEmpty { return .character(character) }
        return namedKeys.first { name(of: .named($0)) == text }.map { .named($0) }
    }

    private static let namedKeys: [NamedKey] = [
        .enter, .escape, .tab, .backTab, .backspace, .delete, .insert, .up, .down, .left, .right, .home, .end, .pageUp,
        .pageDown,
    ] + (1...12).map(NamedKey.function)

    /// The whole table as a keys file: every action with its keys, what it does behind it.
    package func file(in language: Language) -> String {
        "[keys]\n"
            + bindings.map { binding in
                let names = (binding.rows + binding.anywhere).map { "\"\(Self.quoted(Self.longName(of: $0)))\"" }
                return "\(binding.action.rawValue) = [\(names.joined(separator: ", "))]  # "
                    + binding.action.sentence(in: language) + "\n"
            }.joined()
    }

    /// Actions with the names of their keys, in order.
    package var table: [(action: String, keys: [String])] {
        bindings.map { ($0.action.rawValue, ($0.rows + $0.anywhere).map(Self.longName)) }
    }

    private static func longName(of key: Key) -> String {
        guard case .character(let character, let modifiers) = key, modifiers.contains(.control) else { return name(of: key) }
        return "Ctrl-" + character.uppercased()
    }

    private static func quoted(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    }
}

extension Key {
    /// A character without Ctrl or Alt: text while somebody types.
    fileprivate var isLetter: Bool {
        if case .character(_, []) = self { true } else { false }
    }
}
