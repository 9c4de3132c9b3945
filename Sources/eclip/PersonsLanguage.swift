// The language of the person, where no flag says it.
import Domain

extension Language {
    /// That of the first locale that is set, as POSIX orders them.
    init(of environment: [String: String]) {
        let names = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }
        self.init(locale: names.first { !$0.isEmpty } ?? "")
    }
}
