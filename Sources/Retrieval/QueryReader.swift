// A subject becomes vectors: words through the text encoder, a product through its cleanest picture, a picture through
// the index or the image encoder.
import Domain
import Foundation
import InstanceIndex

/// A question as the search needs it.
package struct QueryVectors: Sendable {
    package var reading: QueryReading
    /// Compared with instances and used to condition: `[e]`, unit length.
    package var instance: [Float]
    /// Compared with global vectors.
    package var global: [Float]
    /// Words, for which the calibration was fitted.
    package var isText: Bool
    /// The words that the model read; the reading's raw form holds operators and filters as well.
    package var words = ""
    /// What the question's filters leave; nil for everything.
    package var gallery: FilteredGallery?
}

struct QueryReader {
    let engine: SearchEngine

    func read(_ subject: QuerySubject) throws -> QueryVectors {
        switch subject {
        case .text(let text): return try question(QueryParts(text), raw: text)
        case .product(let id):
            guard let product = try engine.index.product(id: id),
                let cover = try engine.index.position(of: product.cover)
            else {
                throw InputFault("product \(id)", "not in \(engine.index.path)", expected: "a product_id of the index")
            }
            return try indexed(cover, instance: nil, raw: "#" + id)
        case .picture(let path, let instance):
            try check(instance)
            // Typed into the box, where no shell has seen it.
            let path = (path as NSString).expandingTildeInPath
            if let position = try position(of: path) { return try indexed(position, instance: instance, raw: path) }
            return try file(path, instance: instance)
        }
    }

    /// Terms and filters. The vector of several terms is their weighted sum, of unit length again.
    private func question(_ parts: QueryParts, raw: String) throws -> QueryVectors {
        var reading = engine.model.reading(of: parts.words)
        (reading.raw, reading.normalized) = (raw, raw.folded)
        var query: QueryVectors
        if parts.isPlain {
            let vector = engine.model.vector(of: parts.words)
            query = QueryVectors(reading: reading, instance: vector, global: vector, isText: true, words: parts.words)
        } else {
            query = try blended(parts.terms, reading)
            query.words = parts.words
        }
        query.gallery = try engine.gallery(meeting: parts.filters)
        return query
    }

    private func blended(_ terms: [QueryTerm], _ reading: QueryReading) throws -> QueryVectors {
        let read = try terms.map { term in
            switch term.subject {
            case .text(let words):
                let vector = engine.model.vector(of: words)
                return (weight: term.weight, instance: vector, global: vector)
            default:
                let found = try self.read(term.subject)
                return (weight: term.weight, instance: found.instance, global: found.global)
            }
        }
        let sum = unit(of: read.map { ($0.weight, $0.instance) })
        guard sum.contains(where: { $0 != 0 }) else {
            throw InputFault(reading.raw, "nothing is left of the question: its terms cancel each other out", expected: "other terms or weights")
        }
        return QueryVectors(
            reading: reading, instance: sum, global: unit(of: read.map { ($0.weight, $0.global) }), isText: false)
    }

    /// A weighted sum of `[e]` vectors, of unit length; terms that cancel each other out give zeros.
    private func unit(of terms: [(weight: Float, vector: [Float])]) -> [Float] {
        var sum = [Float](repeating: 0, count: engine.model.configuration.embedding)
        for term in terms { for place in sum.indices { sum[place] += term.weight * term.vector[place] } }
        let length = dotProduct(sum, sum).squareRoot()
        return length > 1e-6 ? sum.map { $0 / length } : [Float](repeating: 0, count: sum.count)
    }

    private func check(_ instance: Int?) throws {
        guard let instance, !(1...engine.model.queries).contains(instance) else { return }
        throw InputFault("instance \(instance)", "no such instance", expected: "1 to \(engine.model.queries)")
    }

    /// A path as the index stores it, of a file that the index holds, or a file's name as the screen shows it.
    private func position(of path: String) throws -> Int? {
        if let position = try engine.index.position(of: path) { return position }
        if let position = try engine.index.position(of: relativePath(path, from: folder(of: engine.index.path))) { return position }
        return try engine.index.position(ofNamed: path)
    }

    private func indexed(_ position: Int, instance: Int?, raw: String) throws -> QueryVectors {
        let index = engine.index
        let chosen =
            try instance
            ?? {
                let stored = try index.maps(of: position)
                return self.central((1...engine.model.queries).map { stored.maps.share($0) }, frame: stored.frame)
            }()
        return QueryVectors(
            reading: QueryReading(raw: raw, normalized: raw.folded),
            instance: index.instances.vector(of: position, instance: chosen),
            global: index.globals.vectors(of: position), isText: false)
    }

    private func file(_ path: String, instance: Int?) throws -> QueryVectors {
        let (input, note) = try engine.model.read(path)
        let view = engine.model.views([input])[0]
        let size = engine.model.configuration.embedding
        let patches = engine.model.configuration.patches
        let maps = (0..<engine.model.queries).map { Array(view.share[$0 * patches..<($0 + 1) * patches]) }
        let chosen = instance ?? central(maps, frame: view.frame)
        var reading = QueryReading(raw: path, normalized: path.folded)
        reading.fileNote = note
        return QueryVectors(
            reading: reading, instance: Array(view.instances[(chosen - 1) * size..<chosen * size]), global: view.global, isText: false)
    }

    private func central(_ maps: [[Float]], frame: Box) -> Int {
        let background = Set(engine.index.summary.shares.filter(\.isBackground).map(\.instance))
        return centralInstance(
            maps.map { engine.model.map($0, axis: .picture, layer: 1, frame: frame) }, except: background)
    }
}

/// The instance (from 1) with most of its weight in the middle quarter of the picture, by maps that are shares of the
/// picture; queries that model the background do not count unless nothing else is there. (Owner maps choose better among the
/// demo's drawings and much worse among photos of groceries.)
package func centralInstance(_ maps: [AttentionMap], except background: Set<Int> = []) -> Int {
    let candidates = maps.indices.filter { !background.contains($0 + 1) }
    let choice = (candidates.isEmpty ? Array(maps.indices) : candidates).map { ($0, centralMass(maps[$0])) }
    return (choice.max { ($0.1, $1.0) < ($1.1, $0.0) }?.0 ?? 0) + 1
}

/// The share of a map's weight on patches whose centre lies in the middle quarter of the picture.
private func centralMass(_ map: AttentionMap) -> Float {
    let middle = Box(x: 0.25, y: 0.25, width: 0.5, height: 0.5)
    return map.weights.indices.reduce(0) { sum, patch in
        let centre = map.centre(patch)
        return sum + (middle.contains(x: centre.x, y: centre.y) ? map.weights[patch] : 0)
    }
}
