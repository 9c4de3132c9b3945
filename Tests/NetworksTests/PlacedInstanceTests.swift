// A clean shot's instance chosen by place: the one query that answers is the one whose map lies there.
import Autograd
import Domain
import Networks
import Support
import Tensors
import Testing

@Suite struct PlacedInstanceTests {
    /// Rows of `ShardRows.all`.
    private enum Row { static let matched = 5, student = 8 }

    private func rows(_ tiny: GoldenModel, _ middles: [Int: Box]) -> [Variable] {
        let tape = Tape(recording: false)
        return tiny.model.shardRows(
            tape, pixels: tiny.pixels, texts: tape.leaf(tiny.model.encodeTexts(tiny.ids)),
            ownTitle: Array(tiny.ids.indices), partner: tiny.partner, middles: middles, evidence: tiny.evidence
        ).all
    }

    @Test func theQueryWithMostWeightInThePlaceSpeaks() throws {
        let tiny = try GoldenModel(), seen = tiny.model.encodePictures(tiny.pixels)
        let share = try #require(seen.share)
        let (queries, patches) = (share.shape[1], share.shape[2]), side = tiny.configuration.side
        var differing = 0
        for part in [Box(x: 0, y: 0, width: 0.5, height: 1), Box(x: 0.5, y: 0, width: 0.5, height: 1)] {
            let picture = 1, found = rows(tiny, [picture: part]), usual = rows(tiny, [:])
            let mass = (0..<queries).map { query in
                (0..<patches).reduce(Float(0)) { sum, patch in
                    let x = (Double(patch % side) + 0.5) / Double(side)
                    return sum + (part.contains(x: x, y: 0.5) ? share[row: picture][query * patches + patch] : 0)
                }
            }
            let expected = try #require(mass.indices.max { mass[$0] < mass[$1] })
            for (value, other) in zip(found[Row.student].value[row: picture], share[row: picture].dropFirst(expected * patches)) {
                #expect(abs(value - other) < 1e-5)
            }
            // Other pictures are as they were.
            #expect(Array(found[Row.matched].value[row: 0]) == Array(usual[Row.matched].value[row: 0]))
            if Array(found[Row.matched].value[row: picture]) != Array(usual[Row.matched].value[row: picture]) { differing += 1 }
        }
        #expect(differing >= 1)
    }
}
