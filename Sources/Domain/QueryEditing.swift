// Changing a question as text: filters put in and taken out, subjects and filters written the way they are typed, the
// word that is being typed. What is written here reads back as the same through `QueryParts`.

extension QueryFilter {
    /// As typed in the box: `color:red`, `-brand:x`, `title:"with dots"`.
    package var typed: String {
        let quoted = value.contains(where: \.isWhitespace) ? "\"\(value)\"" : value
        return (isNegated ? "-" : "") + name + ":" + comparison.rawValue + quoted
    }
}

extension QuerySubject {
    /// As a term of a question is typed: words, `#id`, `path@instance`.
    package var typed: String {
        switch self {
        case .text(let words): words
        case .product(let id): "#" + id
        case .picture(let path, let instance):
            (path.contains(where: \.isWhitespace) ? "'\(path)'" : path) + (instance.map { "@\($0)" } ?? "")
        }
    }
}

extension QueryParts {
    /// The question without the filters for which a test holds; other words stay as they were typed.
    package static func removing(from text: String, where isUnwanted: (QueryFilter) -> Bool) -> String {
        let all = tokens(of: text)
        let kept = all.filter { token in filter(token).map { !isUnwanted($0) } ?? true }
        return kept.count == all.count ? text : kept.joined(separator: " ")
    }

    /// Takes all of some filters out where all are there, else puts in those that are not.
    package static func toggling(_ filters: [QueryFilter], in text: String) -> String {
        let there = QueryParts(text).filters
        if filters.allSatisfy(there.contains) { return removing(from: text, where: filters.contains) }
        let missing = filters.filter { !there.contains($0) }.map(\.typed)
        let words = text.last?.isWhitespace ?? true ? text : text + " "
        return words + missing.joined(separator: " ")
    }

    /// Does the last word, with no blank behind it, filter?
    package static func endsInFilter(_ text: String) -> Bool { filter(lastWord(of: text)) != nil }

    /// The word that a text ends in, quotes and all; empty behind a blank.
    package static func lastWord(of text: String) -> String {
        guard let last = tokens(of: text).last, narrowed(text).hasSuffix(last) else { return "" }
        return String(text.suffix(last.count))
    }
}
