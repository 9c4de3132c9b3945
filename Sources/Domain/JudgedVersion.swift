// What one rater said about a pair, as it stands beside the others' when a disagreement is settled.

/// One rater's judgement without its evidence.
package struct JudgedVersion: Equatable, Sendable, Codable {
    package var rater: String
    package var grade: Grade
    /// The grade on a project's scale; nil on a scale of two.
    package var level: Int?
    package var reason: VerdictReason?
    package var note: String?
    package var box: Box?

    package init(
        rater: String, grade: Grade, level: Int? = nil, reason: VerdictReason? = nil, note: String? = nil, box: Box? = nil
    ) {
        (self.rater, self.grade, self.level, self.reason, self.note, self.box) = (rater, grade, level, reason, note, box)
    }

    package init(rater: String, _ verdict: Verdict) {
        self.init(
            rater: rater, grade: verdict.grade, level: verdict.level, reason: verdict.reason, note: verdict.note,
            box: verdict.box)
    }

    /// What the rater chose: the level, else good 1 and bad 0.
    package var chosenGrade: Int { level ?? (grade == .good ? 1 : 0) }
}

extension JudgedVersion {
    package init(from decoder: Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            rater: try fields.decode(String.self, forKey: .rater), grade: try fields.decode(Grade.self, forKey: .grade),
            level: try fields.wholeIfPresent(NumberRange.levels, forKey: .level),
            reason: try fields.decodeIfPresent(VerdictReason.self, forKey: .reason),
            note: try fields.decodeIfPresent(String.self, forKey: .note), box: try fields.decodeIfPresent(Box.self, forKey: .box))
    }
}
