// A drawn screen as a file for somebody without the program: text, ANSI, HTML or SVG, each with the command line that
// reopens the view below it. Every cell is written, its colours as they were; nothing here knows a file.
import Domain
import Screen

/// A kind of file that a view is shared as, by the ending of its name.
package enum SharedForm: String, Sendable, CaseIterable {
    case text = "txt"
    case ansi = "ans"
    case html
    case svg

    /// nil for a name with another ending.
    package init?(name: String) {
        guard let dot = name.lastIndex(of: ".") else { return nil }
        self.init(rawValue: name[name.index(after: dot)...].lowercased())
    }
}

/// A grid to be written as a file.
package struct SharedView: Sendable {
    package let grid: Grid
    /// The line that reopens the view; written uncut, below the cells.
    package let command: String
    /// The colours that stand for the terminal's own.
    package let foreground: RGB
    package let background: RGB

    package init(_ grid: Grid, command: String, foreground: RGB, background: RGB) {
        self.grid = grid
        self.command = command
        self.foreground = foreground
        self.background = background
    }

    /// The whole file.
    package func written(as form: SharedForm) -> String {
        switch form {
        case .text: grid.lines.map { $0 + "\n" }.joined() + "\n" + command + "\n"
        case .ansi: ANSIWriter(depth: .truecolor).text(grid) + "\n" + command + "\n"
        case .html: html
        case .svg: svg
        }
    }

    // MARK: Runs of one look

    private struct Run {
        var column: Int
        var columns: Int
        var text: String
        var style: Style
    }

    /// Cells of a row that look alike, joined; wide characters stand alone, so that no font can push their neighbours.
    private func runs(_ row: Int) -> [Run] {
        var runs: [Run] = []
        for column in 0..<grid.columns {
            let cell = grid[row, column]
            guard cell.width > 0 else { continue }
            if cell.width == 1, let last = runs.last, last.style == cell.style, last.column + last.columns == column,
                last.text.unicodeScalars.allSatisfy({ $0.value < 0x3000 })
            {
                runs[runs.count - 1].text += cell.text
                runs[runs.count - 1].columns += 1
            } else {
                runs.append(Run(column: column, columns: cell.width, text: cell.text, style: cell.style))
            }
        }
        return runs
    }

    /// Ink and ground of a style as colours of a page; ground nil where the page shows through.
    private func look(_ style: Style) -> (ink: RGB, ground: RGB?) {
        var ink = style.foreground?.look ?? foreground
        var ground = style.background?.look
        if style.emphasis.contains(.reverse) { (ink, ground) = (ground ?? background, ink) }
        if style.emphasis.contains(.dim) { ink = ink.mixed(with: ground ?? background, share: 0.4) }
        return (ink, ground)
    }

    // MARK: HTML

    private var html: String {
        let rows = (0..<grid.rows).map { row in runs(row).map(span).joined() }.joined(separator: "\n")
        return """
            <!DOCTYPE html>
            <html><head><meta charset="utf-8"><title>eclip</title><style>
            body{background:\(background.hex);color:\(foreground.hex)}
            pre{font:16px/1.2 "DejaVu Sans Mono","Noto Sans Mono CJK JP",Menlo,Consolas,monospace}
            i{font-style:normal;display:inline-block;width:2ch;overflow:hidden;vertical-align:bottom}
            </style></head><body>
            <pre>\(rows)</pre>
            <pre>\(escaped(command))</pre>
            </body></html>

            """
    }

    private func span(_ run: Run) -> String {
        let isWide = run.columns == 2 && run.text.unicodeScalars.first.map { $0.value > 0x1100 } == true
        let text = isWide ? "<i>\(escaped(run.text))</i>" : escaped(run.text)
        guard run.style != .plain else { return text }
        let look = look(run.style)
        var css = "color:\(look.ink.hex)"
        if let ground = look.ground { css += ";background:\(ground.hex)" }
        if run.style.emphasis.contains(.bold) { css += ";font-weight:bold" }
        if run.style.emphasis.contains(.underline) { css += ";text-decoration:underline" }
        return "<span style=\"\(css)\">\(text)</span>"
    }

    // MARK: SVG

    private static let cell = (width: 10, height: 20, base: 15)

    private var svg: String {
        let (width, height, base) = Self.cell
        let size = (width: grid.columns * width, height: (grid.rows + 2) * height)
        var parts = (0..<grid.rows).flatMap { row in runs(row).flatMap { shapes($0, row: row) } }
        parts.append(
            "<text x=\"\(width)\" y=\"\((grid.rows + 1) * height + base)\" fill=\"\(foreground.hex)\" font-size=\"12\">"
                + "\(escaped(command))</text>")
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(size.width) \(size.height)" \
            width="\(size.width)" height="\(size.height)" \
            font-family="DejaVu Sans Mono,Noto Sans Mono CJK JP,monospace" font-size="16" xml:space="preserve">
            <desc>\(escaped(command))</desc>
            <rect width="100%" height="100%" fill="\(background.hex)"/>
            \(parts.joined(separator: "\n"))
            </svg>

            """
    }

    private func shapes(_ run: Run, row: Int) -> [String] {
        let (width, height, base) = Self.cell
        let look = look(run.style)
        let (left, wide) = (run.column * width, run.columns * width)
        var shapes: [String] = []
        if let ground = look.ground {
            shapes.append(
                "<rect x=\"\(left)\" y=\"\(row * height)\" width=\"\(wide)\" height=\"\(height)\" fill=\"\(ground.hex)\"/>")
        }
        if !run.text.isEmpty, run.text.allSatisfy({ $0 == "▀" || $0 == "▄" }) {
            return shapes + halves(run, row: row, ink: look.ink)
        }
        guard run.text.contains(where: { $0 != " " }) else { return shapes }
        let weight = run.style.emphasis.contains(.bold) ? " font-weight=\"bold\"" : ""
        let line = run.style.emphasis.contains(.underline) ? " text-decoration=\"underline\"" : ""
        shapes.append(
            "<text x=\"\(left)\" y=\"\(row * height + base)\" textLength=\"\(wide)\" lengthAdjust=\"spacingAndGlyphs\" "
                + "fill=\"\(look.ink.hex)\"\(weight)\(line)>\(escaped(run.text))</text>")
        return shapes
    }

    /// Half blocks as rectangles: fonts leave gaps between them.
    private func halves(_ run: Run, row: Int, ink: RGB) -> [String] {
        let (width, height, _) = Self.cell
        return run.text.enumerated().map { offset, block in
            let top = row * height + (block == "▄" ? height / 2 : 0)
            return "<rect x=\"\((run.column + offset) * width)\" y=\"\(top)\" width=\"\(width)\" height=\"\(height / 2)\" "
                + "fill=\"\(ink.hex)\"/>"
        }
    }

    private func escaped(_ text: String) -> String {
        // By scalars: a mark that combines with one of these makes another character of it, and the same markup.
        var safe = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": safe += "&amp;"
            case "<": safe += "&lt;"
            case ">": safe += "&gt;"
            case "\"": safe += "&quot;"
            default: safe.unicodeScalars.append(scalar.isTerminalControl ? "\u{FFFD}" : scalar)
            }
        }
        return safe
    }
}

extension RGB {
    /// "#rrggbb".
    fileprivate var hex: String {
        "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

/// Words as one line for a POSIX shell.
package func shellLine(_ words: [String]) -> String {
    words.map { word in
        let isPlain = !word.isEmpty && word.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || "-_./:=@%+,".utf8.contains(byte)
        }
        return isPlain ? word : quotedForShell(word)
    }.joined(separator: " ")
}

/// In quotes. Controls are spelt (`$'\x1b'`), so that the line can be printed; bash, zsh and ksh read that.
private func quotedForShell(_ word: String) -> String {
    guard word.unicodeScalars.contains(where: \.isTerminalControl) else {
        return "'" + word.replacing(scalar: "'", with: "'\\''") + "'"
    }
    let bytes = word.utf8.map { byte -> String in
        switch byte {
        case UInt8(ascii: "'"), UInt8(ascii: "\\"): "\\" + String(UnicodeScalar(byte))
        case 0x20..<0x7F: String(UnicodeScalar(byte))
        default: "\\x" + String(byte, radix: 16).leftPadded
        }
    }
    return "$'" + bytes.joined() + "'"
}

extension String {
    fileprivate var leftPadded: String { count < 2 ? "0" + self : self }
}
