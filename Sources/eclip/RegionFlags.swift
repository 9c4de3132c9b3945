// The photos of an index by the weight that one query puts on one part of the picture: `eclip sheet --region --query`.
import ArgumentParser
import Domain
import Foundation
import Interface
import Retrieval
import Screen

struct RegionFlags: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("List photos by the weight of --query in this part of the picture; fractions, may be repeated.", valueName: "x,y,w,h"))
    var region: [String] = []

    @Option(name: .long, help: ArgumentHelp("Instance query, a letter or a number from 1.", valueName: "query"))
    var query: String?

    @Option(name: .long, help: "Photos listed; 0 means all.", transform: whole(0...manyThings))
    var top = 20

    func validate() throws {
        if let bad = region.first(where: { Self.box($0) == nil }) {
            throw ValidationError("--region: \(bad) (expected X,Y,W,H in fractions of the picture, 0 to 1)")
        }
        if let query, InstanceReading.instance(named: query) == nil { throw ValidationError("--query: \(query) (expected a letter or a number from 1)") }
        guard region.isEmpty == (query == nil) else { throw ValidationError("--region and --query go together.") }
        guard top >= 0 else { throw ValidationError("--top: \(top) (expected 0 or more)") }
    }

    /// nil where no place is asked about.
    var question: RegionQuestion? {
        query.flatMap(InstanceReading.instance(named:)).map { RegionQuestion(boxes: region.compactMap(Self.box), instance: $0) }
    }

    private static func box(_ text: String) -> Box? {
        let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) ?? -1 }
        guard numbers.count == 4, numbers.allSatisfy({ (0...1).contains($0) }), numbers[2] > 0, numbers[3] > 0 else { return nil }
        return Box(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3]).intersection(.whole)
    }

    /// Throws `InputFault` for a query that the checkpoint does not have.
    func write(_ question: RegionQuestion, _ engine: SearchEngine, json: Bool) throws {
        let report = try engine.photos(lookingAt: question, top: top)
        try StandardOutput.write(json ? report.json(AnswerSource(engine)).text + "\n" : table(report), asData: json)
    }

    private func table(_ report: RegionReport) -> String {
        let widths = TextWidth.standard
        let letter = InstanceReading.letter(report.question.instance)
        let head = "weight of query \(letter) there; mean of \(report.pictures) photos \(percent(report.mean)), an even map \(percent(report.even))"
        let rows = report.rows.map { row in
            widths.padded(percent(row.weight), to: 7, alignment: .trailing) + "  " + row.image + "  " + (row.product?.name ?? "")
        }
        return ([head] + rows).map { widths.cut($0.onOneLine, to: StandardOutput.columns) }.page
    }

    private func percent(_ share: Double) -> String { String(format: "%.1f %%", share * 100) }
}

extension RegionReport {
    fileprivate func json(_ source: AnswerSource) -> JSON {
        .object([
            ("checkpoint", .object([("file", .string(source.checkpointFile)), ("model_sha256", .string(source.modelSHA256))])),
            ("index", .object([("file", .string(source.indexFile)), ("instances", .int(source.instances))])),
            ("instance", .int(question.instance)),
            ("regions", .array(question.boxes.map { .array([$0.x, $0.y, $0.width, $0.height].map(JSON.number)) })),
            ("pictures", .int(pictures)), ("mean", .number(mean)), ("even", .number(even)),
            ("photos", .array(rows.map { row in
                .object([
                    ("image", .string(row.image)), ("product_id", .optional(row.product?.productID)),
                    ("title", .optional(row.product?.title)), ("weight", .number(row.weight)),
                ])
            })),
        ])
    }
}
