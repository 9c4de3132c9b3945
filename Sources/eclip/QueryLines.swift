// The lines of `--queries FILE`: words, `#id` or `path@instance` as they are typed in the explorer, or a JSON object with an
// `id` of any kind that is copied into the answer. A line that opens with `#` and a blank is a remark. A bad line is an answer of
// its own, so that one typing mistake among thousands costs one line.
import Domain
import Files
import Foundation

/// What a line asks, as far as it is well formed.
struct QueryFields {
    var text: String?
    var image: String?
    var product: String?
    /// From 1; only with an image.
    var instance: Int?
}

/// One line of a query file.
struct QueryLine {
    /// `file:12`
    let place: String
    /// As it stood in the line; null where there was none.
    let id: JSON
    let fields: Result<QueryFields, InputFault>

    /// Reads a whole file, `-` for standard input. Blank lines and remarks are left out. Throws `InputFault` when it cannot be read.
    static func read(_ path: String) throws -> [QueryLine] {
        let file = try TextFile(path)
        return file.filledLines.compactMap { line in
            let words = line.text.trimmingCharacters(in: .whitespacesAndNewlines)
            return words == "#" || words.hasPrefix("# ") ? nil : QueryLine(words, place: "\(file.name):\(line.number)")
        }
    }

    init(_ line: String, place: String) {
        self.place = place
        guard line.hasPrefix("{") else {
            (id, fields) = (.null, .success(Self.fields(of: line)))
            return
        }
        let value = try? JSONSerialization.jsonObject(with: Data(line.utf8))
        guard let object = value as? [String: Any] else {
            id = .null
            fields = .failure(InputFault(place, "not a JSON object", expected: "{\"text\": \"…\"}"))
            return
        }
        id = JSON(foundation: object["id"])
        fields = Result { try Self.fields(of: object, place: place) }.mapError { error in
            error as? InputFault ?? InputFault(place, "\(error)")
        }
    }

    /// The one thing a search can ask. Throws `InputFault` for none or several.
    func subject() throws -> QuerySubject {
        let fields = try fields.get()
        switch (fields.text, fields.image, fields.product) {
        case (let text?, nil, nil): return .text(text)
        case (nil, let image?, nil): return .picture(image, instance: fields.instance)
        case (nil, nil, let product?): return .product(product)
        default: throw InputFault(place, "not one question", expected: "exactly one of text, image, product")
        }
    }

    private static func fields(of words: String) -> QueryFields {
        switch QueryParts(words).alone ?? .text(words) {
        case .product(let id): QueryFields(product: id)
        case .picture(let path, let instance): QueryFields(image: path, instance: instance)
        case .text(let text): QueryFields(text: text)
        }
    }

    private static func fields(of object: [String: Any], place: String) throws -> QueryFields {
        func word(_ key: String) throws -> String? {
            guard let value = object[key], !(value is NSNull) else { return nil }
            guard let word = value as? String else { throw InputFault(place, "\(key) is not a string") }
            return word
        }
        var fields = QueryFields(text: try word("text"), image: try word("image"), product: try word("product"))
        if let instance = object["instance"], !(instance is NSNull) {
            guard let number = instance as? Int, number > 0 else {
                throw InputFault(place, "instance \(instance)", expected: "a whole number from 1")
            }
            fields.instance = number
        }
        return fields
    }
}

extension JSON {
    /// A value as `JSONSerialization` gives it; nil is null. True and 1 are both numbers to it; their type tells.
    init(foundation value: Any?) {
        switch value {
        case let text as String: self = .string(text)
        case let number as NSNumber where String(cString: number.objCType) == "c": self = .bool(number.boolValue)
        case let number as Int: self = .int(number)
        case let number as Double: self = .number(number)
        case let list as [Any]: self = .array(list.map { JSON(foundation: $0) })
        case let object as [String: Any]:
            self = .object(object.sorted { $0.key < $1.key }.map { ($0.key, JSON(foundation: $0.value)) })
        default: self = .null
        }
    }

    /// A value that knows how to encode itself, with its keys in order; null when it cannot.
    init(encoding value: some Encodable) {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        let data = try? encoder.encode(value)
        self.init(foundation: data.flatMap { try? JSONSerialization.jsonObject(with: $0) })
    }
}
