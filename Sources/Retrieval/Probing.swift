// Questions to one photo: take a part away and rank again; read all the maps of its file.
import Domain
import InstanceIndex

extension SearchEngine {
    /// The place of a photo without some of its patches, or without one of its instance queries, among all other photos
    /// of the index as they are.
    /// - Throws: `InputFault` for a photo or subject that the index does not hold, for a file that cannot be read, for a
    ///   patch or query that does not exist, and for a checkpoint without instances; `CancellationError`.
    package func knockOut(
        _ part: KnockOut, of image: String, in request: SearchRequest, among allowed: PictureSet? = nil,
        isCancelled: () -> Bool = { false }
    ) throws -> KnockOutReport {
        guard model.hasInstances else {
            throw InputFault(model.path, "has no instance decoder", expected: "an eclip checkpoint")
        }
        guard let picture = try index.position(of: image) else {
            throw InputFault(image, "not in \(index.path)", expected: "a picture of the index")
        }
        let query = try vectors(of: request.subject)
        let standings = try standings(query, request, allowed, isCancelled)
        let (hit, map) = try hit(of: picture, image, without: part, query, request)
        return KnockOutReport(
            image: image, knockOut: part, before: standings.standing(of: picture), after: standings.standing(of: hit),
            map: map)
    }

    private func hit(
        of picture: Int, _ image: String, without part: KnockOut, _ query: QueryVectors, _ request: SearchRequest
    ) throws -> (hit: PictureHit, map: AttentionMap) {
        let seen = try seen(picture, image, without: part)
        let size = query.instance.count
        let left = (1...model.queries).filter { part != .query($0) }
        let scores = left.map { dotProduct(seen.instances[($0 - 1) * size..<$0 * size], query.instance) }
        let best = scores.indices.max { (scores[$0], $1) < (scores[$1], $0) } ?? 0
        let weight: Float = request.score == .instance ? 0 : request.score == .global ? 1 : Float(request.blend)
        let score = blended(scores[best], dotProduct(seen.global, query.global), weight: weight)
        return (PictureHit(picture: picture, instance: left[best], score: score), seen.map(left[best]))
    }

    /// Vectors of a photo after the knock-out, and the map of each instance (from 1).
    private func seen(_ picture: Int, _ image: String, without part: KnockOut) throws
        -> (instances: [Float], global: [Float], map: (Int) -> AttentionMap)
    {
        switch part {
        case .query(let number):
            guard model.queries > 1, (1...model.queries).contains(number) else {
                throw InputFault(
                    "query \(InstanceReading.name(number))", "no such query", expected: InstanceReading.names(of: model.queries))
            }
            let stored = try index.maps(of: picture)
            return (
                index.instances.vectors(of: picture), index.globals.vectors(of: picture),
                { self.map(stored, instance: $0) }
            )
        case .patches(let patches):
            let count = model.configuration.patches
            if let outside = patches.first(where: { !(0..<count).contains($0) }) {
                throw InputFault("patch \(outside)", "no such patch", expected: "0 to \(count - 1)")
            }
            let view = try blankedView(image, patches)
            return (
                view.instances, view.global,
                {
                    self.model.map(
                        Array(view.share[($0 - 1) * count..<$0 * count]), axis: .picture,
                        layer: self.index.summary.model.layers, frame: view.frame)
                }
            )
        }
    }

    private func blankedView(_ image: String, _ patches: Set<Int>) throws -> PictureView {
        let configuration = model.configuration
        let input = try model.pixels(at: file(of: image))
        let shape = (0..<configuration.patches).map(patches.contains)
        let pixels = blanked(input.pixels, at: shape, side: configuration.imageSize, columns: configuration.side)
        return model.views([(pixels, input.frame)])[0]
    }

    /// Where texts look in a photo's file, what each decoder layer's queries see, and what the image encoder attends to.
    /// - Throws: `InputFault` when the file is missing or broken.
    package func maps(of image: String, texts: [String]) throws -> PhotoMaps {
        let input = try model.pixels(at: file(of: image))
        let view = model.views([input])[0]
        let conditioned = model.conditioned(view, texts: model.vectors(of: texts))?.map(\.map) ?? []
        let patches = model.configuration.patches
        let layers = model.checkpoint.model.layerMaps(patches: view.patches).enumerated().map { layer, tensor in
            let values = tensor.values
            return (0..<model.queries).map { query in
                model.map(
                    Array(values[query * patches..<(query + 1) * patches]), axis: .picture, layer: layer + 1,
                    frame: view.frame)
            }
        }
        return PhotoMaps(
            image: image, texts: texts, conditioned: conditioned, layers: layers, encoder: model.encoderMaps(input))
    }
}
