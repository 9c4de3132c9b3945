// What the box understands beyond words: weighted terms, terms to stay away from, products among the terms, and filters.
//
//     2:red dress + #p12 + scenes/1.png@2 - floral color:red price:<50 -brand:x
//
// A picture is its path, with @2 for its second instance; one with blanks stands in quotes, as terminals paste it.
// An operator stands between blanks, so that `t-shirt` is a word; a filter is a name, a colon and a value without a blank
// between them, quoted where the value has blanks. Text without any of it is one term of weight 1: itself.
import Foundation

/// A part of a question with its share in the whole.
package struct QueryTerm: Equatable, Sendable {
    /// Negative for what to stay away from.
    package var weight: Float
    package var subject: QuerySubject

    package init(weight: Float = 1, subject: QuerySubject) {
        (self.weight, self.subject) = (weight, subject)
    }
}

/// A condition on what a picture's products are filed under.
package struct QueryFilter: Equatable, Hashable, Sendable {
    package enum Comparison: String, Sendable, CaseIterable {
        case lessOrEqual = "<=", greaterOrEqual = ">=", less = "<", greater = ">", equal = ""

        package func holds(_ value: Double, _ bound: Double) -> Bool {
            switch self {
            case .less: value < bound
            case .lessOrEqual: value <= bound
            case .greater: value > bound
            case .greaterOrEqual: value >= bound
            case .equal: value == bound
            }
        }
    }

    /// A column of the catalog, or `title`, `id`, `source`, `split`; folded.
    package var name: String
    package var comparison: Comparison
    /// As typed, without its quotes. A title must hold it, anything else must equal it (letters folded).
    package var value: String
    package var isNegated: Bool

    package init(name: String, comparison: Comparison = .equal, value: String, isNegated: Bool = false) {
        (self.name, self.comparison, self.value, self.isNegated) = (name, comparison, value, isNegated)
    }
}

