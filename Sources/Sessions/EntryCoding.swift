// One entry as one line of JSON. The act's own fields stand beside `seq`, `time`, `rater` and `act`, so that a line
// reads as a sentence and `jq` needs no path.
import Domain
import Foundation

/// Why a line is no entry.
struct EntryFault: Error {
    let problem: String
}

/// The wire form of an entry.
struct WireEntry: Codable {
    let entry: SessionEntry

    private enum Key: String, CodingKey {
        case seq, time, rater, act
    }

    private enum QueriedKey: String, CodingKey {
        case subject, label, normalized, score, grouping, origin, digest, total, blend
        case feedbackOf = "feedback_of"
    }

    private enum OtherKey: String, CodingKey {
        case key, target
    }

    init(_ entry: SessionEntry) {
        self.entry = entry
    }

    // MARK: Writing

    func encode(to encoder: Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        try fields.encode(entry.sequence, forKey: .seq)
        try fields.encode(entry.time, forKey: .time)
        try fields.encode(entry.rater, forKey: .rater)
        try fields.encode(entry.act.name, forKey: .act)
        try encodeAct(to: encoder)
    }

    private func encodeAct(to encoder: Encoder) throws {
        switch entry.act {
        case .opened(let opened): try opened.encode(to: encoder)
        case .queried(let queried): try Self.encode(queried, to: encoder)
        case .looked(let looked): try looked.encode(to: encoder)
        case .judged(let judged): try judged.encode(to: encoder)
        case .withdrawn(let key):
            var fields = encoder.container(keyedBy: OtherKey.self)
            try fields.encode(key, forKey: .key)
        case .setAside(let key, let aside):
            var fields = encoder.container(keyedBy: OtherKey.self)
            try fields.encode(key, forKey: .key)
            try aside.encode(to: encoder)
        case .undone(let target), .redone(let target):
            var fields = encoder.container(keyedBy: OtherKey.self)
            try fields.encode(target, forKey: .target)
        case .named(let named): try named.encode(to: encoder)
        case .marked(let marked): try marked.encode(to: encoder)
        }
    }

    private static func encode(_ queried: QueriedAct, to encoder: Encoder) throws {
        var fields = encoder.container(keyedBy: QueriedKey.self)
        try fields.encode(WireSubject(queried.subject), forKey: .subject)
        try fields.encodeIfPresent(queried.label, forKey: .label)
        try fields.encode(queried.normalized, forKey: .normalized)
        try fields.encode(queried.score, forKey: .score)
        try fields.encode(queried.grouping, forKey: .grouping)
        try fields.encode(queried.origin, forKey: .origin)
        try fields.encodeIfPresent(queried.digest, forKey: .digest)
        try fields.encode(queried.total, forKey: .total)
        try fields.encodeIfPresent(queried.blend, forKey: .blend)
        try fields.encodeIfPresent(queried.feedbackOf.map(WireSubject.init), forKey: .feedbackOf)
    }

    // MARK: Reading

    init(from decoder: Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        let name = try fields.decode(String.self, forKey: .act)
        entry = SessionEntry(
            sequence: try fields.whole(NumberRange.sequences, forKey: .seq), time: try fields.decode(String.self, forKey: .time),
            rater: try fields.decode(String.self, forKey: .rater), act: try Self.act(name, from: decoder))
    }

    private static func act(_ name: String, from decoder: Decoder) throws -> SessionAct {
        switch name {
        case "opened": return .opened(try OpenedAct(from: decoder))
        case "queried": return .queried(try queried(from: decoder))
        case "looked": return .looked(try looked(from: decoder))
        case "judged": return .judged(try JudgedAct(from: decoder))
        case "withdrawn":
            return .withdrawn(try decoder.container(keyedBy: OtherKey.self).decode(VerdictKey.self, forKey: .key))
        case "set_aside":
            let key = try decoder.container(keyedBy: OtherKey.self).decode(VerdictKey.self, forKey: .key)
            return .setAside(key, try Aside(from: decoder))
        case "undone":
            return .undone(try decoder.container(keyedBy: OtherKey.self).decode(Int.self, forKey: .target))
        case "redone":
            return .redone(try decoder.container(keyedBy: OtherKey.self).decode(Int.self, forKey: .target))
        case "named": return .named(try NamedFilter(from: decoder))
        case "marked": return .marked(try MarkedAct(from: decoder))
        default: throw EntryFault(problem: "unknown act \"\(name.prefix(40))\"")
        }
    }

