// What `embed` prints: vectors and maps of a text or a picture, without an index.
import Domain

package struct TextEmbedding: Sendable {
    package var reading: QueryReading
    /// `[e]`, unit length.
    package var vector: [Float]
}

package struct PictureEmbedding: Sendable {
    package var global: [Float]
    /// Per query, `[e]`.
    package var instances: [[Float]]
    package var rows: Int
    package var columns: Int
    package var frame: Box
    /// Per query, share of the picture.
    package var picture: [[Float]]
    /// Per query, share among the queries.
    package var owner: [[Float]]
    /// With a text: the text-conditioned reading.
    package var conditioned: ConditionedEmbedding?
    /// What is to be said of the picture's file; nil where it is whole.
    package var note: InputFault?
}

package struct ConditionedEmbedding: Sendable {
    package var vector: [Float]
    package var score: Float
    package var map: [Float]
}

extension LoadedModel {
    package func embed(text: String) -> TextEmbedding {
        TextEmbedding(reading: reading(of: text), vector: vector(of: text))
    }

    /// - Parameter text: words to read the picture with; nil for none.
    /// - Throws: `InputFault` naming the file.
    package func embed(picture path: String, text: String? = nil) throws -> PictureEmbedding {
        let (input, note) = try read(path)
        let view = views([input])[0]
        func rows(_ values: [Float]) -> [[Float]] {
            let size = values.count / queries
            return (0..<queries).map { Array(values[$0 * size..<($0 + 1) * size]) }
        }
        return PictureEmbedding(
            global: view.global, instances: rows(view.instances), rows: configuration.side,
            columns: configuration.side, frame: view.frame, picture: rows(view.share), owner: rows(view.owned),
            conditioned: text.flatMap { conditionedEmbedding(view, $0) }, note: note)
    }

    private func conditionedEmbedding(_ view: PictureView, _ text: String) -> ConditionedEmbedding? {
        let words = vector(of: text)
        guard let found = conditionedVectors(view, texts: [words])?.first else { return nil }
        return ConditionedEmbedding(
            vector: found.vector, score: dotProduct(found.vector, words), map: found.map.weights)
    }
}
