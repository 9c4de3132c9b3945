// The lines of `--queries FILE`: one JSON object each, with an `id` of any kind that is copied into the answer. A bad
// line is an answer of its own, so that one typing mistake among thousands costs one line.
import Domain
import Foundation

/// One line of a query file.
struct QueryLine {
    /// As it stood in the line; null where there was none.
    let id: JSON
    /// What to ask, or what is wrong with the line.
    let subject: Result<QuerySubject, InputFault>

    /// Reads a whole file, `-` for stdin. Blank lines are left out. Throws `InputFault` when it cannot be read.
    static func read(_ path: String) throws -> [QueryLine] {
        let text = try contents(path)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        return lines.compactMap { number, line in
            line.allSatisfy(\.isWhitespace) ? nil : QueryLine(String(line), place: "\(path):\(number + 1)")
        }
    }

    init(_ line: String, place: String) {
        guard let value = try? JSONSerialization.jsonObject(with: Data(line.utf8)),
            let object = value as? [String: Any]
        else {
            id = .null
            subject = .failure(InputFault(place, "not a JSON object", expected: "{\"text\": \"…\"}"))
            return
        }
        id = JSON(foundation: object["id"])
        subject = Self.subject(of: object, place: place)
    }

    private static func subject(of object: [String: Any], place: String) -> Result<QuerySubject, InputFault> {
        let kinds = ["text", "image", "product"].filter { object[$0] != nil }
        guard kinds.count == 1, let kind = kinds.first else {
            return .failure(InputFault(place, "\(kinds.count) of text, image, product", expected: "exactly one"))
        }
        guard let word = object[kind] as? String else {
            return .failure(InputFault(place, "\(kind) is not a string"))
        }
        switch kind {
        case "text": return .success(.text(word))
        case "product": return .success(.product(word))
        default:
            guard let instance = object["instance"] else { return .success(.picture(word, instance: nil)) }
            guard let number = instance as? Int, number > 0 else {
                return .failure(InputFault(place, "instance \(instance)", expected: "a whole number from 1"))
            }
            return .success(.picture(word, instance: number))
        }
    }

    private static func contents(_ path: String) throws -> String {
        guard path != "-" else { return String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self) }
        guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
            throw InputFault(path, FileManager.default.fileExists(atPath: path) ? "cannot be read" : "no such file")
        }
        return String(decoding: data, as: UTF8.self)
    }
}

extension JSON {
    /// A value as `JSONSerialization` gives it; nil is null.
    init(foundation value: Any?) {
        switch value {
        case let text as String: self = .string(text)
        case let number as NSNumber where CFBooleanKind.isBoolean(number): self = .bool(number.boolValue)
        case let number as Int: self = .int(number)
        case let number as Double: self = .number(number)
        case let list as [Any]: self = .array(list.map { JSON(foundation: $0) })
        case let object as [String: Any]:
            self = .object(object.sorted { $0.key < $1.key }.map { ($0.key, JSON(foundation: $0.value)) })
        default: self = .null
        }
    }
}

/// JSON's true and 1 are both NSNumber; their Objective-C type tells them apart.
private enum CFBooleanKind {
    static func isBoolean(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}
