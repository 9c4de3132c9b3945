// A word of the linear mode with something behind it that it cannot take: taken for a question it would lose the place, so it is
// told what it takes and how to ask for the words after all. Whoever asks for a jacket with patches is no such case.
import Domain
import Explorer

extension LinearReader {
    /// nil for what may well be a question: more than one word, or a word of a title, behind the word for a command.
    func misused(_ first: String, _ rest: String, _ line: String, _ state: ExplorerState) -> LinearStep? {
        guard !rest.isEmpty, !rest.contains(where: \.isWhitespace) else { return nil }
        let said: LinearPhrase
        if let command = LinearCommand(first) {
            guard Int(rest.folded) != nil || !state.catalog.titlesHold(rest) else { return nil }
            said = command.takes(first)
        } else {
            // Labels are common words ("down jacket"): only what is no word at all is none of a question.
            guard Int(rest.folded) != nil || rest.count == 1, Self.isLabel(first) else { return nil }
            said = .takesNothing(first)
        }
        return .say([said, .askInstead(line)].map { $0.said(in: state.language) })
    }

    private static func isLabel(_ word: String) -> Bool {
        Action.allCases.contains { action in
            Language.allCases.contains { action.label(in: $0).folded == word } || action.rawValue.folded == word
        }
    }
}

extension LinearCommand {
    /// What may stand behind it, under the name that was said.
    fileprivate func takes(_ name: String) -> LinearPhrase {
        switch self {
        case .rows: .takesRow(name)
        case .query: .takesQuery(name)
        case .patch: .patchHowTo
        default: .takesNothing(name)
        }
    }
}
