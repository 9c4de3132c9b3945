// Vectors and maps of words and photos, for other programs.
import ArgumentParser
import Domain
import Retrieval

struct EmbedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "embed", abstract: "Print the vectors of words or of a photo, and its maps, as JSON.")

    @Option(name: .long, help: ArgumentHelp("Checkpoint (safetensors).", valueName: "file"))
    var checkpoint: String?

    @Option(name: .long, help: "Words.")
    var text: String?

    @Option(name: .long, help: ArgumentHelp("A photo.", valueName: "file"))
    var image: String?

    @Option(name: .long, help: ArgumentHelp("A question a line: words, #id, path@n or JSON; - is stdin.", valueName: "file"))
    var queries: String?

    @Flag(name: .long, help: "Print JSON (it prints nothing else).")
    var json = false

    func validate() throws {
        guard (queries != nil) != (text != nil || image != nil) else {
            throw ValidationError("nothing or too much to embed (expected --text, --image, both, or --queries)")
        }
    }

    func run() throws {
        let model = try LoadedModel(at: checkpoint ?? AssetPaths.found().checkpoint)
        guard let queries else {
            let members = try Self.members(model, text: text, image: image)
            return try StandardOutput.write(JSON.object(members).text + "\n")
        }
        for line in try QueryLine.read(queries) {
            let answer = Self.answer(model, line)
            try StandardOutput.write(JSON.object([("id", line.id)] + answer).text + "\n")
        }
    }

    private static func answer(_ model: LoadedModel, _ line: QueryLine) -> [(String, JSON)] {
        do {
            let fields = try line.fields.get()
            guard fields.product == nil, fields.text != nil || fields.image != nil else {
                throw InputFault(line.place, "nothing to embed", expected: "text, image or both")
            }
            return try members(model, text: fields.text, image: fields.image)
        } catch {
            return [("error", .string("\(error)"))]
        }
    }

    private static func members(_ model: LoadedModel, text: String?, image: String?) throws -> [(String, JSON)] {
        guard let image else { return members(model.embed(text: text ?? "")) }
        let found = try model.embed(picture: image, text: text)
        return members(found) + (text.map { members(model.embed(text: $0)) } ?? [])
    }

    private static func members(_ found: TextEmbedding) -> [(String, JSON)] {
        [("text", .floats(found.vector)), ("tokens", .strings(found.reading.tokens))]
    }

    private static func members(_ found: PictureEmbedding) -> [(String, JSON)] {
        var members: [(String, JSON)] = [
            ("global", .floats(found.global)), ("instances", .array(found.instances.map { .floats($0) })),
            ("maps", .object([
                ("rows", .int(found.rows)), ("columns", .int(found.columns)), ("frame", found.frame.json),
                ("picture", .array(found.picture.map { .floats($0) })),
                ("owner", .array(found.owner.map { .floats($0) })),
            ])),
        ]
        if let conditioned = found.conditioned {
            members.append(("conditioned", .object([
                ("vector", .floats(conditioned.vector)), ("score", .float(conditioned.score)),
                ("map", .floats(conditioned.map)),
            ])))
        }
        return members
    }
}
