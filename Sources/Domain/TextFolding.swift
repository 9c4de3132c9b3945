// One folding for queries, titles, filters and ids, so that both sides of a comparison agree.
import Foundation

extension String {
    /// NFKC, lower case, runs of white space as one blank, none at the ends. The form the tokenizer and every
    /// comparison of titles see; the raw form is kept beside it for display.
    package var folded: String {
        // The second step joins ﾞ and ﾟ to half-width kana, which the first one widens and leaves apart.
        precomposedStringWithCompatibilityMapping.precomposedStringWithCanonicalMapping.lowercased()
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
