// Encodings that shops' files come in besides UTF-8, told by their bytes, so that a refusal can name the likely one and the
// command that converts it. Patterns after the encodings' own definitions (JIS X 0208, EUC-JP, ISO-2022-JP, UTF-16).
import Domain

/// An encoding that is not UTF-8.
package struct OtherEncoding: Equatable, Sendable {
    /// As `iconv -f` takes it.
    package let name: String

    private init(_ name: String) { self.name = name }

    /// Told by nothing but that it is not UTF-8, since any bytes pass for it: it may be damage.
    package var isGuess: Bool { name == "WINDOWS-1252" }

    /// nil for UTF-8 (also with single bad bytes) and for what no pattern fits.
    package init?(of bytes: [UInt8]) {
        if let marked = Self.byMark(bytes) ?? Self.byZeros(bytes.prefix(4_096)) { self = marked; return }
        if Self.isEscapedJapanese(bytes) { self = OtherEncoding("ISO-2022-JP"); return }
        guard String(validating: bytes, as: UTF8.self) == nil, !Self.isMostlyUTF8(bytes) else { return nil }
        let eucKana = Self.eucKana(bytes), shiftKana = Self.shiftKana(bytes)
        switch (eucKana, shiftKana) {
        case (let euc?, let shift) where euc > 0 && euc >= shift ?? 0: self = OtherEncoding("EUC-JP")
        case (_, let shift?) where shift > 0: self = OtherEncoding("SHIFT_JIS")
        default: self = OtherEncoding("WINDOWS-1252")
        }
    }

    /// What is wrong with a file in this encoding, and how it becomes UTF-8.
    package func fault(_ path: String) -> InputFault {
        let file = path == TextFile.name(of: "-") ? "" : Self.quoted(path) + " "
        return InputFault(
            path, "is not UTF-8; it looks like \(name)", expected: "UTF-8: iconv -f \(converterName) -t UTF-8 \(file)> utf8.txt")
    }

    /// Shops' files hold signs that only Windows' kind of Shift_JIS knows (①, ㈱): the strict one would stop at them.
    private var converterName: String { name == "SHIFT_JIS" ? "CP932" : name }

    /// The command that turns the names below a folder into UTF-8.
    package func renaming(_ folder: String) -> String {
        "convmv -f \(converterName.lowercased()) -t utf8 -r --notest \(Self.quoted(folder))"
    }

    private static func quoted(_ path: String) -> String {
        path.allSatisfy { $0.isLetter || $0.isNumber || "/._-".contains($0) }
            ? path : "'" + path.replacing(scalar: "'", with: "'\\''") + "'"
    }

    private static func byMark(_ bytes: [UInt8]) -> OtherEncoding? {
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]) { return OtherEncoding("UTF-32") }
        return bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) ? OtherEncoding("UTF-16") : nil
    }

    /// UTF-16 without a mark: of mostly Latin text every second byte is zero.
    private static func byZeros(_ bytes: ArraySlice<UInt8>) -> OtherEncoding? {
        guard bytes.count >= 8 else { return nil }
        let zeros = bytes.indices.reduce(into: [0, 0]) { $0[$1 % 2] += bytes[$1] == 0 ? 1 : 0 }
        let half = bytes.count / 2
        if zeros[1] * 10 >= half * 7, zeros[0] * 10 < half { return OtherEncoding("UTF-16LE") }
        if zeros[0] * 10 >= half * 7, zeros[1] * 10 < half { return OtherEncoding("UTF-16BE") }
        return nil
    }

    /// ISO-2022-JP is ASCII with escape sequences, so it passes for UTF-8.
    private static func isEscapedJapanese(_ bytes: [UInt8]) -> Bool {
        let escape: UInt8 = 0x1B, dollar = UInt8(ascii: "$")
        return bytes.indices.dropLast(2).contains { place in
            bytes[place] == escape && bytes[place + 1] == dollar && [UInt8(ascii: "B"), UInt8(ascii: "@")].contains(bytes[place + 2])
        } && bytes.allSatisfy { $0 < 0x80 }
    }

    /// Three of four characters beyond ASCII are whole UTF-8: the rest is damage, not another encoding.
    private static func isMostlyUTF8(_ bytes: [UInt8]) -> Bool {
        var good = 0, bad = 0
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars where scalar.value >= 0x80 {
            if scalar == "\u{FFFD}" { bad += 1 } else { good += 1 }
        }
        return good > bad * 3
    }

    /// How many kana a text holds if it is EUC-JP; nil where it cannot be.
    private static func eucKana(_ bytes: [UInt8]) -> Int? {
        var kana = 0
        let fits = walk(bytes) { first, second in
            guard (0xA1...0xFE).contains(first) || first == 0x8E, (0xA1...0xFE).contains(second) else { return nil }
            if first == 0xA4 || first == 0xA5 { kana += 1 }
            return 2
        }
        return fits ? kana : nil
    }

    /// How many kana and common kanji a text holds if it is Shift_JIS; nil where it cannot be.
    private static func shiftKana(_ bytes: [UInt8]) -> Int? {
        var common = 0
        let fits = walk(bytes) { first, second in
            if (0xA1...0xDF).contains(first) { return 1 }
            guard (0x81...0x9F).contains(first) || (0xE0...0xFC).contains(first),
                (0x40...0x7E).contains(second) || (0x80...0xFC).contains(second)
            else { return nil }
            if (0x82...0x83).contains(first) || (0x88...0x97).contains(first) { common += 1 }
            return 2
        }
        return fits ? common : nil
    }

    /// Does every character beyond ASCII fit? `step` gives how many bytes it takes, nil where it does not.
    private static func walk(_ bytes: [UInt8], _ step: (UInt8, UInt8) -> Int?) -> Bool {
        var place = 0
        while place < bytes.count {
            guard bytes[place] >= 0x80 else { place += 1; continue }
            guard let taken = step(bytes[place], place + 1 < bytes.count ? bytes[place + 1] : 0) else { return false }
            place += taken
        }
        return true
    }
}
