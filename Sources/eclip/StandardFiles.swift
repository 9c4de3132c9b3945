// Writing to stdout and stderr. Results must arrive whole or the command fails: a full disk behind a redirection is an
// error with its reason; a reader that went away (`| head`) is a quiet end.
import Domain
import Glibc

enum StandardOutput {
    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Width in cells; 100 where it is not a terminal.
    static var columns: Int { terminalColumns(STDOUT_FILENO) ?? 100 }
    /// How wide a line of text may be: a file or a pipe gets it whole.
    static var lineColumns: Int { terminalColumns(STDOUT_FILENO) ?? .max }

    /// Words for a person: nothing in them reaches a terminal as a command. Throws `ReaderWentAway`, or `InputFault` when
    /// stdout cannot be written.
    static func write(_ text: String) throws { try put(text.safeForTerminal) }

    /// Words and maps that eclip coloured itself. Throws as `write`.
    static func write(drawn text: String) throws { try put(text.safeDrawing) }

    /// What another program reads, byte for byte; on a terminal as safe as words. Throws as `write`.
    static func write(data text: String) throws { try put(isTerminal ? text.safeForTerminal : text) }

    /// Either of them: an answer that is JSON on demand. Throws as `write`.
    static func write(_ text: String, asData isData: Bool) throws { isData ? try write(data: text) : try write(text) }

    private static func put(_ text: String) throws {
        var text = text
        try text.withUTF8 { bytes in
            var written = 0
            while written < bytes.count {
                let count = Glibc.write(STDOUT_FILENO, bytes.baseAddress.map { $0 + written }, bytes.count - written)
                if count >= 0 { written += count; continue }
                let number = errno
                if number == EINTR { continue }
                if number == EPIPE { throw ReaderWentAway() }
                throw InputFault("standard output", String(cString: strerror(number)))
            }
        }
    }
}

enum StandardError {
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Width in cells; 80 where it is not a terminal.
    static var columns: Int { terminalColumns(STDERR_FILENO) ?? 80 }

    /// Words for a person; what cannot be said is not an error.
    static func write(_ text: String) { put(text.safeForTerminal) }

    /// Words that eclip coloured itself.
    static func write(drawn text: String) { put(text.safeDrawing) }

    /// A bar drawn over the one before it: back to the start of the line, and the rest of the old one erased.
    static func overwriteLine(_ text: String) { put("\r" + text.onOneLine + "\u{1B}[K") }

    private static func put(_ text: String) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    /// One line, whatever name stands in it.
    static func note(_ text: String) { write("eclip: " + text.onOneLine + "\n") }
}

private func terminalColumns(_ descriptor: Int32) -> Int? {
    var size = winsize()
    return ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : nil
}
