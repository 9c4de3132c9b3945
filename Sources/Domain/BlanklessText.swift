// Names as one field of a file whose fields stand between blanks (TREC runs and judgements): white space and `%` become
// percent codes, and back.

extension String {
    /// Without white space, so that it is one field; an empty text is `%00`. `withBlanks` undoes it.
    package var withoutBlanks: String {
        guard !isEmpty else { return "%00" }
        return unicodeScalars.map { scalar in
            guard scalar == "%" || scalar.properties.isWhitespace else { return String(scalar) }
            return String(scalar).utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
        }.joined()
    }

    /// What `withoutBlanks` was made of. A `%` without two hexadecimal digits behind it is itself.
    package var withBlanks: String {
        guard utf8.contains(UInt8(ascii: "%")), self != "%00" else { return self == "%00" ? "" : self }
        let bytes = Array(utf8)
        var decoded: [UInt8] = []
        var place = 0
        while place < bytes.count {
            let isCode = bytes[place] == UInt8(ascii: "%") && place + 2 < bytes.count
                && bytes[place + 1...place + 2].allSatisfy { Character(UnicodeScalar($0)).isHexDigit }
            let code = isCode
                ? UInt8(String(decoding: bytes[place + 1...place + 2], as: UTF8.self), radix: 16) : nil
            decoded.append(code ?? bytes[place])
            place += code == nil ? 1 : 3
        }
        return String(decoding: decoded, as: UTF8.self)
    }
}
