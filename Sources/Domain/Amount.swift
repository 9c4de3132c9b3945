// Numbers as shops write them: `$12.50`, `12,50 €`, `1.299,00`, `￥3,980`, `3980円`, `USD 12`. One reading for filters and for what
// they say of a column.

/// The number that a text states; nil for a text that states none, or more than a number.
package func amount(in text: String) -> Double? {
    if let plain = Double(text), plain.isFinite { return plain }
    var rest = text.folded.replacing("\u{2212}", with: "-")
    for mark in currencySigns where rest.contains(mark) { rest = rest.replacing(mark, with: " ") }
    let words = rest.split { !$0.isLetter }.map(String.init)
    guard words.allSatisfy(currencyWords.contains),
        rest.unicodeScalars.allSatisfy({ $0.value < 0x80 || $0.properties.isAlphabetic || $0 == "’" })
    else { return nil }
    let digits = String(rest.filter { !$0.isLetter && $0 != "(" && $0 != ")" })
    return number(digits, isEuropean: europeanMarks.contains { text.folded.contains($0) })
}

private let currencySigns = [
    "us$", "ca$", "au$", "nz$", "hk$", "nt$", "a$", "c$", "s$", "r$", "rs.", "fr.", "kr.", "$", "€", "£", "¥", "₩", "₹", "₽", "฿", "₫", "₺", "円", "元", "원",
]
private let currencyWords: Set<String> = [
    "usd", "eur", "gbp", "jpy", "cny", "rmb", "krw", "inr", "chf", "cad", "aud", "nzd", "hkd", "sgd", "twd", "sek", "nok", "dkk", "pln",
    "czk", "kr", "rs", "fr", "zł", "kč", "euro", "euros", "dollar", "dollars",
    "yen", "pound", "pounds", "税込", "税抜", "税別", "約",
]
private let europeanMarks = ["€", "eur", "kr", "zł", "kč", "pln", "sek", "nok", "dkk", "chf"]

/// Signs, digits, separators and blanks as a number.
private func number(_ text: String, isEuropean: Bool) -> Double? {
    // 12,- and 12.– stand for 12.00; single blanks and apostrophes part thousands where three digits stand behind each.
    let parts = text.split(omittingEmptySubsequences: true) { $0.isWhitespace || $0 == "'" || $0 == "’" }
    let digits = parts.filter { $0.contains(where: \.isNumber) }
    guard digits.dropFirst().allSatisfy({ $0.prefix(while: \.isNumber).count == 3 }),
        digits.dropLast().allSatisfy({ $0.allSatisfy { $0.isNumber || $0 == "-" || $0 == "+" } })
    else { return nil }
    var body = parts.joined()
    for end in [",-", ".-", ",--", ".--"] where body.hasSuffix(end) { body = String(body.dropLast(end.count)) }
    while body.hasSuffix(".") || body.hasSuffix(",") { body.removeLast() }
    let sign = body.hasPrefix("-") ? -1.0 : 1
    if body.hasPrefix("-") || body.hasPrefix("+") { body.removeFirst() }
    guard !body.isEmpty, body.allSatisfy({ ("0"..."9").contains($0) || $0 == "." || $0 == "," }) else { return nil }
    guard let point = decimalSign(body, isEuropean: isEuropean) else {
        return whole(body, parts: [",", "."]).map { sign * $0 }
    }
    guard let place = body.lastIndex(of: point) else { return nil }
    let (front, back) = (String(body[..<place]), body[body.index(after: place)...])
    guard back.allSatisfy(\.isNumber), let units = front.isEmpty ? 0 : whole(front, parts: [point == "." ? "," : "."]) else { return nil }
    return Double("0." + back).map { sign * (units + $0) }
}

/// What parts the units from their fraction; nil where every sign parts thousands.
private func decimalSign(_ text: String, isEuropean: Bool) -> Character? {
    guard let last = text.last(where: { $0 == "." || $0 == "," }) else { return nil }
    let others = text.contains(last == "." ? "," : "."), count = text.count { $0 == last }
    if others { return count == 1 ? last : nil }
    if count > 1 { return nil }
    let behind = text.count - text.distance(from: text.startIndex, to: text.lastIndex(of: last) ?? text.startIndex) - 1
    guard behind == 3, !text.hasPrefix("0"), text.first != last else { return last }
    return last == "," || isEuropean ? nil : last
}

/// Digits with thousands parted: every part behind the first has three.
private func whole(_ text: String, parts: [Character]) -> Double? {
    let groups = text.split(omittingEmptySubsequences: false) { parts.contains($0) }
    guard groups.dropFirst().allSatisfy({ $0.count == 3 }), groups.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isNumber) }) else { return nil }
    return Double(groups.joined())
}
