// A grid as lines for a plain terminal or a pipe: text with SGR codes at a colour depth; no cursor movement, so that
// the lines scroll, page and paste like any other output.

/// Writes grids as text with colour codes.
package struct ANSIWriter: Sendable {
    /// What the reader's terminal shows; `.mono` writes plain text without a single code.
    package let depth: ColourDepth

    package init(depth: ColourDepth) { self.depth = depth }

    /// One string a row. Blanks without style at the ends of rows are left out; every row ends in default style.
    package func lines(_ grid: Grid) -> [String] {
        depth == .mono ? grid.lines : (0..<grid.rows).map { line($0, of: grid) }
    }

    /// All rows, each ended by a line feed.
    package func text(_ grid: Grid) -> String { lines(grid).map { $0 + "\n" }.joined() }

    private func line(_ row: Int, of grid: Grid) -> String {
        var last = grid.columns
        while last > 0, grid[row, last - 1].text == " ", grid[row, last - 1].style == .plain { last -= 1 }
        var text = ""
        var current = Style.plain
        for column in 0..<last {
            let cell = grid[row, column]
            let style = cell.style.reduced(to: depth)
            if style != current { text += code(from: current, to: style) }
            current = style
            text += cell.text
        }
        return current == .plain ? text : text + "\u{1B}[0m"
    }

    /// The shortest code for a change of style: only what differs, a reset where emphasis ends.
    private func code(from old: Style, to new: Style) -> String {
        if new == .plain { return "\u{1B}[0m" }
        var parts: [String] = []
        var old = old
        if !old.emphasis.isSubset(of: new.emphasis) {
            parts.append("0")
            old = .plain
        }
        let emphasis: [(Emphasis, String)] = [(.bold, "1"), (.dim, "2"), (.underline, "4"), (.reverse, "7")]
        for (kind, number) in emphasis where new.emphasis.contains(kind) && !old.emphasis.contains(kind) {
            parts.append(number)
        }
        if new.foreground != old.foreground { parts.append(Self.code(new.foreground, base: 30, bright: 90)) }
        if new.background != old.background { parts.append(Self.code(new.background, base: 40, bright: 100)) }
        return "\u{1B}[" + parts.joined(separator: ";") + "m"
    }

    private static func code(_ colour: Colour?, base: Int, bright: Int) -> String {
        switch colour {
        case nil: return String(base + 9)
        case .palette(let index) where index < 8: return String(base + Int(index))
        case .palette(let index) where index < 16: return String(bright + Int(index) - 8)
        case .palette(let index): return "\(base + 8);5;\(index)"
        case .rgb(let value): return "\(base + 8);2;\(value.red);\(value.green);\(value.blue)"
        }
    }
}
