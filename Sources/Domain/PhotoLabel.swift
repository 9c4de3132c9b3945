// Verdicts boiled down to what a ranking can be measured by: one grade for a photo under a query.

/// How well a photo answers a query.
package struct PhotoLabel: Hashable, Sendable {
    /// As verdicts are filed: folded words, `#id`, or `path@instance`.
    package var query: String
    package var image: String
    /// 0 does not answer; the higher the better.
    package var grade: Int

    package init(query: String, image: String, grade: Int) {
        self.query = query
        self.image = image
        self.grade = grade
    }
}

extension Verdict {
    /// The instance number of a verdict on a photo as a whole, as labels from other programs are.
    package static let wholePhoto = 0

    /// What the verdict says about the photo: the level, else 1 where it is good or bad only because the region is wrong,
    /// else 0.
    package var photoGrade: Int { level ?? (grade == .good || reason == .wrongRegion ? 1 : 0) }

    /// Rising by query, picture, instance.
    package static func precedes(_ one: Verdict, _ other: Verdict) -> Bool {
        (one.key.query, one.key.image, one.key.instance) < (other.key.query, other.key.image, other.key.instance)
    }
}

extension PhotoLabel {
    /// One label per query and photo, in a stable order. The best instance counts; a verdict on the photo as a whole
    /// decides alone.
    package static func labels(of verdicts: some Sequence<Verdict>) -> [PhotoLabel] {
        var labels: [PhotoLabel] = []
        var isDecided = false
        for verdict in verdicts.sorted(by: Verdict.precedes) {
            let key = verdict.key
            if let last = labels.last, last.query == key.query, last.image == key.image {
                if !isDecided { labels[labels.count - 1].grade = max(last.grade, verdict.photoGrade) }
            } else {
                labels.append(PhotoLabel(query: key.query, image: key.image, grade: verdict.photoGrade))
                isDecided = key.instance == Verdict.wholePhoto
            }
        }
        return labels
    }
}
