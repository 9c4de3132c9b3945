// A subject becomes vectors: words through the text encoder, a product through the instances of its photos that show it, a
// picture through the index or the image encoder.
import Domain
import Files
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
        case .product(let id): return try product(id)
        case .picture(let path, let instance):
            try check(instance)
            // Typed into the box, where no shell has seen it.
            let path = (path as NSString).expandingTildeInPath
            if let position = try position(of: path) { return try indexed(position, instance: instance, raw: path) }
            return try file(path, instance: instance)
        }
    }

    /// The instances that show a product, fused.
    private func product(_ id: String) throws -> QueryVectors {
        let question = try ProductQuestion(engine, product: id), index = engine.index
        var reading = QueryReading(raw: "#" + id, normalized: ("#" + id).folded)
        reading.asked = AskedInstance(
            image: try index.heading(of: question.picks[0].picture).path, instance: question.picks[0].instance,
            photos: question.picks.count, all: question.photos)
        return QueryVectors(
            reading: reading,
            instance: fused(question.picks.map { index.instances.vector(of: $0.picture, instance: $0.instance) }),
            global: fused(question.picks.map { index.globals.vectors(of: $0.picture) }), isText: false)
    }

    /// The mean of vectors, of unit length; one alone stays as it is.
    private func fused(_ vectors: [[Float]]) -> [Float] {
        vectors.count == 1 ? vectors[0] : unit(of: vectors.map { (1, $0) })
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
        var asked: [AskedInstance] = []
        let read = try terms.map { term in
            switch term.subject {
            case .text(let words):
                let vector = engine.model.vector(of: words)
                return (weight: term.weight, instance: vector, global: vector)
            default:
                let found = try self.read(term.subject)
                asked += [found.reading.asked].compactMap { $0 }
                return (weight: term.weight, instance: found.instance, global: found.global)
            }
        }
        var reading = reading
        reading.asked = asked.count == 1 ? asked[0] : nil
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
        throw InputFault(
            "instance \(InstanceReading.name(instance))", "no such instance", expected: InstanceReading.names(of: engine.model.queries))
    }

    /// A path as the index stores it, of a file that the index holds, or a file's name as the screen shows it.
    private func position(of path: String) throws -> Int? {
        if let position = try engine.index.position(of: path) { return position }
        let file = pathOnDisk(path) ?? path
        if let position = try engine.index.position(of: relativePath(file, from: folder(of: engine.index.path))) { return position }
        return try engine.index.position(ofNamed: path)
    }

    private func indexed(_ position: Int, instance: Int?, raw: String) throws -> QueryVectors {
        let index = engine.index
        let chosen = try instance ?? engine.centralInstance(of: position)
        return QueryVectors(
            reading: QueryReading(raw: raw, normalized: raw.folded),
            instance: index.instances.vector(of: position, instance: chosen),
            global: index.globals.vectors(of: position), isText: false)
    }

    private func file(_ path: String, instance: Int?) throws -> QueryVectors {
        let (input, note) = try engine.model.read(pathOnDisk(path) ?? path)
        let view = engine.model.views([input])[0]
        let size = engine.model.configuration.embedding
        let patches = engine.model.configuration.patches
        let maps = (0..<engine.model.queries).map {
            engine.model.map(
                Array(view.share[$0 * patches..<($0 + 1) * patches]), axis: .picture, layer: 1, frame: view.frame)
        }
        let chosen = instance ?? centralInstance(maps, except: Set(1...engine.model.queries).subtracting(engine.foreground))
        var reading = QueryReading(raw: path, normalized: path.folded)
        reading.fileNote = note
        return QueryVectors(
            reading: reading, instance: Array(view.instances[(chosen - 1) * size..<chosen * size]), global: view.global, isText: false)
    }
}
