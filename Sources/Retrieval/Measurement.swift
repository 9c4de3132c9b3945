// Everything a run found, before it becomes figures.
import Domain
import Evaluation

/// A photo that answers a query.
struct Sighting {
    let query: Int
    let place: Int
    /// Among the photos that do not answer it.
    let rank: Double
    /// Visible part; nil without truth.
    let box: Box?
    /// Does the strongest patch lie in the box? nil where it was not measured.
    let pointing: Bool?
}

/// Does a box reach the edge of the picture?
func touchesEdge(_ box: Box) -> Bool {
    min(box.x, box.y) < 0.005 || max(box.x + box.width, box.y + box.height) > 0.995
}

struct Measurement {
    let gallery: EvaluationGallery
    let outcomes: [QueryOutcome]
    /// Per query; empty without a decoder.
    let refined: [RankingResult?]
    let shots: [ShotOutcome]
    let pairs: [PairOutcome]
    var report = EvaluationReport()

    /// Every pair of a query and a photo that answers it.
    var sightings: [Sighting] {
        let pointing = Dictionary(
            pairs.map { ([$0.query, $0.place], $0.free?.pointing) }, uniquingKeysWith: { first, _ in first })
        return outcomes.indices.flatMap { query in
            outcomes[query].answers.map { answer in
                let boxes = gallery.placed[answer.place].filter { $0.productID == gallery.queries[query].productID }
                return Sighting(
                    query: query, place: answer.place, rank: answer.rank,
                    box: boxes.map(\.box).max { $0.area < $1.area }, pointing: pointing[[query, answer.place]] ?? nil)
            }
        }
    }
}
