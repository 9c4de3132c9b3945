// Everything the model sees in one picture: all instance queries with their maps, scores and nearest titles, from the
// index alone or with the words at hand from the file; and a pinned picture that follows words as they are typed.
import Domain
import Foundation
import InstanceIndex

extension SearchEngine {
    /// The map of an instance (from 1): its share of the picture, of the decoder's last layer.
    package func map(_ stored: IndexedMaps, instance: Int) -> AttentionMap {
        map(stored.maps, frame: stored.frame, instance: instance)
    }

    func map(_ maps: StoredMaps, frame: Box, instance: Int) -> AttentionMap {
        model.map(maps.share(instance), axis: .picture, layer: index.summary.model.layers, frame: frame)
    }

    /// Reads a picture of the index.
    /// - Parameters:
    ///   - image: path as the index stores it.
    ///   - subject: the question at hand; nil for none.
    ///   - conditioned: also read the file with the question (takes a decode and an encode); left out where the file is
    ///     missing or the checkpoint has no decoder.
    ///   - language: of the nearest titles.
    /// - Throws: `InputFault` for a picture that is not in the index.
    package func read(
        image: String, subject: QuerySubject?, conditioned: Bool, language: String = "en"
    ) throws -> PictureReading {
        let position = try position(ofIndexed: image)
        let query = try subject.map(vectors)
        let stored = try index.maps(of: position)
        var reading = PictureReading(
            image: image, instances: (1...model.queries).map { instance(position, $0, stored, query, language) },
            globalScore: query.map { dotProduct(index.globals.vectors(of: position), $0.global) },
            layers: index.summary.model.layers)
        if conditioned, let query, let view = try? model.view(at: file(of: image)),
            let found = model.conditioned(view, texts: [query.instance])?.first
        {
            reading.conditioned = found.map
            reading.conditionedScore = found.score
        }
        return reading
    }

    private func position(ofIndexed image: String) throws -> Int {
        guard let position = try index.position(of: image) else {
            throw InputFault(image, "not in \(index.path)", expected: "a picture of the index")
        }
        return position
    }

    private func instance(
        _ position: Int, _ instance: Int, _ stored: IndexedMaps, _ query: QueryVectors?, _ language: String
    ) -> InstanceReading {
        let nearest = stored.nearest[instance - 1]
        return InstanceReading(
            instance: instance, map: map(stored, instance: instance), owned: stored.maps.owned(instance),
            score: query.map { dotProduct(index.instances.vector(of: position, instance: instance), $0.instance) },
            nearestTitle: nearest?.title(in: language) ?? "", nearestScore: nearest?.score ?? 0,
            isBackground: index.summary.shares.first { $0.instance == instance }?.isBackground ?? false)
    }

    /// Decodes and encodes a picture once, so that words can be tried on it live.
    /// - Throws: `InputFault` when the file is missing or broken, or the checkpoint has no instance decoder.
    package func pin(image: String) throws -> PinnedPicture {
        guard model.hasInstances else {
            throw InputFault(model.path, "has no instance decoder", expected: "an eclip checkpoint")
        }
        return PinnedPicture(image: image, model: model, view: try model.view(at: file(of: image)))
    }
}

/// A picture whose text-conditioned map follows each key typed.
package struct PinnedPicture: Sendable {
    package let image: String
    let model: LoadedModel
    let view: PictureView

    /// Where these words look, and how well they fit what is there.
    package func conditioned(words: String) -> (map: AttentionMap, score: Float) {
        let found = model.conditioned(view, texts: [model.vector(of: QueryParts(words).words)])?.first
        let blank = model.map(
            .init(repeating: 1 / Float(model.configuration.patches), count: model.configuration.patches),
            axis: .conditioned, layer: 1, frame: view.frame)
        return (found?.map ?? blank, found?.score ?? 0)
    }
}
