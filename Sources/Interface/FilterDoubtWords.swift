// What is doubtful about a filter, in both languages.
import Domain

extension FilterDoubt {
    /// One sentence without its full stop.
    package func said(in language: Language) -> String {
        switch language {
        case .en: english
        case .ja: japanese
        }
    }

    var english: String {
        switch self {
        case .column(let name, let known, let near):
            "no column \(name): (\(known.joined(separator: ", ")))\(Self.question(near, { $0 }))"
        case .value(let filter, let near):
            (filter.isNegated ? "no \(filter.name) \(filter.value) to leave out" : "no photo has \(filter.name) \(filter.value)")
                + Self.question(near) { filter.with($0).typed }
        case .noNumbers(let filter, let count, let all, let example):
            "\(filter.name): \(count) of its \(all) values \(count == 1 ? "is no number" : "are no numbers") (\(example)), so no bound is met there"
        case .nothingLeft(let filters, let all, let before):
            before.isEmpty
                ? "no photo meets \(Self.listed(filters))"
                : "\(Self.listed(filters)) leaves \(all == 1 ? "nothing of the one photo" : "none of the \(all) photos") that \(Self.listed(before)) leaves"
        }
    }

    var japanese: String {
        switch self {
        case .column(let name, let known, let near):
            "「\(name)」という項目はありません (\(known.joined(separator: "、")))\(Self.japaneseQuestion(near, { $0 }))"
        case .value(let filter, let near):
            "\(filter.isNegated ? "除くべき " : "")\(filter.name)「\(filter.value)」はありません"
                + Self.japaneseQuestion(near) { filter.with($0).typed }
        case .noNumbers(let filter, let count, let all, let example):
            "「\(filter.name)」の値 \(all) 種類のうち \(count) 種類は数ではないため (\(example))、範囲では絞れません"
        case .nothingLeft(let filters, let all, let before):
            before.isEmpty
                ? "\(Self.listed(filters)) に当てはまる写真はありません"
                : "\(Self.listed(before)) で残る \(all) 枚の中に \(Self.listed(filters)) の写真はありません"
        }
    }

    private static func question(_ near: String?, _ typed: (String) -> String) -> String {
        near.map { "; did you mean \(typed($0))?" } ?? ""
    }

    private static func japaneseQuestion(_ near: String?, _ typed: (String) -> String) -> String {
        near.map { "。\(typed($0)) のことですか" } ?? ""
    }

    private static func listed(_ filters: [QueryFilter]) -> String { filters.map(\.typed).joined(separator: " ") }
}

extension QueryFilter {
    fileprivate func with(_ value: String) -> QueryFilter {
        var other = self
        other.value = value
        return other
    }
}
