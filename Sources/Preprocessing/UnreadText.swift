// The end of a text that the model's limit cuts off, as it was written: pieces know no blanks, and some are single bytes.
import Domain

extension Tokenizer {
    /// What stands behind the pieces read in a text, normalised; a character that was read in part belongs to it.
    package func rest(of text: String, behind pieces: [String]) -> String {
        let scalars = Self.normalized(text).unicodeScalars
        var read = pieces.reduce(0) { $0 + (byte(ofPiece: $1) == nil ? $1.utf8.count : 1) }
        var place = scalars.startIndex
        while place < scalars.endIndex {
            let scalar = scalars[place]
            if !scalar.properties.isWhitespace {
                let bytes = UTF8.width(scalar)
                guard bytes <= read else { break }
                read -= bytes
            }
            place = scalars.index(after: place)
        }
        return String(scalars[place...].drop { $0.properties.isWhitespace })
    }
}
