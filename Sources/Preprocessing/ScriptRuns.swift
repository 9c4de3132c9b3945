// Where one kind of writing ends and the next begins. Japanese writes no blanks, so a change of script is the only
// cut that needs no dictionary; the tokenizer, the title noise and the list of known words all cut here. The classes
// are spelled as plain ranges of code points, and the same ranges make the regular expression in tokenizer.json, so
// that Python's `tokenizers` cuts in exactly the same places whatever Unicode version its library was built with.

/// The kinds of writing that are told apart.
package enum ScriptClass: Sendable {
    case hiragana, katakana, han, digit
    /// One character that always stands alone: punctuation and symbols of ASCII, Japanese punctuation.
    case mark
    /// Letters of every other script, emoji, combining marks.
    case other

    /// The class of a scalar of normalised text that is not white space.
    package static func of(_ scalar: Unicode.Scalar) -> ScriptClass {
        let value = scalar.value
        if value < 0x80 { return ascii(value) }
        if value < 0x3000 { return .other }
        for (script, ranges) in wideRanges where ranges.contains(where: { $0.contains(value) }) { return script }
        return .other
    }

    private static func ascii(_ value: UInt32) -> ScriptClass {
        switch value {
        case 0x30...0x39: return .digit
        case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: return .mark
        default: return .other
        }
    }

    private static let wideRanges: [(ScriptClass, [ClosedRange<UInt32>])] = [
        (.hiragana, [0x3041...0x3096, 0x309D...0x309F]),
        (.katakana, [0x30A1...0x30FA, 0x30FC...0x30FF, 0x31F0...0x31FF]),
        (.han, [0x3005...0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF]),
        (.mark, [0x3001...0x3002, 0x3008...0x3011, 0x3014...0x301C, 0x30FB...0x30FB]),
    ]

    /// The same classes as one regular expression in the syntax of Oniguruma: a run of one script, a run of digits or
    /// a single mark is a match; what lies between matches is `.other`.
    package static let regularExpression: String = {
        func brackets(_ ranges: [ClosedRange<UInt32>]) -> String {
            let parts = ranges.map { range in
                "\\x{" + String(range.lowerBound, radix: 16) + "}-\\x{" + String(range.upperBound, radix: 16) + "}"
            }
            return "[" + parts.joined() + "]"
        }
        let runs = wideRanges.dropLast().map { brackets($0.1) + "+" }
        let ascii: [ClosedRange<UInt32>] = [0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E]
        return (runs + [brackets([0x30...0x39]) + "+", brackets(ascii + wideRanges[3].1)]).joined(separator: "|")
    }()
}

/// A run of scalars of one class, cut out of normalised text.
package struct ScriptRun: Equatable, Sendable {
    package let script: ScriptClass
    package let text: [Unicode.Scalar]
    /// White space (or the start of the text) stood before it.
    package let opensWord: Bool

    package var string: String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: text)
        return String(view)
    }

    /// Cuts text at white space, at changes of script and around every mark.
    package static func runs(of text: some Sequence<Unicode.Scalar>) -> [ScriptRun] {
        var runs: [ScriptRun] = []
        var open: [Unicode.Scalar] = []
        var script = ScriptClass.other
        var afterBlank = true
        func close() {
            guard !open.isEmpty else { return }
            runs.append(ScriptRun(script: script, text: open, opensWord: afterBlank))
            open.removeAll(keepingCapacity: true)
            afterBlank = false
        }
        for scalar in text {
            if isBlank(scalar) {
                close()
                afterBlank = true
                continue
            }
            let next = ScriptClass.of(scalar)
            if next != script || next == .mark { close() }
            script = next
            open.append(scalar)
        }
        close()
        return runs
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x80
            ? scalar.value == 0x20 || (0x09...0x0D).contains(scalar.value) : scalar.properties.isWhitespace
    }
}
