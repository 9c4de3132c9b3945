// Titles in the language asked with. A catalog has them in its `title_<language>` columns; its `title` column is in no language
// that it says, but Japanese shows by its letters.
import Catalog
import Domain
import Preprocessing

extension CatalogRow {
    /// Is there a title that is known to be in a language?
    func isTitled(in language: String) -> Bool {
        if titles[language] != nil { return true }
        return language == "ja" && title.unicodeScalars.contains { Self.japanese.contains(ScriptClass.of($0)) }
    }

    private static let japanese: [ScriptClass] = [.hiragana, .katakana, .han]
}

extension EvaluationRun {
    /// English is what `title` is taken for where nothing says otherwise.
    private var namedLanguage: String? { language == "en" && !catalog.rows.contains { $0.isTitled(in: "en") } ? nil : language }

    /// Throws `InputFault` where no row has a title in the language asked with: other titles would be asked without a word.
    func checkTitles() throws {
        guard let language = namedLanguage, !catalog.rows.contains(where: { $0.isTitled(in: language) }) else { return }
        throw InputFault(
            catalog.path, "no title in the language of --lang \(language)", expected: "a column title_\(language) that is filled")
    }

    /// How many products are asked by their title in no particular language; nil where none is.
    func untitledNote(_ gallery: EvaluationGallery) -> String? {
        guard let language = namedLanguage else { return nil }
        let titled = Set(catalog.rows.filter { $0.isTitled(in: language) }.map(\.productID))
        let lacking = gallery.queries.count { !titled.contains($0.productID) }
        guard lacking > 0 else { return nil }
        return "\(lacking) of \(gallery.queries.count) products have no title_\(language) and are asked for by their title"
    }
}
