// The bundled demo as the tests of the real program see it: its catalog, the truth about its photos, and runs on it.
import Domain
import Foundation
import ProgramDriver
import Testing

struct BundledDemo: Sendable {
    struct Product: Sendable {
        let id: String
        var titles: [String: String]
        var hasCleanShot: Bool
    }

    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Assets/Demo").path
    /// Read at first use.
    static let read = Result { try BundledDemo() }

    /// In the order of the catalog.
    let products: [Product]
    /// Boxes by photo and product, in fractions of the photo.
    let truth: [String: [String: Box]]

    private init() throws {
        let table = try String(contentsOfFile: Self.folder + "/catalog.csv", encoding: .utf8).split(whereSeparator: \.isNewline)
        var products: [Product] = [], places: [Substring: Int] = [:]
        for line in table.dropFirst() {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            let isClean = cells[4] == "studio"
            if let place = places[cells[0]] {
                products[place].hasCleanShot = products[place].hasCleanShot || isClean
            } else {
                places[cells[0]] = products.count
                products.append(Product(id: String(cells[0]), titles: ["en": String(cells[1]), "ja": String(cells[2])], hasCleanShot: isClean))
            }
        }
        self.products = products
        let lines = try String(contentsOfFile: Self.folder + "/truth.jsonl", encoding: .utf8).split(whereSeparator: \.isNewline)
        truth = Dictionary(uniqueKeysWithValues: try lines.map { line in
            let photo = try jsonObject(String(line))
            let instances = (photo["instances"] as? [[String: Any]] ?? []).compactMap { instance -> (String, Box)? in
                guard let id = instance["product_id"] as? String, let box = instance["box"] as? [Double] else { return nil }
                return (id, Box(x: box[0], y: box[1], width: box[2], height: box[3]))
            }
            return (photo["image"] as? String ?? "", Dictionary(uniqueKeysWithValues: instances))
        })
    }

    /// Some products, always the same ones.
    func some(_ count: Int, withCleanShot: Bool) -> [Product] {
        var random = SeededGenerator(seed: 27)
        return Array(random.shuffled(products.filter { $0.hasCleanShot == withCleanShot }.sorted { $0.id < $1.id }).prefix(count))
    }

    /// Runs `eclip` beside the bundled assets.
    static func eclip(_ arguments: [String], input: ChildFile = .reading("/dev/null")) throws -> ProgramRun {
        let inherited = ProcessInfo.processInfo.environment
        var settings = ["PATH": inherited["PATH"] ?? "/usr/bin:/bin", "HOME": NSTemporaryDirectory(), "LANG": "C.UTF-8"]
        settings["ECLIP_ASSETS"] = URL(fileURLWithPath: folder).deletingLastPathComponent().path
        settings["LD_LIBRARY_PATH"] = inherited["LD_LIBRARY_PATH"]
        return try runProgram(Workshop.program, arguments, environment: settings, input: input, seconds: 240)
    }

    /// Answers to a list of questions, an object a line.
    static func answers(to lines: [String], _ flags: [String]) throws -> [[String: Any]] {
        let folder = try scratchFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try lines.joined(separator: "\n").write(toFile: folder + "/asked", atomically: true, encoding: .utf8)
        let run = try eclip(["search", "--queries", folder + "/asked", "--json"] + flags)
        #expect(run.status == 0, "\(run.errors)")
        return try run.output.split(separator: "\n").map { try jsonObject(String($0)) }
    }
}

func jsonObject(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
}
