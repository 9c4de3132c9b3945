// Is one model better than another, or luckier? Both are asked the same queries, so that what is hard for both cancels
// out: the interval is that of the mean difference per query, which is far narrower than two intervals side by side.

/// What one query got under several scorings, by the scoring's path (`text_to_scene.instance`).
package struct QueryRecord: Equatable, Sendable, Codable {
    /// Product id, and for a pair also the picture.
    package var id: String
    /// Per scoring: values of the query by name of the figure (`r1`, `map`, `pointing`).
    package var results: [String: [String: Double]]

    package init(id: String, results: [String: [String: Double]] = [:]) {
        self.id = id
        self.results = results
    }
}

/// What the interval of a difference says.
package enum Verdict95: String, Sendable, Codable {
    case better, worse
    /// The interval contains no difference.
    case luck
}

/// One figure of two runs over the same queries.
package struct PairedDifference: Equatable, Sendable, Codable {
    /// `text_to_scene.instance.r10`
    package var figure: String
    /// Mean of this run and of the other over the queries both have.
    package var this, other: Double
    /// This minus the other, with its 95 % interval.
    package var difference: Double
    package var ci: Interval
    package var verdict: Verdict95
    /// Queries both runs have this figure for.
    package var queries: Int
}

/// The difference of one value per query of two runs, paired by place; nil without a query.
package func pairedDifference(figure: String, this: [Double], other: [Double]) -> PairedDifference? {
    precondition(this.count == other.count, "\(this.count) queries against \(other.count)")
    guard let ci = Bootstrap.means([zip(this, other).map { $0 - $1 }]).first else { return nil }
    let count = Double(this.count)
    let (mean, otherMean) = (this.reduce(0, +) / count, other.reduce(0, +) / count)
    let verdict: Verdict95 = ci.low > 0 ? .better : ci.high < 0 ? .worse : .luck
    return PairedDifference(
        figure: figure, this: mean, other: otherMean, difference: mean - otherMean, ci: ci, verdict: verdict,
        queries: this.count)
}

/// Every figure that two lists of records share, in alphabetical order; records are paired by id, and a query that has
/// a figure in one run only does not count for it.
package func pairedDifferences(this: [QueryRecord], other: [QueryRecord]) -> [PairedDifference] {
    let others = Dictionary(other.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var values: [String: (this: [Double], other: [Double])] = [:]
    for record in this {
        guard let partner = others[record.id] else { continue }
        for (scoring, figures) in record.results {
            for (name, value) in figures {
                guard let against = partner.results[scoring]?[name] else { continue }
                values["\(scoring).\(name)", default: ([], [])].this.append(value)
                values["\(scoring).\(name)", default: ([], [])].other.append(against)
            }
        }
    }
    return values.keys.sorted().compactMap { figure in
        values[figure].flatMap { pairedDifference(figure: figure, this: $0.this, other: $0.other) }
    }
}
