// The `.screen` form of a grid, for golden files: the text between bars, so that blanks at the ends are seen in a
// review, then one line of styles for each row that has any. Plain text; a difference of two dumps reads well.
//
//     screen 12x2 caret 0,3
//     |/ 靴        |
//     |two         |
//     0: 0-1 bold; 2-3 fg #ffaa00 bg 4

extension Grid {
    /// The dump: size and caret, the rows, their styles.
    package var dump: String {
        let place = caret.map { " caret \($0.row),\($0.column)" } ?? ""
        let head = "screen \(columns)x\(rows)\(place)"
        let text = (0..<rows).map { "|\(self.text(row: $0))|" }
        return ([head] + text + (0..<rows).compactMap(styleLine)).joined(separator: "\n") + "\n"
    }

    private func styleLine(_ row: Int) -> String? {
        var runs: [String] = []
        var first = 0
        while first < columns {
            let style = self[row, first].style
            var end = first + 1
            while end < columns && self[row, end].style == style { end += 1 }
            if style != .plain {
                runs.append((end - first == 1 ? "\(first)" : "\(first)-\(end - 1)") + style.dump)
            }
            first = end
        }
        return runs.isEmpty ? nil : "\(row): " + runs.joined(separator: "; ")
    }
}

extension Style {
    /// " bold fg #ffaa00 bg 4".
    fileprivate var dump: String {
        let names: [(Emphasis, String)] = [
            (.bold, " bold"), (.dim, " dim"), (.underline, " underline"), (.reverse, " reverse"),
        ]
        return names.filter { emphasis.contains($0.0) }.map(\.1).joined()
            + (foreground.map { " fg \($0.dump)" } ?? "") + (background.map { " bg \($0.dump)" } ?? "")
    }
}

extension Colour {
    fileprivate var dump: String {
        switch self {
        case .palette(let index): return String(index)
        case .rgb(let value):
            return "#"
                + [value.red, value.green, value.blue].map {
                    $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16)
                }
                .joined()
        }
    }
}
