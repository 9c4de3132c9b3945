// A queue file: JSON Lines, a first line about the project (scale, guidelines) that may be missing, then a pair a line.
// Specified in Sessions/README.md; made by `eclip queue`, by a script or by hand.
import Domain
import Files
import Foundation

/// Reading and writing queue files.
package enum QueueFile {
    private struct Header: Codable {
        var scale: String?
        var good_from: Int?
        var guidelines: String?
        var order: String?
    }

    private struct Line: Codable {
        var queue: Header?
        var query: String?
        var image: String?
        var instance: Int?
        var product_id: String?
        var title: String?
        var rank: Int?
        var score: Float?
        var score_kind: ScoreKind?
        var signals: [String: Double]?
        var versions: [JudgedVersion]?
    }

    /// Reads a queue. A pair that is there twice counts once.
    ///
    /// Throws `InputFault` with the line's number for a line that is no pair, a scale that is none, and an empty queue.
    package static func read(path: String) throws -> JudgeQueue {
        let file = try TextFile(path, expected: "a queue (JSON Lines)")
        var queue = JudgeQueue()
        var seen: Set<VerdictKey> = []
        for text in file.filledLines {
            let place = "\(file.name):\(text.number)"
            let line = try decoded(Data(text.text.utf8), place)
            if let header = line.queue {
                try take(header, into: &queue, place)
            } else {
                let item = try item(line, place)
                if seen.insert(item.key).inserted { queue.items.append(item) }
                queue.versions[item.key] = line.versions
            }
        }
        guard !queue.items.isEmpty else { throw InputFault(path, "holds no pair", expected: "lines with query and image") }
        return queue
    }

    private static func decoded(_ text: Data, _ place: String) throws -> Line {
        do {
            return try JSONDecoder().decode(Line.self, from: text)
        } catch {
            throw InputFault(place, problem(of: error, in: text), expected: "{\"query\": \"…\", \"image\": \"…\", \"instance\": 1}")
        }
    }

    private static func take(_ header: Header, into queue: inout JudgeQueue, _ place: String) throws {
        if let text = header.scale {
            guard let scale = JudgeScale(text) else {
                throw InputFault(place, "scale \"\(text)\"", expected: "binary, 0-3, or names between commas, worst first")
            }
            queue.scale = JudgeScale(names: scale.names, goodFrom: header.good_from ?? 1)
        }
        queue.guidelines = NumberedLine.all(of: header.guidelines ?? "").map(\.text).joined(separator: "\n")
        guard ["shuffled", "given", nil].contains(header.order) else {
            throw InputFault(place, "order \"\(header.order ?? "")\"", expected: "shuffled or given")
        }
        queue.keepsOrder = header.order == "given"
    }

    private static func item(_ line: Line, _ place: String) throws -> QueueItem {
        guard let query = line.query, !query.folded.isEmpty else { throw InputFault(place, "no query") }
        guard let image = line.image, !image.isEmpty else { throw InputFault(place, "no image") }
        let instance = line.instance ?? 1
        guard NumberRange.instances.contains(instance) else {
            throw InputFault(place, "instance \(instance)", expected: "a whole number from 1, or 0 for the photo as a whole")
        }
        guard NumberRange.ranks.contains(line.rank ?? 0) else {
            throw InputFault(place, "rank \(line.rank ?? 0)", expected: "a whole number from 0")
        }
        var item = QueueItem(
            query: query, image: image, instance: instance, productID: line.product_id ?? "", title: line.title ?? "",
            rank: line.rank ?? 0, score: line.score ?? 0, scoreKind: line.score_kind ?? .instance)
        item.signals = line.signals ?? [:]
        return item
    }

    /// The queue as text, its first line about scale and guidelines.
    package static func text(_ queue: JudgeQueue, scale: String) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let header = Line(
            queue: Header(
                scale: scale, good_from: queue.scale.goodFrom,
                guidelines: queue.guidelines.isEmpty ? nil : queue.guidelines,
                order: queue.keepsOrder ? "given" : nil))
        let lines = queue.items.map { item in
            Line(
                query: item.query, image: item.image, instance: item.instance,
                product_id: item.productID.isEmpty ? nil : item.productID,
                title: item.title.isEmpty ? nil : item.title, rank: item.rank, score: item.score,
                score_kind: item.scoreKind, signals: item.signals.isEmpty ? nil : item.signals,
                versions: queue.versions[item.key])
        }
        return try ([header] + lines).map { String(decoding: try encoder.encode($0), as: UTF8.self) + "\n" }.joined()
    }
}
