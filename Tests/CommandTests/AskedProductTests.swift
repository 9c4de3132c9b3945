// A product picked is the product asked for, by the real program on the bundled demo: where its photos show several things, the
// instance that is asked with lies on it, and what comes first is the product itself.
import Domain
import Foundation
import Testing

@Suite struct AskedProducts {
    /// The instance that a product was asked with.
    private struct Asked {
        let image: String
        let instance: Int

        init?(_ answer: [String: Any]) {
            guard let asked = (answer["query"] as? [String: Any])?["asked"] as? [String: Any], let image = asked["image"] as? String,
                let instance = asked["instance"] as? Int
            else { return nil }
            (self.image, self.instance) = (image, instance)
        }
    }

    /// How many of the products are asked with an instance whose strongest patch lies in their true box.
    private func hits(_ products: [BundledDemo.Product], _ demo: BundledDemo) throws -> Int {
        let asked = try BundledDemo.answers(to: products.map { "#" + $0.id }, ["--top", "1"]).map { try #require(Asked($0)) }
        #expect(asked.count == products.count)
        // An instance finds itself first; its row has its map.
        let lines = asked.map { "{\"image\": \"\($0.image)\", \"instance\": \($0.instance)}" }
        let rows = try BundledDemo.answers(to: lines, ["--top", "1", "--maps"]).map { ($0["matches"] as? [[String: Any]])?.first ?? [:] }
        return try products.indices.count { place in
            let row = rows[place], image = asked[place].image
            #expect(row["image"] as? String == image && row["instance"] as? Int == asked[place].instance)
            guard let box = demo.truth[image]?[products[place].id] else { return false }
            let peak = try Self.peak(try #require(row["map"] as? [String: Any]))
            return box.contains(x: peak.x, y: peak.y)
        }
    }

    /// The centre of a map's strongest patch, in fractions of the photo.
    private static func peak(_ map: [String: Any]) throws -> (x: Double, y: Double) {
        let (rows, columns) = (try #require(map["rows"] as? Int), try #require(map["columns"] as? Int))
        let (frame, weights) = (try #require(map["frame"] as? [Double]), try #require(map["weights"] as? [Double]))
        let patch = try #require(weights.indices.max { weights[$0] < weights[$1] })
        return (
            ((Double(patch % columns) + 0.5) / Double(columns) - frame[0]) / frame[2],
            ((Double(patch / columns) + 0.5) / Double(rows) - frame[1]) / frame[3]
        )
    }

    @Test func theAskedInstanceLiesOnTheProduct() throws {
        let demo = try BundledDemo.read.get()
        let without = try hits(demo.some(200, withCleanShot: false), demo)
        #expect(without >= 190, "\(without) of 200 products without a clean shot")
        let with = try hits(demo.some(160, withCleanShot: true), demo)
        #expect(with >= 159, "\(with) of 160 products with a clean shot")
    }

    @Test(arguments: ["p726", "p1128", "p561"]) func itsOwnPhotoComesFirst(product: String) throws {
        let asked = [["#" + product], ["--product", product]].map { BundledRequest(arguments: ["search", "--json"] + $0) }
        let lines = try BundledDemo.answers(to: ["#" + product, "{\"product\": \"\(product)\"}"], [])
        let answers = try asked.map { try $0.answer() } + lines
        for answer in answers {
            let first = try #require((answer["matches"] as? [[String: Any]])?.first)
            #expect(first["product_id"] as? String == product, "\(first["title"] ?? "")")
        }
        let said = answers.map { (($0["query"] as? [String: Any])?["asked"] as? [String: Any])?["image"] as? String }
        #expect(said[0] != nil && Set(said).count == 1, "however it is asked for: \(said)")
    }

    private struct BundledRequest {
        let arguments: [String]

        func answer() throws -> [String: Any] {
            let run = try BundledDemo.eclip(arguments)
            #expect(run.status == 0, "\(run.errors)")
            return try jsonObject(run.output)
        }
    }

    /// The line before the table names the photo and the query, in both languages; a sum says it of its one product.
    @Test func theTableSaysWhatIsAskedWith() throws {
        let answer = try jsonObject(try BundledDemo.eclip(["search", "#p726", "--json"]).output)
        let asked = try #require((answer["query"] as? [String: Any])?["asked"] as? [String: Any])
        let image = try #require(asked["image"] as? String), instance = try #require(asked["instance"] as? Int)
        let letter = InstanceReading.name(instance), more = try #require(asked["photos"] as? Int) - 1
        let english = try BundledDemo.eclip(["search", "--product", "p726"]).output
        #expect(english.hasPrefix("asked with query \(letter) of \(image) and \(more) more photos of it\n"), "\(english)")
        let japanese = try BundledDemo.eclip(["search", "#p726", "--lang", "ja"]).output
        #expect(japanese.hasPrefix("\(image) のクエリ \(letter) とほかの写真 \(more) 枚で検索\n"), "\(japanese)")
        let sum = try jsonObject(try BundledDemo.eclip(["search", "#p726 + red", "--json"]).output)
        #expect(((sum["query"] as? [String: Any])?["asked"] as? [String: Any])?["image"] as? String == image)
        let clean = try BundledDemo.eclip(["search", "--product", "p16"]).output
        #expect(clean.hasPrefix("asked with query ") && clean.contains(" of studio/p16.webp\n"), "\(clean)")
    }

    /// The list of products shows what a question for the product is asked with.
    @Test func theListShowsWhatIsAskedWith() throws {
        let folder = try scratchPlace()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for product in ["p726", "p1128", "p561", "p16"] {
            let answer = try jsonObject(try BundledDemo.eclip(["search", "--product", product, "--json"]).output)
            let asked = try #require((answer["query"] as? [String: Any])?["asked"] as? [String: Any])
            let image = try #require(asked["image"] as? String), instance = try #require(asked["instance"] as? Int)
            try "#\(product)\ndescribe\nquit\n".write(toFile: folder + "/script", atomically: true, encoding: .utf8)
            let run = try BundledDemo.eclip(
                ["explore", "--linear", "--lang", "en", "--session", folder + "/\(product).jsonl"], input: .reading(folder + "/script"))
            let lines = run.output.split(separator: "\n")
            let own = try #require(lines.first { $0.contains("what the product is asked with") }, "\(run.output)")
            #expect(own.hasPrefix("query \(InstanceReading.name(instance)) sees "), "\(own)")
            #expect(lines.contains { $0.hasPrefix(image + ", filed as ") }, "\(run.output)")
        }
    }

    private func scratchPlace() throws -> String {
        let folder = NSTemporaryDirectory() + "eclip-asked-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder
    }
}
