// COCO files as JSON. What is used is read strictly, so that a fault is named; what is not used may be anything: runs of a
// mask, an area of words, fields of other programs.
import Domain

extension CocoID: Codable {
    init(from decoder: Decoder) throws {
        let single = try decoder.singleValueContainer()
        if let number = try? single.decode(Int.self) { self = .number(number) } else { self = .name(try single.decode(String.self)) }
    }

    func encode(to encoder: Encoder) throws {
        var single = encoder.singleValueContainer()
        switch self {
        case .number(let number): try single.encode(number)
        case .name(let name): try single.encode(name)
        }
    }
}

extension CocoFile {
    init(from decoder: Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        info = nil
        images = try fields.decode([Picture].self, forKey: .images)
        // A file whose annotations name their queries needs no categories.
        categories = try fields.decodeIfPresent([Category].self, forKey: .categories) ?? []
        annotations = try fields.decode([Annotation].self, forKey: .annotations)
    }
}

extension CocoFile.Picture {
    init(from decoder: Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        id = try fields.decode(CocoID.self, forKey: .id)
        file = try fields.decode(String.self, forKey: .file)
        width = try fields.decodeIfPresent(Double.self, forKey: .width) ?? 0
        height = try fields.decodeIfPresent(Double.self, forKey: .height) ?? 0
    }
}

extension CocoFile.Category {
    init(from decoder: Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        id = try fields.decode(CocoID.self, forKey: .id)
        name = try fields.decode(String.self, forKey: .name)
        supercategory = nil
    }
}

extension CocoFile.Annotation: Codable {
    init(from decoder: Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        id = (try? fields.decode(CocoID.self, forKey: .id)) ?? .number(0)
        image = try fields.decode(CocoID.self, forKey: .image)
        category = try fields.decodeIfPresent(CocoID.self, forKey: .category)
        bbox = try fields.decodeIfPresent([Double].self, forKey: .bbox) ?? []
        area = nil
        attributes = try Self.attributes(fields)
    }

    /// Ours name the query; other programs put anything there, under our names too.
    private static func attributes(_ fields: KeyedDecodingContainer<CodingKeys>) throws -> CocoFile.Attributes? {
        guard let own = try? fields.nestedContainer(keyedBy: CocoFile.Attributes.CodingKeys.self, forKey: .attributes),
            (try? own.decode(String.self, forKey: .query)) != nil
        else { return nil }
        return try fields.decode(CocoFile.Attributes.self, forKey: .attributes)
    }

    func encode(to encoder: Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(id, forKey: .id)
        try fields.encode(image, forKey: .image)
        try fields.encodeIfPresent(category, forKey: .category)
        try fields.encode(bbox, forKey: .bbox)
        try fields.encodeIfPresent(area, forKey: .area)
        try fields.encode(0, forKey: .isCrowd)
        try fields.encode([[Double]](), forKey: .segmentation)
        try fields.encodeIfPresent(attributes, forKey: .attributes)
    }
}

extension CocoFile.Attributes {
    init(from decoder: Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        query = try fields.decodeIfPresent(String.self, forKey: .query)
        instance = try fields.wholeIfPresent(NumberRange.instances, forKey: .instance)
        grade = try fields.decodeIfPresent(Grade.self, forKey: .grade)
        reason = try fields.decodeIfPresent(VerdictReason.self, forKey: .reason)
        level = try fields.wholeIfPresent(NumberRange.levels, forKey: .level)
        note = try fields.decodeIfPresent(String.self, forKey: .note)
    }
}
