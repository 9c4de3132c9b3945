// Why a screen could not be opened, as facts; the executable finds the words and the exit status.

/// The terminal is not one this program can draw on.
package enum TerminalFault: Error, Equatable, Sendable, CustomStringConvertible {
    /// Standard input or output is no terminal.
    case notATerminal
    /// TERM is empty or terminfo does not know it.
    case unknownTerminal(name: String)
    /// The terminal cannot place its cursor (TERM=dumb).
    case cannotMoveCursor(name: String)
    /// Fewer cells than the smallest layout needs.
    case tooSmall(columns: Int, rows: Int, neededColumns: Int, neededRows: Int)
    /// The system or ncurses refused.
    case refused

    package var description: String {
        switch self {
        case .notATerminal: return "standard input and output are not a terminal"
        case .unknownTerminal(""): return "TERM is empty or not set, so nothing says what kind of terminal this is"
        case .unknownTerminal(let name): return "TERM=\(name): terminfo knows no such terminal"
        case .cannotMoveCursor(let name): return "TERM=\(name): this terminal cannot place its cursor"
        case .tooSmall(let columns, let rows, let neededColumns, let neededRows):
            return "the window has \(columns)x\(rows) cells, \(neededColumns)x\(neededRows) are needed"
        case .refused: return "the terminal could not be opened"
        }
    }
}
