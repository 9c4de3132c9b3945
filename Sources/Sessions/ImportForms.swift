// Single verdicts out of the forms of other programs, and which of them a session already holds.
import Domain

/// A label on a photo as a whole. Throws `InputFault` for a grade that is no whole number.
func label(_ query: String, _ image: String, _ grade: String, _ form: String, _ place: String) throws -> Verdict {
    guard let number = Double(grade), number == number.rounded(), NumberRange.levels.contains(Int(exactly: number) ?? .max) else {
        throw InputFault(place, "grade \"\(grade)\"", expected: "a whole number, \(NumberRange.levels.upperBound) at most")
    }
    guard !image.isEmpty else { throw InputFault(place, "no picture") }
    let level = Int(number)
    return Verdict(
        key: VerdictKey(query: filed(query), image: image, instance: Verdict.wholePhoto),
        grade: level > 0 ? .good : .bad, level: level == 0 || level == 1 ? nil : level,
        evidence: imported(query, form))
}

/// As verdicts are filed. Ids of products and places in pictures are not words and stay as they are.
private func filed(_ query: String) -> String {
    let tail = query.split(separator: "@").last.map(String.init) ?? ""
    let isPicture = query.contains("@") && (tail == "?" || Int(tail) != nil)
    return query.hasPrefix("#") || isPicture ? query : query.folded
}

private func imported(_ query: String, _ form: String) -> Evidence {
    Evidence(
        modelSHA256: "", indexSHA256: "", rawQuery: query, rank: 0, score: 0, scoreKind: .instance, productID: "",
        recipe: "imported from \(form)", map: nil)
}

extension CocoFile.Annotation {
    /// Throws `InputFault` for a box that is none.
    func verdict(on picture: CocoFile.Picture, _ category: String, _ place: String) throws -> Verdict {
        guard bbox.count == 4, picture.width > 0, picture.height > 0 else {
            throw InputFault(place, "a box of \(bbox.count) numbers on \(picture.width) x \(picture.height) pixels", expected: "[left, top, width, height]")
        }
        let box = Box(
            x: bbox[0] / picture.width, y: bbox[1] / picture.height, width: bbox[2] / picture.width,
            height: bbox[3] / picture.height)
        let query = attributes?.query ?? category
        return Verdict(
            key: VerdictKey(
                query: attributes?.query ?? filed(category), image: picture.file,
                instance: attributes?.instance ?? Verdict.wholePhoto),
            grade: attributes?.grade ?? .good, level: attributes?.level, reason: attributes?.reason,
            note: attributes?.note, box: box, evidence: imported(query, "coco"))
    }
}

/// A row of a table by column.
struct CSVRow {
    let place: String
    let values: [String: String]

    /// nil where the column is missing or empty.
    private func word(_ column: String) -> String? {
        values[column].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// nil where there is nothing. Throws `InputFault` for what cannot be read.
    private func value<Value>(_ column: String, _ expected: String, _ read: (String) -> Value?) throws -> Value? {
        guard let text = word(column) else { return nil }
        guard let value = read(text) else { throw InputFault(place, "\(column) \"\(text)\"", expected: expected) }
        return value
    }

    /// A photo that Quepid lists without a rating says nothing. Throws `InputFault`.
    static func quepid(_ row: CSVRow) throws -> SignedVerdict? {
        guard let rating = row.word("rating") else { return nil }
        return SignedVerdict(try label(row.values["query"] ?? "", row.values["docid"] ?? "", rating, "quepid", row.place))
    }

    /// A row of our own form. Throws `InputFault`.
    static func signed(_ row: CSVRow) throws -> SignedVerdict? {
        let query = row.values["query"] ?? ""
        guard let image = row.word("image") else { throw InputFault(row.place, "no image") }
        guard let grade = try row.value("grade", "good or bad", Grade.init(rawValue:)) else {
            throw InputFault(row.place, "no grade", expected: "good or bad")
        }
        let instance = try row.value("instance", "a whole number from 0") { Self.whole($0, NumberRange.instances) }
        let reasons = VerdictReason.allCases.map(\.rawValue).joined(separator: ", ")
        return SignedVerdict(
            Verdict(
                key: VerdictKey(query: filed(query), image: image, instance: instance ?? Verdict.wholePhoto),
                grade: grade, level: try row.value("level", "a whole number") { Self.whole($0, NumberRange.levels) },
                reason: try row.value("reason", reasons, VerdictReason.init(rawValue:)), note: row.word("note"),
                box: try row.value("box", "x y width height", box), evidence: try row.evidence(query)),
            rater: row.word("rater"), time: row.word("time"))
    }

    private static func whole(_ text: String, _ range: ClosedRange<Int>) -> Int? {
        Int(text).flatMap { range.contains($0) ? $0 : nil }
    }

    private static func box(_ text: String) -> Box? {
        let numbers = text.split(separator: " ").compactMap { Double($0) }
        return numbers.count == 4 ? Box(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3]) : nil
    }

    private func evidence(_ query: String) throws -> Evidence {
        Evidence(
            modelSHA256: values["model_sha256"] ?? "", indexSHA256: values["index_sha256"] ?? "",
            rawQuery: values["raw_query"] ?? query, rank: try value("rank", "a whole number") { Self.whole($0, NumberRange.ranks) } ?? 0,
            score: try value("score", "a number") { Float($0).flatMap { $0.isFinite ? $0 : nil } } ?? 0,
            scoreKind: try value("score_kind", "instance, global or blend", ScoreKind.init(rawValue:)) ?? .instance,
            productID: values["product_id"] ?? "", recipe: values["recipe"] ?? "imported from csv", map: nil)
    }
}

extension Box {
    /// Some area, inside the picture but for a hair of rounding.
    var isOnPicture: Bool {
        let hair = 1e-9
        return [x, y, width, height].allSatisfy(\.isFinite) && width > 0 && height > 0 && x >= -hair && y >= -hair
            && x + width <= 1 + hair && y + height <= 1 + hair
    }

    /// The same but for rounding.
    func isNear(_ other: Box) -> Bool {
        let differences = [x - other.x, y - other.y, width - other.width, height - other.height]
        return differences.allSatisfy { abs($0) < 1e-9 }
    }
}

extension Verdict {
    /// The same judgement of the same match, whatever the evidence.
    package func says(_ other: Verdict) -> Bool {
        let isBoxSame = box == other.box || box.flatMap { mine in other.box.map(mine.isNear) } ?? false
        return key == other.key && grade == other.grade && level == other.level && reason == other.reason
            && note == other.note && isBoxSame
    }
}

extension SessionMemory {
    /// The verdicts that would change something. A label on a whole photo changes nothing where the session's own
    /// verdicts already amount to it; so a poor form never covers a rich one.
    package func news(_ imported: [SignedVerdict]) -> [SignedVerdict] {
        let labels = Set(PhotoLabel.labels(of: verdicts.values))
        return imported.filter { signed in
            let verdict = signed.verdict, key = verdict.key
            if let own = verdicts[key] { return !own.says(verdict) }
            guard key.instance == Verdict.wholePhoto, verdict.box == nil else { return true }
            return !labels.contains(PhotoLabel(query: key.query, image: key.image, grade: verdict.photoGrade))
        }
    }
}
