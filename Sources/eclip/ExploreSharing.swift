// Writing what is on the screen into a file, and opening the explorer at a view: both ends of the line that a shared
// view carries.
import ArgumentParser
import Domain
import Explorer
import Files
import Foundation
import Interface
import Screen

extension MapView: ExpressibleByArgument {}

/// An instance query as screens and commands name it: `e`, or 5.
struct QueryName: ExpressibleByArgument {
    /// From 1.
    let number: Int

    init?(argument: String) {
        guard let number = InstanceReading.instance(named: argument) else { return nil }
        self.number = number
    }
}

/// Flags that open the explorer at a view.
struct ViewFlags: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Open at this question: words, or #ID of a product.", valueName: "words"))
    var open: String?

    @Option(name: .long, help: ArgumentHelp("Open at what looks like query N of this picture.", valueName: "picture:n"))
    var like: String?

    @Option(name: .long, help: "Score that ranks: instance, global or blend.")
    var by: ScoreKind = .instance

    @Option(name: .long, help: "Weight of the global vector in a blend, 0 to 1.", transform: number(0...1))
    var blend = 0.5

    @Option(name: .long, help: "View of the photo: photo, spotlight, heat, owners or numbers.")
    var view: MapView = .spotlight

    @Option(name: .long, help: ArgumentHelp("Photo under the cursor.", valueName: "path"))
    var photo: String?

    @Option(name: .long, help: ArgumentHelp("Photo pinned in the pane, whatever row the cursor is on.", valueName: "path"))
    var pinned: String?

    @Option(name: .long, help: ArgumentHelp("Instance query looked at, a letter or a number from 1.", valueName: "query"))
    var query: QueryName?

    @Option(
        name: .long,
        help: ArgumentHelp("Instance query through which all photos are seen, a letter or a number from 1.", valueName: "query"))
    var held: QueryName?

    @Option(name: .long, help: ArgumentHelp("Map: words, minus-none, minus-product, minus:WORDS, layer:N, global or head:N.", valueName: "map"))
    var map: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Rank the photo without a part: outline, query:N or patches:ROW,COLUMN;…", valueName: "part"))
    var without: String?

    @Option(name: .long, help: ArgumentHelp("Patch under the patch cursor, from 1.", valueName: "row,column"))
    var patch: String?

    func validate() throws {
        if let map, MapName(map) == nil {
            throw ValidationError("--map: \(map) (expected words, minus-none, minus-product, minus:WORDS, layer:N, global or head:N)")
        }
        if let map, case .head? = MapName(map)?.mode, patch == nil {
            throw ValidationError("--map \(map): a head is that of a patch (expected --patch ROW,COLUMN beside it)")
        }
        if let without, PartName(without) == nil {
            throw ValidationError("--without: \(without) (expected outline, query:N or patches:ROW,COLUMN;… from 1)")
        }
        if let patch, PatchPlace(patch) == nil { throw ValidationError("--patch: \(patch) (expected ROW,COLUMN from 1)") }
        if open == nil, like == nil, pinned != nil || held != nil || map != nil || without != nil || patch != nil {
            throw ValidationError("--pinned, --held, --map, --without and --patch belong to an answer: name the question with --open or --like.")
        }
        if open != nil, like != nil { throw ValidationError("Open at words or at a picture, not at both.") }
        for text in [open, like].compactMap({ $0 }) where text.allSatisfy(\.isWhitespace) {
            throw ValidationError("There is nothing to open at: the words are empty.")
        }
        guard blend >= 0, blend <= 1 else { throw ValidationError("--blend: \(blend) (expected 0 to 1)") }
        if open == nil, like == nil, photo != nil || query != nil {
            throw ValidationError("--photo and --query say where in an answer: name the question with --open or --like.")
        }
    }

    /// nil where nothing is asked for.
    var address: ViewAddress? {
        guard let subject = open.map(ViewAddress.subject(open:)) ?? like.map(ViewAddress.subject(like:)) else {
            return nil
        }
        var address = ViewAddress(subject, score: by, view: view, image: photo, instance: query?.number)
        (address.blend, address.held, address.pinned) = (blend, held?.number, pinned)
        address.map = map.flatMap { MapName($0) } ?? .free
        address.part = without.flatMap { PartName($0) }
        address.patch = patch.flatMap { PatchPlace($0) }
        return address
    }
}

/// Writes views.
struct ViewWriter {
    /// `eclip explore` with the files that are open.
    let command: [String]

    /// Writes the screen of a state; a file that is there is left alone and a number put behind the name.
    /// - Returns: the event that says where, or why not.
    func write(_ state: ExplorerState, in surroundings: Surroundings, name: String) -> Event {
        guard let form = SharedForm(name: name) else {
            return .shareFailed("\(name): the ending says how to write it (expected .txt, .ans, .html or .svg)")
        }
        var shown = state
        (shown.overlay, shown.notice) = (nil, nil)
        let flags = (ViewAddress(state)?.flags ?? []) + ["--lang", state.language.rawValue]
        let background = surroundings.theme.inks.background
        let view = SharedView(
            draw(shown, in: surroundings), command: shellLine(command + flags),
            foreground: background.brightness < 128 ? RGB(229, 229, 229) : RGB(20, 20, 20), background: background)
        let path = Self.free(name)
        do {
            try OutputFile(path, as: .view, reading: []).write(view.written(as: form))
            return .shared(path)
        } catch {
            return .shareFailed(String(describing: error))
        }
    }

    private static func free(_ name: String) -> String {
        let ending = name.endingOfPath
        let stem = name.withoutEnding
        var path = name
        var number = 2
        while FileManager.default.fileExists(atPath: path) {
            path = "\(stem)-\(number).\(ending)"
            number += 1
        }
        return path
    }
}
