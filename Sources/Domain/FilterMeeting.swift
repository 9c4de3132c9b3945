// When a value of the catalog meets a filter: one rule for the index, which filters, and for whoever says what a filter can find.

extension QueryFilter {
    /// Does a value of the catalog meet the condition, its negation aside? Titles need only hold the value; amounts are equal
    /// however they are written.
    package func isMet(by text: String) -> Bool {
        if comparison != .equal {
            guard let number = amount(in: text), let bound = amount(in: value) else { return false }
            return comparison.holds(number, bound)
        }
        if name == "title" { return text.folded.contains(value.folded) }
        if text.folded == value.folded { return true }
        // 007 is no 7, but $12.50 is 12.5.
        guard Double(text) == nil, let number = amount(in: text) else { return false }
        return number == amount(in: value)
    }
}
