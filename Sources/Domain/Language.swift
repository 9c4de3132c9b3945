// The two languages the screen speaks. A third one is a case here: every string then fails to build until it is said.

/// A language of the interface; titles are chosen by the same code.
package enum Language: String, Sendable, Codable, CaseIterable {
    case en, ja

    /// The language of a POSIX locale name (`ja_JP.UTF-8`); English for everything unknown.
    package init(locale: String) {
        self = locale.lowercased().hasPrefix("ja") ? .ja : .en
    }

    package var other: Language { self == .en ? .ja : .en }
}
