// JSON as the commands print it: keys in the order they are given, numbers plain and as short as they can be read back
// exactly, nothing localised, one line. Foundation's encoder sorts or shuffles keys and prints floats as doubles.

enum JSON {
    case null
    case bool(Bool)
    case int(Int)
    case number(Double)
    case float(Float)
    case string(String)
    case array([JSON])
    case object([(String, JSON)])

    static func floats(_ values: some Sequence<Float>) -> JSON { .array(values.map(JSON.float)) }
    static func strings(_ values: some Sequence<String>) -> JSON { .array(values.map(JSON.string)) }
    static func optional(_ value: String?) -> JSON { value.map(JSON.string) ?? .null }
    static func optional(_ value: Int?) -> JSON { value.map(JSON.int) ?? .null }
    static func optional(_ value: Double?) -> JSON { value.map(JSON.number) ?? .null }
    static func optional(_ value: Float?) -> JSON { value.map(JSON.float) ?? .null }
    /// Milliseconds, to the microsecond.
    static func milliseconds(_ value: Double) -> JSON { .number((value * 1_000).rounded() / 1_000) }
    /// A dictionary of words, by key.
    static func words(_ values: [String: String]) -> JSON {
        .object(values.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })
    }

    var text: String {
        var text = ""
        write(to: &text)
        return text
    }

    private func write(to text: inout String) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .int(let value): text += String(value)
        case .number(let value): text += Self.plain(value)
        case .float(let value): text += Self.plain(value)
        case .string(let value): Self.quote(value, to: &text)
        case .array(let values): Self.list("[", values, "]", to: &text) { $0.write(to: &$1) }
        case .object(let members):
            Self.list("{", members, "}", to: &text) { member, text in
                Self.quote(member.0, to: &text)
                text += ": "
                member.1.write(to: &text)
            }
        }
    }

    private static func list<Value>(
        _ open: String, _ values: [Value], _ close: String, to text: inout String, write: (Value, inout String) -> Void
    ) {
        text += open
        for (position, value) in values.enumerated() {
            if position > 0 { text += ", " }
            write(value, &text)
        }
        text += close
    }

    /// Whole numbers without a point; JSON knows neither NaN nor infinity.
    private static func plain(_ value: some BinaryFloatingPoint & CustomStringConvertible) -> String {
        guard value.isFinite else { return "null" }
        if value == value.rounded(), value.magnitude < 1_000_000 { return String(Int(value)) }
        return value.description
    }

    private static func quote(_ value: String, to text: inout String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\u{0}"..."\u{1f}", "\u{7f}":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
