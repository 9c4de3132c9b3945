// What a file is: a checkpoint, an index, a session, a queue or a catalog, told by its first bytes, with its sizes and its health.
import ArgumentParser
import Domain
import Files
import Foundation

struct InfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "Say what a file is: checkpoint, index, session, queue, catalog or log of a training run.")

    @Argument(help: ArgumentHelp("The file.", valueName: "file"))
    var file: String

    @OptionGroup var reading: CatalogFlags

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func run() throws {
        let kind = try FileKind.of(file)
        let facts = try kind.facts(file, reading)
        let curves = kind == .log && !json ? try plot() : ""
        if json { return try StandardOutput.write(data: JSON.object(facts).text + "\n") }
        try StandardOutput.write(drawn: Self.lines(facts) + curves)
    }

    /// The curves of a log; in a pipe plain ASCII.
    private func plot() throws -> String {
        let braille = StandardOutput.isTerminal && TrainingWords.speaksUnicode
        let lines = RunPictures.lines(try RunCurves(log: file), columns: StandardOutput.columns, braille: braille)
        return lines.map { $0 + "\n" }.joined()
    }

    /// `key: value`, a line each; what is long is left to `--json`.
    private static func lines(_ facts: [(String, JSON)]) -> String {
        facts.map { key, value in
            let label = key.replacingOccurrences(of: "_", with: " ")
            let text = key == "background_queries" ? letters(value) : words(value)
            return label + String(repeating: " ", count: max(1, 18 - label.count)) + text
        }.page
    }

    /// Instance queries as every other page names them; JSON counts them from 1.
    private static func letters(_ value: JSON) -> String {
        guard case .array(let numbers) = value else { return words(value) }
        return words(.array(numbers.map { number in
            if case .int(let instance) = number { .string(InstanceReading.name(instance)) } else { number }
        }))
    }

    private static func words(_ value: JSON) -> String {
        switch value {
        case .string(let text): text
        case .null: "-"
        case .bool(let isTrue): isTrue ? "yes" : "no"
        case .array(let values) where values.isEmpty: "none"
        case .array(let values): values.prefix(12).map(words).joined(separator: ", ") + (values.count > 12 ? ", …" : "")
        case .object(let members) where members.isEmpty: "none"
        case .object(let members): members.map { "\($0.0) \(words($0.1))" }.joined(separator: ", ")
        default: value.text
        }
    }
}
