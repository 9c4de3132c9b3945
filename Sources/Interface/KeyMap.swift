// Keys to events. One table says which keys do what where; key bar, help and palette read the same table, so they
// cannot lie. Full-width letters are folded, so that a Japanese input method left on does not stop a command.
import Domain
import Explorer
import Foundation
import Screen

/// Keys of one action.
struct Binding: Equatable {
    let action: Action
    /// Keys while the rows have the focus; the first one is shown.
    var rows: [Key]
    /// Keys that also work while typing.
    var anywhere: [Key]

    init(_ action: Action, _ rows: [Key], anywhere: [Key] = []) {
        self.action = action
        self.rows = rows
        self.anywhere = anywhere
    }
}

package struct KeyMap: Equatable, Sendable {
    let bindings: [Binding]
    let byRowKey: [Key: Action]
    private let byAnyKey: [Key: Action]

    init(_ bindings: [Binding]) {
        self.bindings = bindings
        byRowKey = Self.table(bindings) { $0.rows + $0.anywhere }
        byAnyKey = Self.table(bindings) { $0.anywhere }
    }

    private static func letter(_ character: Character) -> Key { .character(character) }

    /// The keys without a keys file.
    package static let standard = KeyMap(standardBindings)

    private static let standardBindings: [Binding] = [
        Binding(.enter, [], anywhere: [.named(.enter)]),
        Binding(.down, [letter("j")], anywhere: [.named(.down), .control("n")]),
        Binding(.up, [letter("k")], anywhere: [.named(.up)]),
        Binding(.pageDown, [letter("f")], anywhere: [.named(.pageDown), .control("v")]),
        Binding(.pageUp, [], anywhere: [.named(.pageUp)]),
        Binding(.first, [.named(.home)]),
        Binding(.last, [.named(.end), letter("G")]),
        Binding(.newWords, [letter("/")]),
        Binding(.focusBox, [letter("i")]),
        Binding(.focusRows, [], anywhere: [.named(.tab)]),
        Binding(.stepBack, [], anywhere: [.named(.escape)]),
        Binding(.back, [letter("b"), .named(.backspace), .named(.left)], anywhere: [.named(.left, .alt)]),
        Binding(.clearBox, [letter("c")], anywhere: [.named(.function(8))]),
        Binding(.nextView, [letter("m")], anywhere: [.named(.function(3))]),
        Binding(.previousView, [letter("M")]),
        Binding(.outline, [letter("o")], anywhere: [.named(.function(4))]),
        Binding(.nextInstance, [letter("]")]),
        Binding(.previousInstance, [letter("[")]),
        Binding(.winner, [letter("0")]),
        Binding(.pin, [letter(" ")], anywhere: [.named(.function(9))]),
        Binding(.zoom, [letter("B")], anywhere: [.control("o")]),
        Binding(.good, [letter("g")], anywhere: [.named(.function(5))]),
        Binding(.bad, [letter("x")], anywhere: [.named(.function(6))]),
        Binding(.reason, [letter("r")]),
        Binding(.note, [letter("e")]),
        Binding(.flag, [letter("!")]),
        Binding(.withdraw, [letter("d"), .named(.delete)]),
        Binding(.mark, [letter("v")]),
        Binding(.unmark, [letter("V")]),
        Binding(.undo, [letter("u")], anywhere: [.named(.function(7)), .control("_")]),
        Binding(.redo, [letter("U"), .control("r")]),
        Binding(.fold, [letter("p")]),
        Binding(.score, [letter("s")]),
        Binding(.moreGlobal, [letter(">")]),
        Binding(.lessGlobal, [letter("<")]),
        Binding(.facets, [letter("F")], anywhere: [.control("t")]),
        Binding(.nameFilters, [letter("N")]),
        Binding(.feedback, [letter("R")]),
        Binding(.queries, [letter("Q")]),
        Binding(.nextQuery, [letter("}")]),
        Binding(.previousQuery, [letter("{")]),
        Binding(.why, [letter("w")]),
        Binding(.sheet, [letter("W")]),
        Binding(.patchCursor, [letter("t")]),
        Binding(.knockPatch, [letter("z")]),
        Binding(.knockOutline, [letter("Z")]),
        Binding(.knockQuery, [letter("X")]),
        Binding(.wordsMap, [letter("n")]),
        Binding(.contrast, [letter("-")]),
        Binding(.layer, [letter("l")]),
        Binding(.head, [letter("A")]),
        Binding(.spot, [letter("@")]),
        Binding(.history, [letter("y")]),
        Binding(.health, [letter("h")]),
        Binding(.compare, [letter("=")]),
        Binding(.help, [letter("?")], anywhere: [.named(.function(1))]),
        Binding(.palette, [letter(":")], anywhere: [.named(.function(2)), .control("p")]),
        Binding(.tour, [letter("T")], anywhere: [.named(.function(11))]),
        Binding(.share, [letter("S")], anywhere: [.control("s")]),
        Binding(.language, [letter("L")], anywhere: [.named(.function(12))]),
        Binding(.mouse, [letter("P")]),
        Binding(.redraw, [], anywhere: [.control("l")]),
        Binding(.suspend, [], anywhere: [.control("z")]),
        Binding(.quit, [letter("q")], anywhere: [.control("q"), .control("c"), .named(.function(10))]),
    ]

    static let editing: [Key: LineEdit] = [
        .named(.left): .left, .named(.right): .right, .named(.home): .start, .named(.end): .end,
        .named(.backspace): .backspace, .named(.delete): .delete, .control("a"): .start, .control("e"): .end,
        .control("b"): .left, .control("f"): .right, .control("d"): .delete, .control("h"): .backspace,
        .control("w"): .deleteWord, .control("u"): .deleteToStart, .control("k"): .deleteToEnd,
        .named(.left, .control): .wordLeft, .named(.right, .control): .wordRight,
        .character("b", .alt): .wordLeft, .character("f", .alt): .wordRight,
    ]

    private static func table(_ bindings: [Binding], _ keys: (Binding) -> [Key]) -> [Key: Action] {
        Dictionary(bindings.flatMap { binding in keys(binding).map { ($0, binding.action) } }, uniquingKeysWith: { $1 })
    }

    /// Keys bound to more than one action, each with its actions.
    var clashes: [(key: Key, actions: [Action])] {
        let all = bindings.flatMap { binding in (binding.rows + binding.anywhere).map { (key: $0, action: binding.action) } }
        return Dictionary(grouping: all, by: \.key).filter { Set($0.value.map(\.action)).count > 1 }
            .map { ($0.key, $0.value.map(\.action)) }
    }

    // MARK: Key to event

    /// What a key means now; nil for nothing. `.resize` is the runtime's own affair.
    package func event(for key: Key, in state: ExplorerState) -> Event? {
        if state.zoom != nil { return inZoom(key) }
        if state.judge != nil { return JudgeKeys.event(for: key, in: state) }
        if case .paste(let text) = key { return .type(text) }
        if let overlay = state.overlay { return inOverlay(key, overlay, state) }
        if state.probe.patch != nil, let step = Self.patchStep(key) {
            // One Esc a thing: the rows are put back before the cursor goes.
            return step == .leave && state.knockOutShown != nil ? .run(.stepBack) : .patch(step)
        }
        return state.focus == .box ? inBox(key, state) : inRows(key, state)
    }

    private func inRows(_ key: Key, _ state: ExplorerState) -> Event? {
        let key = Self.narrowed(key)
        if let action = byRowKey[key] { return .run(action) }
        guard case .character(let character, []) = key else { return nil }
        if let digit = character.wholeNumberValue, character.isASCII { return .instance(digit) }
        return Self.unbound(character)
    }

    /// A character that is no key: what a question can begin with begins one, as typing does, in any script; any other sign is
    /// answered with a word.
    private static func unbound(_ character: Character) -> Event {
        let begins = character.isLetter || character.isNumber || character == "#"
        return begins ? .type(String(character)) : .noKey(String(character))
    }

    private func inBox(_ key: Key, _ state: ExplorerState) -> Event? {
        if let edit = Self.editing[key] { return .edit(edit) }
        if key == .named(.tab), !state.completions.isEmpty { return .complete }
        if let action = byAnyKey[key] { return .run(action) }
        guard case .character(let character, []) = key else { return nil }
        if state.box.isEmpty, state.chip == nil {
            if character == "?" || character == "？" { return .run(.help) }
            if character == ":" || character == "：" { return .run(.palette) }
        }
        return .type(String(character))
    }

    private func inOverlay(_ key: Key, _ overlay: Overlay, _ state: ExplorerState) -> Event? {
        let content = OverlayContent(overlay, state, keys: self)
        let count = content.rows.count
        func step(_ rows: Int) -> Event { .overlay(.to(content.rows.row(rows, from: overlay.cursor), count: count)) }
        if case .compare = overlay, [.named(.tab), .named(.right), Self.letter("=")].contains(Self.narrowed(key)) {
            return .run(.compare)
        }
        if case .compare = overlay, byRowKey[Self.narrowed(key)] == .newWords { return .overlay(.write) }
        if overlay.line == nil, Self.narrowed(key) == Self.letter("G") { return .overlay(.to(count - 1, count: count)) }
        if overlay.line == nil, case .character = key {
            if byRowKey[Self.narrowed(key)] == .down { return step(1) }
            if byRowKey[Self.narrowed(key)] == .up { return step(-1) }
        }
        let table = overlay.line == nil ? byRowKey : byAnyKey
        if table[Self.narrowed(key)] == .language { return .run(.language) }
        switch key {
        case .named(.escape, _): return .overlay(.close)
        case .named(.up, _): return step(-1)
        case .named(.down, _), .named(.tab, _): return step(1)
        case .named(.pageUp, _): return step(-10)
        case .named(.pageDown, _): return step(10)
        // In an empty line there is nowhere else to go.
        case .named(.home, _) where overlay.line?.isEmpty != false: return .overlay(.to(0, count: count))
        case .named(.end, _) where overlay.line?.isEmpty != false: return .overlay(.to(count - 1, count: count))
        case .named(.enter, _): return accept(overlay, content, state)
        case .control("c"), .control("q"): return .run(.quit)
        case .control("z"): return .run(.suspend)
        case .control("l"): return .run(.redraw)
        default: break
        }
        if case .reasons = overlay, let reason = reason(Self.narrowed(key)) { return reason }
        if overlay.line != nil, let edit = Self.editing[key] { return .edit(edit) }
        guard case .character(let character, []) = key else { return nil }
        return overlay.line == nil ? .noKey(String(character)) : .type(String(character))
    }

    private func accept(_ overlay: Overlay, _ content: OverlayContent, _ state: ExplorerState) -> Event {
        if content.rows.indices.contains(overlay.cursor), !content.rows[overlay.cursor].filters.isEmpty {
            return .toggle(content.rows[overlay.cursor].filters)
        }
        guard content.rows.indices.contains(overlay.cursor), let action = content.rows[overlay.cursor].action else {
            return .overlay(.accept)
        }
        if let obstacle = state.obstacle(to: action) { return .refused(action, obstacle) }
        return .run(action)
    }

    private func reason(_ key: Key) -> Event? {
        guard case .character(let character, []) = key, let digit = character.wholeNumberValue,
            VerdictReason.allCases.indices.contains(digit - 1)
        else { return nil }
        return .reason(VerdictReason.allCases[digit - 1])
    }

    /// Full-width `ａ` is still `a`, and the ideographic space a blank.
    static func narrowed(_ key: Key) -> Key {
        guard case .character(let character, let modifiers) = key, !character.isASCII else { return key }
        if character == "\u{3000}" { return .character(" ", modifiers) }
        // The marks an input method gives for / [ ] and the minus key, and the true minus sign.
        let marks: [Character: Character] = ["・": "/", "「": "[", "」": "]", "ー": "-", "−": "-"]
        if let mark = marks[character] { return .character(mark, modifiers) }
        let folded = String(character).precomposedStringWithCompatibilityMapping
        guard folded.count == 1, let narrow = folded.first, narrow.isASCII else { return key }
        return .character(narrow, modifiers)
    }

    // MARK: Names of keys

    /// The keys of an action as help shows them, the ones that work now first.
    func names(of action: Action, while focus: Focus) -> [String] {
        guard let binding = bindings.first(where: { $0.action == action }) else { return [] }
        return (focus == .rows ? binding.rows + binding.anywhere : binding.anywhere).map(Self.name)
    }

    /// All keys of an action.
    package func allNames(of action: Action) -> [String] { names(of: action, while: .rows) }

    /// Is that a key of an action, by the name that help shows or the one that the keys file has?
    func isKey(_ name: String, of action: Action) -> Bool {
        let names = allNames(of: action)
        return names.contains(name) || KeyMap.key(named: name).map { names.contains(Self.name(of: $0)) } ?? false
    }

    static func name(of key: Key) -> String {
        switch key {
        case .character(" ", []): "Space"
        case .character(let character, let modifiers):
            (modifiers.contains(.control) ? "^" : modifiers.contains(.alt) ? "Alt-" : "")
                + (modifiers.contains(.control) ? character.uppercased() : String(character))
        case .named(let named, let modifiers):
            (modifiers.contains(.alt) ? "Alt-" : modifiers.contains(.control) ? "^" : "") + name(of: named)
        default: ""
        }
    }

    private static func name(of key: NamedKey) -> String {
        switch key {
        case .enter: "Enter"
        case .escape: "Esc"
        case .tab: "Tab"
        case .backTab: "S-Tab"
        case .backspace: "Backspace"
        case .delete: "Del"
        case .insert: "Ins"
        case .up: "Up"
        case .down: "Down"
        case .left: "Left"
        case .right: "Right"
        case .home: "Home"
        case .end: "End"
        case .pageUp: "PgUp"
        case .pageDown: "PgDn"
        case .function(let number): "F\(number)"
        }
    }
}