    /// What is restored to the screen is what a screen could have written.
    private static func looked(from decoder: Decoder) throws -> LookedAct {
        let act = try LookedAct(from: decoder)
        guard (0...255).contains(act.instance ?? 1) else { throw EntryFault(problem: "instance \(act.instance ?? 0)") }
        guard (0...1).contains(act.outline) else { throw EntryFault(problem: "outline \(act.outline)") }
        return act
    }

    private static func queried(from decoder: Decoder) throws -> QueriedAct {
        let fields = try decoder.container(keyedBy: QueriedKey.self)
        return QueriedAct(
            subject: try fields.decode(WireSubject.self, forKey: .subject).subject(),
            label: try fields.decodeIfPresent(String.self, forKey: .label),
            normalized: try fields.decode(String.self, forKey: .normalized),
            score: try fields.decode(ScoreKind.self, forKey: .score),
            grouping: try fields.decode(Grouping.self, forKey: .grouping),
            origin: try fields.decode(QueryOrigin.self, forKey: .origin),
            digest: try fields.decodeIfPresent(String.self, forKey: .digest),
            total: try fields.whole(NumberRange.ranks, forKey: .total),
            blend: try fields.numberIfPresent(0...1, forKey: .blend),
            feedbackOf: try fields.decodeIfPresent(WireSubject.self, forKey: .feedbackOf)?.subject())
    }
}

/// A subject in the form that `--queries` files use.
struct WireSubject: Codable {
    var text: String?
    var product: String?
    var image: String?
    var instance: Int?

    init(from decoder: Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        text = try fields.decodeIfPresent(String.self, forKey: .text)
        product = try fields.decodeIfPresent(String.self, forKey: .product)
        image = try fields.decodeIfPresent(String.self, forKey: .image)
        instance = try fields.wholeIfPresent(NumberRange.instances, forKey: .instance)
    }

    init(_ subject: QuerySubject) {
        switch subject {
        case .text(let words): text = words
        case .product(let id): product = id
        case .picture(let path, let chosen): (image, instance) = (path, chosen)
        }
    }

    func subject() throws -> QuerySubject {
        if let text { return .text(text) }
        if let product { return .product(product) }
        if let image { return .picture(image, instance: instance) }
        throw EntryFault(problem: "a subject without text, product or image")
    }
}

/// What is wrong with a line, in a few words. The decoder takes a number that does not fit for broken JSON and says no more; the
/// text itself tells the two apart.
func problem(of error: Error, in text: Data) -> String {
    if case DecodingError.dataCorrupted(let context) = error, context.codingPath.isEmpty,
        (try? JSONSerialization.jsonObject(with: text)) is [String: Any]
    {
        return "a number that is too large, or not whole where it must be"
    }
    return problem(of: error)
}

private func problem(of error: Error) -> String {
    switch error {
    case let fault as EntryFault: fault.problem
    case DecodingError.keyNotFound(let key, _): "no \"\(key.stringValue)\""
    case DecodingError.typeMismatch(_, let context) where context.codingPath.isEmpty: "not a JSON object"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
        "the wrong kind of value at \"\(context.codingPath.map(\.stringValue).joined(separator: "."))\""
    case DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
        "a value that cannot be at \"\(context.codingPath.map(\.stringValue).joined(separator: "."))\""
    default: "not a JSON object"
    }
}
