// Does the map show what the score rests on? A picture is read again with the map's outline blanked, with the same shape
// blanked elsewhere, and with another instance's outline blanked.
import Domain
import Evaluation
import Preprocessing

struct Faithfulness: Sendable {
    let engine: SearchEngine
    let gallery: EvaluationGallery
    let texts: [[Float]]
    let outcomes: [QueryOutcome]

    static let pairs = 300
    /// The share of the weight inside the outline, as the screen draws it at first.
    static let share: Float = 0.6

    private struct Loss: Sendable {
        let score, outline, elsewhere: Double
        let other: Double?
        let area: Double
    }

    /// nil without instances, or where nothing could be blanked; pictures that cannot be read are left out and counted.
    func figures() throws -> (figures: EvaluationReport.Faithfulness?, leftOut: LeftOut) {
        guard engine.model.hasInstances else { return (nil, LeftOut()) }
        let asked = outcomes.indices.filter { !outcomes[$0].answers.isEmpty }
        let step = max(1, (asked.count + Self.pairs - 1) / Self.pairs)
        let chosen = stride(from: 0, to: asked.count, by: step).map { asked[$0] }
        let files = chosen.map { engine.file(of: gallery.paths[outcomes[$0].answers[0].place]) }
        let found = try inParallel(chosen.count) { turn -> (loss: Loss?, isRead: Bool) in
            guard let input = try ifReadable({ try engine.model.pixels(at: files[turn]) }) else { return (nil, false) }
            return (loss(of: chosen[turn], in: input), true)
        }
        let lost = zip(files, found).filter { !$0.1.isRead }.map { ($0.0, 1) }
        return (Self.figures(found.compactMap(\.loss)), LeftOut(Dictionary(lost, uniquingKeysWith: +)))
    }

    /// nil where there is no place elsewhere to blank.
    private func loss(of query: Int, in input: (pixels: [UInt8], frame: Box)) -> Loss? {
        let seen = engine.model.views([input])[0]
        let winner = best(seen, texts[query])
        let map = map(seen, winner.instance)
        let shape = map.outline(holding: Self.share).inside
        var random = SeededGenerator.derived(from: Bootstrap.seed &+ 11, stream: UInt64(query))
        guard let elsewhere = shapeElsewhere(
            shape, rows: map.rows, columns: map.columns, allowed: patchesInFrame(map), using: &random)
        else { return nil }
        let shapes = [shape, elsewhere] + (otherShape(seen, except: winner.instance).map { [$0] } ?? [])
        let side = engine.model.configuration.imageSize
        let again = engine.model.views(shapes.map { (blanked(input.pixels, at: $0, side: side, columns: map.columns), input.frame) })
        let lost = again.map { Double(winner.score - best($0, texts[query]).score) }
        return Loss(
            score: Double(winner.score), outline: lost[0], elsewhere: lost[1], other: lost.count > 2 ? lost[2] : nil,
            area: Double(shape.count { $0 }) / Double(shape.count))
    }

    private func best(_ view: PictureView, _ text: [Float]) -> (instance: Int, score: Float) {
        let size = text.count
        let scores = (0..<engine.model.queries).map { dotProduct(view.instances[$0 * size..<($0 + 1) * size], text) }
        let winner = scores.indices.max { (scores[$0], $1) < (scores[$1], $0) } ?? 0
        return (winner + 1, scores[winner])
    }

    private func map(_ view: PictureView, _ instance: Int) -> AttentionMap {
        let patches = engine.model.configuration.patches
        return engine.model.map(
            Array(view.share[(instance - 1) * patches..<instance * patches]), axis: .picture, layer: 1, frame: view.frame)
    }

    private func patchesInFrame(_ map: AttentionMap) -> [Bool] {
        map.weights.indices.map { patch in
            map.frame.contains(
                x: (Double(patch % map.columns) + 0.5) / Double(map.columns),
                y: (Double(patch / map.columns) + 0.5) / Double(map.rows))
        }
    }

    /// The outline of the instance, background aside, that owns most of the picture after the winner.
    private func otherShape(_ view: PictureView, except winner: Int) -> [Bool]? {
        let patches = engine.model.configuration.patches
        let background = Set(engine.index.summary.shares.filter(\.isBackground).map(\.instance))
        let others = (1...engine.model.queries).filter { $0 != winner && !background.contains($0) }
        let owned = others.map { view.owned[($0 - 1) * patches..<$0 * patches].reduce(0, +) }
        guard let largest = others.indices.max(by: { (owned[$0], $1) < (owned[$1], $0) }) else { return nil }
        return map(view, others[largest]).outline(holding: Self.share).inside
    }

    private static func figures(_ losses: [Loss]) -> EvaluationReport.Faithfulness? {
        guard !losses.isEmpty else { return nil }
        func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(max(1, values.count)) }
        let outline = losses.map(\.outline)
        let elsewhere = losses.map(\.elsewhere)
        let beside = losses.filter { $0.other != nil }
        let other = beside.compactMap(\.other)
        let above = losses.map { $0.outline > $0.elsewhere ? 1.0 : 0 }
        let aboveOther = beside.map { $0.outline > $0.other ?? 0 ? 1.0 : 0 }
        var ci = Dictionary(
            uniqueKeysWithValues: zip(["outline", "elsewhere", "above"], Bootstrap.means([outline, elsewhere, above])))
        ci["ratio"] = mean(elsewhere) > 0 ? Bootstrap.ratio(outline, over: elsewhere) : nil
        return .init(
            pairs: losses.count, outlineShare: Double(share), area: mean(losses.map(\.area)),
            score: mean(losses.map(\.score)),
            loss: .init(outline: mean(outline), elsewhere: mean(elsewhere), otherInstance: other.isEmpty ? nil : mean(other)),
            ratio: mean(elsewhere) > 0 ? mean(outline) / mean(elsewhere) : nil,
            ratioToOther: mean(other) > 0 ? mean(beside.map(\.outline)) / mean(other) : nil, above: mean(above),
            aboveOther: aboveOther.isEmpty ? nil : mean(aboveOther), ci: ci)
    }
}