/// A question taken apart.
package struct QueryParts: Equatable, Sendable {
    package var terms: [QueryTerm] = []
    package var filters: [QueryFilter] = []

    /// The words of the terms to find, without operators and filters: what the model reads and the calibration knows.
    package var words: String {
        terms.compactMap { term in
            if case .text(let words) = term.subject, term.weight > 0 { words } else { nil }
        }.joined(separator: " ")
    }

    /// One term of words: a question as it has always been.
    package var isPlain: Bool {
        guard terms.count == 1, terms[0].weight > 0, case .text = terms[0].subject else { return false }
        return true
    }

    /// The one product or instance that a question is nothing but; nil for words, sums and filtered ones.
    package var alone: QuerySubject? {
        guard terms.count == 1, filters.isEmpty, terms[0].weight == 1 else { return nil }
        if case .text = terms[0].subject { return nil }
        return terms[0].subject
    }

    /// Takes a text apart; never fails: what is no operator and no filter is words.
    package init(_ text: String) {
        var isNegated = false, hasOperator = false
        var words: [String] = []
        func term() -> QueryTerm? {
            defer { words = [] }
            return Self.term(words, isNegated: isNegated)
        }
        for token in Self.tokens(of: text) {
            if ["+", "-", Self.longVowel].contains(token) {
                if let term = term() { terms.append(term) }
                hasOperator = true
                isNegated = token != "+"
            } else if let filter = Self.filter(token) {
                filters.append(filter)
            } else if hasOperator, words.isEmpty, token.count > 1, token.hasPrefix("-") {
                // `red + -striped`: who put a sign between blanks and another one before the word means the second.
                isNegated.toggle()
                words.append(String(token.dropFirst()))
            } else {
                words.append(token)
            }
        }
        if let term = term() { terms.append(term) }
        // Words that are nothing but words stay as they were typed.
        if !hasOperator, filters.isEmpty, terms.isEmpty || (terms[0].weight == 1 && isPlain) { terms = [Self.plain(text)] }
        if terms.isEmpty { terms = [Self.plain("")] }
    }

    private static func plain(_ words: String) -> QueryTerm { QueryTerm(subject: .text(words)) }

    /// Cuts at blanks outside of quotes; a quote opens only behind a colon, so that `5" phone` is two words.
    ///
    /// Signs come out narrow: an input method gives `：` and `−` for the same keys.
    static func tokens(of text: String) -> [String] {
        var tokens: [String] = [], token = "", isQuoted = false
        for character in narrowed(text) {
            if character == "\"", isQuoted || token.hasSuffix(":") {
                isQuoted.toggle()
                token.append(character)
            } else if character.isWhitespace, !isQuoted {
                if !token.isEmpty { tokens.append(token) }
                token = ""
            } else {
                token.append(character)
            }
        }
        return token.isEmpty ? tokens : tokens + [token]
    }

    /// The same text with the wide forms of ASCII, the true minus sign and curly quotes as ASCII has them; as many characters.
    static func narrowed(_ text: String) -> String {
        String(text.map { character in
            guard character.unicodeScalars.count == 1, let scalar = character.unicodeScalars.first else { return character }
            switch scalar.value {
            case 0xFF01...0xFF5E: return Unicode.Scalar(scalar.value - 0xFEE0).map(Character.init) ?? character
            case 0x2212: return "-"
            case 0x201C, 0x201D: return "\""
            default: return character
            }
        })
    }

    /// What a Japanese input method makes of the minus key; alone between blanks it is no word.
    private static let longVowel = "ー"

    private static func term(_ tokens: [String], isNegated: Bool) -> QueryTerm? {
        guard var first = tokens.first else { return nil }
        var weight: Float = 1
        let parts = first.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2, !parts[1].isEmpty, let number = Float(parts[0]), number > 0, number <= 100 {
            (weight, first) = (number, String(parts[1]))
        }
        let sign: Float = isNegated ? -1 : 1
        let rest = tokens.dropFirst()
        if rest.isEmpty, first.count > 1, first.hasPrefix("#") {
            return QueryTerm(weight: sign * weight, subject: .product(String(first.dropFirst())))
        }
        let words = ([first] + rest).joined(separator: " ")
        return QueryTerm(weight: sign * weight, subject: picture(words) ?? .text(words))
    }

    /// `scenes/1.png@2`, an instance of a picture, or `scenes/1.png`, the picture's own; nil for anything else: a name with an at
    /// sign stays a word. Blanks belong to a path only where it is quoted, or each stands behind a backslash.
    private static func picture(_ text: String) -> QuerySubject? {
        var path = text, number: Int?
        if let sign = text.lastIndex(of: "@"), let instance = InstanceReading.instance(named: String(text[text.index(after: sign)...])) {
            (path, number) = (String(text[..<sign]), instance)
        }
        let isQuoted = path.count > 2 && ["'", "\""].contains(path.first) && path.first == path.last
        path = isQuoted ? String(path.dropFirst().dropLast()) : path.replacingOccurrences(of: "\\ ", with: "\u{0}")
        let isRooted = ["/", "./", "../", "~/"].contains { path.hasPrefix($0) }
        guard isQuoted || isRooted || !path.contains(where: \.isWhitespace) else { return nil }
        path = path.replacingOccurrences(of: "\u{0}", with: " ")
        let isCounted = text.last?.isNumber == true && number != nil
        guard path.isNamedAsPicture || (isCounted && path.contains(".") && !path.contains(" ")) else { return nil }
        return .picture(path, instance: number)
    }

    /// `name:value`, `name:<5`, `-name:"two words"`; nil for anything else, also while the value is still missing.
    static func filter(_ token: String) -> QueryFilter? {
        let isNegated = token.hasPrefix("-")
        let body = isNegated ? token.dropFirst() : token[...]
        let parts = body.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let initial = parts[0].first, initial.isLetter,
            parts[0].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
        else { return nil }
        let comparison = QueryFilter.Comparison.allCases.first { parts[1].hasPrefix($0.rawValue) } ?? .equal
        let value = parts[1].dropFirst(comparison.rawValue.count).filter { $0 != "\"" }
        guard !value.isEmpty, comparison == .equal || amount(in: String(value)) != nil else { return nil }
        return QueryFilter(
            name: String(parts[0]).folded, comparison: comparison, value: String(value), isNegated: isNegated)
    }
}
