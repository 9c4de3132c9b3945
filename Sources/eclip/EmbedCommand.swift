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

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A line each: words, a photo's path, or JSON with text, image or both; no #id, for that needs an index; - is stdin.",
            valueName: "file"))
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
            return try StandardOutput.write(data: JSON.object(members).text + "\n")
        }
        let lines = try QueryLine.read(queries)
        var answered = 0
        for line in lines { answered += try Self.answer(model, line) ? 1 : 0 }
        // As in a search: one bad line costs one answer; nothing but bad lines is a bad file.
        if answered == 0, !lines.isEmpty { throw InputFault(queries, "none of its \(lines.count) lines could be embedded") }
    }

    /// Writes one line's answer; false where it says what is wrong with the line.
    private static func answer(_ model: LoadedModel, _ line: QueryLine) throws -> Bool {
        var answer: [(String, JSON)], isGood = true
        do { answer = try members(model, line) } catch {
            (answer, isGood) = ([("error", .string("\(error)"))], false)
        }
        try StandardOutput.write(data: JSON.object([("id", line.id)] + answer).text + "\n")
        return isGood
    }

    private static func members(_ model: LoadedModel, _ line: QueryLine) throws -> [(String, JSON)] {
        let fields = try line.fields.get()
        if let product = fields.product {
            throw InputFault(
                line.place, "#\(product) is a product, and no index says how it looks", expected: "words, a photo or JSON")
        }
        guard fields.text != nil || fields.image != nil else {
            throw InputFault(line.place, "nothing to embed", expected: "text, image or both")
        }
        return try members(model, text: fields.text, image: fields.image)
    }

    private static func members(_ model: LoadedModel, text: String?, image: String?) throws -> [(String, JSON)] {
        guard let image else { return members(model.embed(text: text ?? "")) }
        let found = try model.embed(picture: image, text: text)
        if let note = found.note { StandardError.note("\(note)") }
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
