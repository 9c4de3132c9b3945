// One picture per product, as vectors: its clean shot, or where there is none a photo of the gallery that shows it alone.
// What classification and similar products ask with.
import Domain

struct ProductPictures: Sendable {
    /// A product by its picture.
    struct One: Sendable {
        let query: Int
        /// `[e]`
        let global: [Float]
        /// `Q * e`; empty without instances.
        let instances: [Float]
        /// The central instance, `[e]`; empty without instances.
        let central: [Float]
    }

    let products: [One]

    init(_ engine: SearchEngine, _ gallery: EvaluationGallery, shots: [ShotOutcome]) throws {
        let photographed = shots.map { One(query: $0.query, global: $0.vectors.global, instances: $0.vectors.instances, central: $0.vectors.central) }
        guard photographed.isEmpty else {
            products = photographed
            return
        }
        let alone = gallery.queries.indices.compactMap { query in
            gallery.answers(to: gallery.queries[query]).first { gallery.productCounts[$0] == 1 }.map { (query, $0) }
        }
        products = try alone.map { query, place in try Self.indexed(query, gallery.pictures[place], engine) }
    }

    private static func indexed(_ query: Int, _ position: Int, _ engine: SearchEngine) throws -> One {
        let global = engine.index.globals.vectors(of: position)
        guard engine.model.hasInstances else { return One(query: query, global: global, instances: [], central: []) }
        return One(
            query: query, global: global, instances: engine.index.instances.vectors(of: position),
            central: engine.index.instances.vector(of: position, instance: try engine.centralInstance(of: position)))
    }
}
