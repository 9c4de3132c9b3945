// The pieces of a question as people read them. A character that training never met is single bytes to the model,
// `<0xE5><0x86><0xB7>`; to a person it is a character, read or not.

/// The byte that a piece stands for; nil for every other piece.
package func byte(ofPiece piece: String) -> UInt8? {
    guard piece.utf8.count == 6, piece.hasPrefix("<0x"), piece.hasSuffix(">") else { return nil }
    return UInt8(piece.dropFirst(3).dropLast(), radix: 16)
}

extension QueryReading {
    /// The pieces read, with the bytes of one character joined into it. A character of which only some bytes were read is
    /// left out.
    package var readablePieces: [String] {
        var pieces: [String] = []
        var bytes: [UInt8] = []
        for token in tokens {
            if let byte = byte(ofPiece: token) {
                bytes.append(byte)
                guard let character = String(validating: bytes, as: UTF8.self) else { continue }
                pieces.append(character)
            } else {
                pieces.append(token)
            }
            bytes = []
        }
        return pieces
    }
}
