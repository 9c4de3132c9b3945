// Keys of a person's own, read from a TOML file; and the command that shows the keys there are as such a file.
import ArgumentParser
import Domain
import Files
import Foundation
import Interface
import Sessions

struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Show the explorer's keys as a keys file, and check one.",
        discussion: """
            Keep the lines you want to change in ~/.config/eclip/keys.toml (or name a file with eclip explore --keys). \
            An action gets the keys of its line instead of the usual ones; a key of two actions is refused.
            """)

    @OptionGroup var file: KeyFlags

    @Option(name: .long, help: "Language of the remarks: en or ja; the locale's without it.")
    var lang: Language?

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func run() throws {
        let environment = ProcessInfo.processInfo.environment
        let keys = try file.keyMap(environment)
        guard json else { return try StandardOutput.write(keys.file(in: lang ?? Language(of: environment))) }
        let rows = keys.table.map { JSON.object([("action", .string($0.action)), ("keys", .strings($0.keys))]) }
        try StandardOutput.write(data: JSON.object([("keys", .array(rows))]).text + "\n")
    }
}

/// Where a person's keys are.
struct KeyFlags: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Keys of your own (TOML); see eclip keys.", valueName: "file"))
    var keys: String?

    /// The keys of the file named, of the person's own file where there is one, else the usual ones.
    /// - Throws: `InputFault` with file and line.
    func keyMap(_ environment: [String: String]) throws -> KeyMap {
        let own = PersonalFolder.configuration.path(environment).map { $0 + "/keys.toml" }
        guard let path = keys ?? own.flatMap({ FileManager.default.fileExists(atPath: $0) ? $0 : nil }) else { return .standard }
        let file = try TextFile(path, expected: "a keys file, as eclip keys prints it")
        // TOML knows LF and CR LF, and no byte-order mark.
        let text = file.lines.map(\.text).joined(separator: "\n")
        let table = try Self.table(text, path: file.name)
        do {
            return try KeyMap.standard.replacing(table)
        } catch let problem as KeyProblem {
            throw InputFault(Self.place(of: problem.action, in: text, file.name), problem.problem, expected: problem.expected)
        }
    }

    /// Action names with the names of their keys.
    private static func table(_ text: String, path: String) throws -> [String: [String]] {
        let root: [String: TOMLValue]
        do {
            root = try TOMLText.read(text)
        } catch let fault as TOMLFault {
            throw InputFault("\(path):\(fault.line)", fault.problem, expected: fault.expected)
        }
        guard case .table(let keys)? = root["keys"] else { throw InputFault(path, "no [keys]", expected: "[keys]") }
        var table: [String: [String]] = [:]
        for (action, value) in keys {
            guard let names = value.texts else {
                throw InputFault(place(of: action, in: text, path), "\(action) has no keys", expected: "\"g\" or [\"g\", \"F5\"]")
            }
            table[action] = names
        }
        return table
    }

    /// `keys.toml:3`, the line that names an action.
    private static func place(of action: String, in text: String, _ path: String) -> String {
        let line = NumberedLine.all(of: text).first { line in
            let name = line.text.split(separator: "=", maxSplits: 1).first ?? ""
            return name.trimmingCharacters(in: CharacterSet(charactersIn: " \t\"'")) == action
        }
        return line.map { "\(path):\($0.number)" } ?? path
    }
}
