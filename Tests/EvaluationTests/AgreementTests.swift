// Coefficients of agreement against worked examples that others published, and the report made of them.
import Domain
import Evaluation
import Testing

/// Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", section C: four observers, twelve units, blanks.
private let observers: [[Int?]] = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, nil, nil, nil], [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, nil, 3],
    [nil, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, nil], [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, nil],
]
private let reliabilityData = RatingTable((0..<12).map { unit in observers.compactMap { $0[unit] } })

private func isNear(_ value: Double?, _ expected: Double, _ tolerance: Double) -> Bool {
    value.map { abs($0 - expected) < tolerance } ?? false
}

@Suite struct AgreementTests {
    @Test func alphaIsKrippendorffsOwn() {
        #expect(isNear(reliabilityData.alpha(.nominal), 0.743, 0.0005))
        #expect(isNear(reliabilityData.alpha(.ordinal), 0.815, 0.0005))
    }

    /// The same data in Gwet's irrCAC (`cac.raw4raters`): percent agreement 0.81818, AC1 0.77544.
    @Test func gwetIsHisPackages() {
        #expect(isNear(reliabilityData.percentAgreement, 0.818182, 1e-6))
        #expect(isNear(reliabilityData.gwet(.nominal), 0.775444, 2e-5))
        #expect(isNear(reliabilityData.gwet(.ordinal), 0.89894, 2e-5))
    }

    /// Cohen 1960, table 2 as frequencies of 200: kappa .492.
    @Test func kappaIsCohensOwn() {
        let table = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
        let pairs = table.indices.flatMap { one in
            table[one].indices.flatMap { other in [(one: Int, other: Int)](repeating: (one, other), count: table[one][other]) }
        }
        #expect(pairs.count == 200)
        #expect(isNear(cohenKappa(pairs), 0.492, 0.0005))
        #expect(cohenKappa([]) == nil)
        #expect(cohenKappa([(1, 1), (1, 1)]) == nil)
    }

    /// Feinstein and Cicchetti 1990: high agreement on a skewed sample leaves kappa and alpha low and AC1 high.
    @Test func skewedSamplesAreWhyGwetIsThere() {
        let units = [[Int]](repeating: [1, 1], count: 118) + [[Int]](repeating: [1, 0], count: 5) + [[0, 1], [0, 1]]
        let table = RatingTable(units)
        #expect((table.alpha(.nominal) ?? 1) < 0)
        #expect((table.gwet(.nominal) ?? 0) > 0.9)
    }

    @Test func nothingSharedIsNoFigure() {
        let table = RatingTable([[1], [0]])
        #expect(table.percentAgreement == nil && table.alpha(.nominal) == nil && table.gwet(.ordinal) == nil)
        #expect(RatingTable([[1, 1]]).alpha(.nominal) == nil)
        #expect(isNear(RatingTable([[1, 1]], categories: [0, 1]).gwet(.nominal), 1, 1e-12))
    }

    @Test func theReportPartsByQueryCategoryRaterAndPair() throws {
        let matches = (0..<12).map { unit in
            let grades = zip(["a", "b", "c", "d"], observers).compactMap { name, row in row[unit].map { (name, $0) } }
            return RatedMatch(
                key: VerdictKey(query: unit < 6 ? "mug" : "bag", image: "\(unit).png", instance: 1),
                grades: Dictionary(uniqueKeysWithValues: grades))
        }
        let report = AgreementReport(matches) { $0.query == "mug" ? "kitchen" : nil }
        #expect(report.scale == .ordinal && report.grades == [0, 1, 2, 3, 4, 5])
        #expect(report.all.matches == 12 && report.all.shared == 11)
        #expect(isNear(report.all.alpha.value, 0.815, 0.0005))
        let interval = try #require(report.all.alpha.interval)
        #expect(interval.low < 0.815 && interval.high > 0.815)
        #expect(report.byQuery.map(\.name) == ["bag", "mug"] && report.byQuery.map(\.shared) == [5, 6])
        #expect(report.byCategory.map(\.name) == ["kitchen"])
        #expect(report.byRater.map(\.shared) == [9, 10, 10, 11])
        // Counted by hand: of the 29 pairs of grades that d shares with another rater, 24 are alike.
        #expect(isNear(report.byRater[3].percent.value, 24.0 / 29, 1e-9))
        #expect(report.pairs.count == 6)
        #expect(report.disagreements.map(\.key.image) == ["5.png", "7.png", "1.png"])
        #expect(report.disagreements.map(\.spread) == [3, 1, 1])
    }
}
