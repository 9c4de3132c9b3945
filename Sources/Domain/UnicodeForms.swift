// Names in the forms that Unicode allows: macOS decomposes `が`, others compose it. Disks and indexes compare bytes, so whoever
// looks a name up tries what is written first and then the other forms.
import Foundation

extension String {
    /// The ways to write a name in Unicode: as it is, composed, decomposed, and both as macOS does it, which leaves the old forms
    /// of kanji (U+F900 and on) alone. One for plain ASCII.
    package var unicodeForms: [String] {
        guard utf8.contains(where: { $0 >= 0x80 }) else { return [self] }
        let forms = [
            self, precomposedStringWithCanonicalMapping, decomposedStringWithCanonicalMapping,
            mapped { $0.precomposedStringWithCanonicalMapping }, mapped { $0.decomposedStringWithCanonicalMapping },
        ]
        return forms.reduce(into: []) { kept, form in
            if !kept.contains(where: { $0.utf8.elementsEqual(form.utf8) }) { kept.append(form) }
        }
    }

    /// The same with every stretch between old forms of kanji changed.
    private func mapped(_ change: (String) -> String) -> String {
        var result = "", stretch = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            guard (0xF900...0xFAFF).contains(scalar.value) || (0x2F800...0x2FAFF).contains(scalar.value) else {
                stretch.append(scalar)
                continue
            }
            result += change(String(stretch))
            result.unicodeScalars.append(scalar)
            stretch = String.UnicodeScalarView()
        }
        return result + change(String(stretch))
    }
}
