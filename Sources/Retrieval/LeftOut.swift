// Photos that an index knows and that cannot be read any more. Finding needs no files; blanking, refining and grounding do, and go
// on without them.
import Domain

/// What could not be looked at.
struct LeftOut: Sendable {
    /// Pairs of a question and the photo, by the photo's file.
    private(set) var pairs: [String: Int] = [:]

    init(_ pairs: [String: Int] = [:]) { self.pairs = pairs }

    mutating func add(_ other: LeftOut) { pairs.merge(other.pairs, uniquingKeysWith: +) }

    /// nil where nothing is.
    var figures: EvaluationReport.LeftOut? {
        pairs.isEmpty ? nil : .init(photos: pairs.count, pairs: pairs.values.reduce(0, +))
    }

    /// In plain words, with the remedy; nil where nothing is.
    var note: String? {
        guard let figures, let first = pairs.keys.min() else { return nil }
        let photos = figures.photos == 1 ? "1 photo of the index or catalog" : "\(figures.photos) photos of the index or catalog"
        return "\(photos) cannot be read (\(first)): \(figures.pairs) pairs of a question and a photo are left out of what looks"
            + " into files; mend the catalog and run 'eclip index' again"
    }
}

/// What a file gives, or nil where it cannot be read.
func ifReadable<Value>(_ read: () throws -> Value) throws -> Value? {
    do { return try read() } catch is InputFault { return nil }
}
