// Verdicts with a drawn box as COCO object annotations (Lin et al. 2014; cocodataset.org, "Data format"): a picture, a
// category per query, a box in pixels. What COCO has no word for stands in `attributes`, which its readers pass over.
import Domain

/// A number or a name: COCO counts, other programs name.
enum CocoID: Hashable, CustomStringConvertible {
    case number(Int)
    case name(String)

    var description: String {
        switch self {
        case .number(let number): String(number)
        case .name(let name): name
        }
    }
}

/// One annotation file.
struct CocoFile: Codable {
    struct Info: Codable {
        var description: String
    }

    struct Picture: Codable {
        var id: CocoID
        var file: String
        /// In pixels; 0 where the file does not say.
        var width: Double
        var height: Double

        enum CodingKeys: String, CodingKey {
            case id, width, height
            case file = "file_name"
        }
    }

    struct Category: Codable {
        var id: CocoID
        var name: String
        var supercategory: String?

        enum CodingKeys: String, CodingKey {
            case id, name, supercategory
        }
    }

    struct Attributes: Codable {
        var query: String?
        var instance: Int?
        var grade: Grade?
        var reason: VerdictReason?
        var level: Int?
        var note: String?

        enum CodingKeys: String, CodingKey {
            case query, instance, grade, reason, level, note
        }
    }

    struct Annotation {
        var id: CocoID
        var image: CocoID
        /// nil where ours names the query in `attributes`.
        var category: CocoID?
        /// Left, top, width, height in pixels; empty where there is none.
        var bbox: [Double]
        var area: Double?
        var attributes: Attributes?

        enum CodingKeys: String, CodingKey {
            case id, bbox, area, segmentation, attributes
            case image = "image_id"
            case category = "category_id"
            case isCrowd = "iscrowd"
        }
    }

    enum CodingKeys: String, CodingKey {
        case info, images, categories, annotations
    }

    var info: Info?
    var images: [Picture]
    var categories: [Category]
    var annotations: [Annotation]

    /// Verdicts without a box are left out. Throws what `pictureSize` throws.
    init(_ verdicts: [Verdict], pictureSize: (String) throws -> PictureSize) throws {
        let boxed = verdicts.filter { $0.box != nil }
        info = Info(description: "Boxes drawn by people over the answers of a search; the category is the query.")
        let paths = Set(boxed.map(\.key.image)).sorted(), queries = Set(boxed.map(\.key.query)).sorted()
        images = try paths.enumerated().map { number, path in
            let size = try pictureSize(path)
            return Picture(id: .number(number + 1), file: path, width: Double(size.width), height: Double(size.height))
        }
        categories = queries.enumerated().map { Category(id: .number($0 + 1), name: $1, supercategory: "query") }
        annotations = []
        let pictures = Dictionary(uniqueKeysWithValues: images.map { ($0.file, $0) })
        let numbers = Dictionary(uniqueKeysWithValues: categories.map { ($0.name, $0.id) })
        for verdict in boxed {
            guard let box = verdict.box, let picture = pictures[verdict.key.image] else { continue }
            annotations.append(
                Self.annotation(verdict, box, picture, number: annotations.count + 1, numbers[verdict.key.query] ?? .number(0)))
        }
    }

    private static func annotation(
        _ verdict: Verdict, _ box: Box, _ picture: Picture, number: Int, _ category: CocoID
    ) -> Annotation {
        let width = box.width * picture.width, height = box.height * picture.height
        return Annotation(
            id: .number(number), image: picture.id, category: category,
            bbox: [box.x * picture.width, box.y * picture.height, width, height], area: width * height,
            attributes: Attributes(
                query: verdict.key.query, instance: verdict.key.instance, grade: verdict.grade, reason: verdict.reason,
                level: verdict.level, note: verdict.note))
    }
}
