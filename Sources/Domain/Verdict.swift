// A person's judgement of one match, and the evidence it was given on.

/// Why a match is bad (or notable).
package enum VerdictReason: String, Sendable, Codable, CaseIterable {
    case wrongProduct = "wrong_product"
    case wrongRegion = "right_product_wrong_region"
    case wrongAttribute = "right_region_wrong_attribute"
    case filedElsewhere = "in_photo_filed_as_something_else"
    case duplicate
    case badPhoto = "bad_photo"
}

/// Good or bad.
package enum Grade: String, Sendable, Codable {
    case good, bad
}

/// What a verdict is about.
package struct VerdictKey: Hashable, Sendable, Codable {
    /// The normalised query.
    package let query: String
    package let image: String
    /// From 1.
    package let instance: Int

    package init(query: String, image: String, instance: Int) {
        self.query = query
        self.image = image
        self.instance = instance
    }
}

extension VerdictKey {
    package init(from decoder: Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        query = try fields.decode(String.self, forKey: .query)
        image = try fields.decode(String.self, forKey: .image)
        instance = try fields.whole(NumberRange.instances, forKey: .instance)
    }
}

/// What the rater saw when judging.
package struct Evidence: Equatable, Sendable, Codable {
    package var modelSHA256: String
    package var indexSHA256: String
    package var rawQuery: String
    package var rank: Int
    package var score: Float
    package var scoreKind: ScoreKind
    package var productID: String
    /// What the map's numbers mean: layer, axis, scaling.
    package var recipe: String
    package var map: AttentionMap?

    package init(
        modelSHA256: String, indexSHA256: String, rawQuery: String, rank: Int, score: Float, scoreKind: ScoreKind,
        productID: String, recipe: String, map: AttentionMap?
    ) {
        self.modelSHA256 = modelSHA256
        self.indexSHA256 = indexSHA256
        self.rawQuery = rawQuery
        self.rank = rank
        self.score = score
        self.scoreKind = scoreKind
        self.productID = productID
        self.recipe = recipe
        self.map = map
    }

    private enum CodingKeys: String, CodingKey {
        case modelSHA256 = "model_sha256"
        case indexSHA256 = "index_sha256"
        case rawQuery = "raw_query"
        case rank, score
        case scoreKind = "score_kind"
        case productID = "product_id"
        case recipe, map
    }
}

extension Evidence {
    package init(from decoder: Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        modelSHA256 = try fields.decode(String.self, forKey: .modelSHA256)
        indexSHA256 = try fields.decode(String.self, forKey: .indexSHA256)
        rawQuery = try fields.decode(String.self, forKey: .rawQuery)
        rank = try fields.whole(NumberRange.ranks, forKey: .rank)
        score = try fields.decode(Float.self, forKey: .score)
        scoreKind = try fields.decode(ScoreKind.self, forKey: .scoreKind)
        productID = try fields.decode(String.self, forKey: .productID)
        recipe = try fields.decode(String.self, forKey: .recipe)
        map = try fields.decodeIfPresent(AttentionMap.self, forKey: .map)
    }
}

extension Verdict {
    package init(from decoder: Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        key = try fields.decode(VerdictKey.self, forKey: .key)
        grade = try fields.decode(Grade.self, forKey: .grade)
        level = try fields.wholeIfPresent(NumberRange.levels, forKey: .level)
        reason = try fields.decodeIfPresent(VerdictReason.self, forKey: .reason)
        note = try fields.decodeIfPresent(String.self, forKey: .note)
        box = try fields.decodeIfPresent(Box.self, forKey: .box)
        evidence = try fields.decode(Evidence.self, forKey: .evidence)
    }

    /// The same verdict on a photo that another index calls otherwise; as it is where that index has no such photo.
    package func moved(by rename: (String) -> String?) -> Verdict {
        var moved = self
        moved.key = VerdictKey(query: key.query, image: rename(key.image) ?? key.image, instance: key.instance)
        return moved
    }
}

/// A judgement with its reason, note and evidence.
package struct Verdict: Equatable, Sendable, Codable {
    package var key: VerdictKey
    package var grade: Grade
    /// The grade on a project's own scale, from 0; nil where good and bad are all there is.
    package var level: Int?
    package var reason: VerdictReason?
    package var note: String?
    /// Where the product really is, drawn by the rater, in fractions of the picture.
    package var box: Box?
    package var evidence: Evidence

    package init(
        key: VerdictKey, grade: Grade, level: Int? = nil, reason: VerdictReason? = nil, note: String? = nil,
        box: Box? = nil, evidence: Evidence
    ) {
        self.key = key
        self.grade = grade
        self.level = level
        self.reason = reason
        self.note = note
        self.box = box
        self.evidence = evidence
    }
}
