// Where it is hard: pairs of a product and a photo, by what is in the photo; and the best blend.
import Domain
import Evaluation

struct StrataFigures {
    let gallery: EvaluationGallery
    let sightings: [Sighting]
    /// Products of the catalog by category.
    let sizes: [String: Int]

    func strata() -> EvaluationReport.Strata {
        let seen = sightings.filter { $0.box != nil }
        return .init(
            productsPerPhoto: groups(sightings, ["1", "2", "3", "4 and more"]) {
                min(4, max(1, gallery.productCounts[$0.place])) - 1
            },
            boxArea: groups(seen, ["under 4 %", "4 to 10 %", "10 to 25 %", "25 % and more"]) { sighting in
                [0.04, 0.1, 0.25].count { (sighting.box?.area ?? 0) >= $0 }
            },
            edge: groups(seen, ["whole in the picture", "touching the edge"]) { $0.box.map(touchesEdge) == true ? 1 : 0 },
            frequency: frequency(sightings))
    }

    /// Categories in order of size: the first half of them is the head.
    private func frequency(_ sightings: [Sighting]) -> [EvaluationReport.Stratum] {
        let ordered = sizes.values.sorted()
        guard let first = ordered.first else { return [] }
        let middle = ordered[ordered.count / 2]
        guard first < middle else { return [] }
        let known = sightings.filter { gallery.queries[$0.query].category.flatMap { sizes[$0] } != nil }
        return groups(known, ["head", "tail"]) { sighting in
            let size = gallery.queries[sighting.query].category.flatMap { sizes[$0] } ?? 0
            return size >= middle ? 0 : 1
        }
    }

    private func groups(
        _ sightings: [Sighting], _ names: [String], _ number: (Sighting) -> Int
    ) -> [EvaluationReport.Stratum] {
        let groups = Dictionary(grouping: sightings, by: number)
        return names.enumerated().compactMap { place, name in groups[place].map { stratum(name, $0) } }
    }

    private func stratum(_ name: String, _ sightings: [Sighting]) -> EvaluationReport.Stratum {
        func share(_ values: [Double]) -> Double { values.reduce(0, +) / Double(max(1, values.count)) }
        let first = sightings.map { $0.rank <= 1 ? 1.0 : 0 }
        let ten = sightings.map { $0.rank <= 10 ? 1.0 : 0 }
        let points = sightings.compactMap(\.pointing).map { $0 ? 1.0 : 0 }
        var ci = Dictionary(uniqueKeysWithValues: zip(["r1", "r10"], Bootstrap.means([first, ten])))
        ci["pointing"] = Bootstrap.means([points]).first
        return .init(
            stratum: name, pairs: sightings.count, r1: share(first), r10: share(ten),
            pointing: points.isEmpty ? nil : share(points), ci: ci)
    }
}

extension EvaluationReport.BlendCurve {
    /// nil without instances or answers.
    init?(_ outcomes: [QueryOutcome]) {
        let curves = outcomes.map(\.curve).filter { !$0.isEmpty }
        guard !curves.isEmpty else { return nil }
        let figures = GalleryScores.weights.indices.compactMap { weight in RankingFigures(curves.map { $0[weight] }) }
        let best = figures.indices.max { one, other in
            (figures[one].r10, figures[one].map, other) < (figures[other].r10, figures[other].map, one)
        }
        let weights = (0...10).map { Double($0) / 10 }
        self.init(
            weights: weights, r1: figures.map(\.r1), r10: figures.map(\.r10), map: figures.map(\.map),
            best: weights[best ?? 0])
    }
}
