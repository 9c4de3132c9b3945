// What evaluation may know and training may not: which product is where in a picture. JSON Lines, read with line
// numbers, because people make these files too.
import Domain
import Files
import Foundation

/// One product's visible part in a picture.
package struct TruthInstance: Equatable, Sendable, Codable {
    package let productID: String
    /// Fractions of the picture.
    package let box: Box

    package init(productID: String, box: Box) {
        self.productID = productID
        self.box = box
    }

    private enum CodingKeys: String, CodingKey {
        case productID = "product_id"
        case box
    }

    /// Ids of products are numbers in many shops.
    package init(from decoder: Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        let number = try? fields.decode(Int.self, forKey: .productID)
        productID = try number.map { String($0) } ?? fields.decode(String.self, forKey: .productID)
        box = try fields.decode(Box.self, forKey: .box)
    }
}

package enum TruthFile {
    private struct Line: Codable {
        let image: String
        let instances: [TruthInstance]
    }

    /// The instances by image path. Throws `InputFault` with the line of the first bad entry.
    package static func read(_ path: String) throws -> [String: [TruthInstance]] {
        let file = try TextFile(path, expected: "JSON Lines")
        var result: [String: [TruthInstance]] = [:]
        for line in file.filledLines {
            let entry = try parse(line.text, place: "\(file.name):\(line.number)")
            result[entry.image, default: []] += entry.instances
        }
        return result
    }

    /// One line with its newline.
    package static func line(image: String, instances: [TruthInstance]) -> String {
        let parts = instances.map { instance in
            let box = [instance.box.x, instance.box.y, instance.box.width, instance.box.height].map(shortNumber)
            return "{\"product_id\": \(quoted(instance.productID)), \"box\": [\(box.joined(separator: ", "))]}"
        }
        return "{\"image\": \(quoted(image)), \"instances\": [\(parts.joined(separator: ", "))]}\n"
    }

    private static func parse(_ line: Substring, place: String) throws -> Line {
        let expected = #"{"image": "…", "instances": [{"product_id": "…", "box": [x, y, width, height]}]}"#
        guard let entry = try? JSONDecoder().decode(Line.self, from: Data(line.utf8)) else {
            throw InputFault(place, "not an entry of the truth", expected: expected)
        }
        for instance in entry.instances where !isSound(instance.box) {
            throw InputFault(
                place, "the box of \(instance.productID) does not lie in the picture", expected: "fractions 0...1")
        }
        return entry
    }

    private static func isSound(_ box: Box) -> Bool {
        let edges = [box.x, box.y, box.width, box.height, box.x + box.width, box.y + box.height]
        return edges.allSatisfy { $0 >= -1e-6 && $0 <= 1 + 1e-6 }
    }

    private static func quoted(_ text: String) -> String {
        (try? JSONEncoder().encode(text)).map { String(decoding: $0, as: UTF8.self).replacing("\\/", with: "/") }
            ?? "\"\""
    }

    /// At most six digits after the point, no trailing noise.
    private static func shortNumber(_ value: Double) -> String { "\((value * 1e6).rounded() / 1e6)" }
}
