// A checkpoint with its tokenizer: words and pictures in, vectors and maps out. Everything that needs a model but no
// index lives on this; it is immutable and shared by all threads.
import Domain
import Foundation
import Images
import InstanceIndex
import Networks
import Preprocessing
import Tensors

/// What the model sees in one picture.
package struct PictureView: Sendable {
    /// The part of the padded square that is the picture.
    package let frame: Box
    /// `[e]`, unit length.
    package let global: [Float]
    /// `queries * e`, unit vectors.
    package let instances: [Float]
    /// Share of the picture, `queries * patches`: sums to 1 over the patches.
    package let share: [Float]
    /// Share among queries, `queries * patches`: sums to 1 over the queries.
    package let owned: [Float]
    /// `[1, P, C]`, for the text-conditioned query.
    package let patches: Tensor
}

package struct LoadedModel: Sendable {
    package let path: String
    package let checkpoint: Checkpoint
    package let tokenizer: Tokenizer
    /// nil where the checkpoint does not say what it was trained on.
    package let knownWords: KnownWords?
    package let trainingPictures: PictureStatistics?

    /// Reads a checkpoint.
    /// - Throws: `InputFault`.
    package init(at path: String) throws {
        try self.init(Checkpoint.read(path), path: path)
    }

    /// - Throws: `InputFault` for a tokenizer that cannot be used or is larger than the model's vocabulary.
    package init(_ checkpoint: Checkpoint, path: String) throws {
        self.path = path
        self.checkpoint = checkpoint
        do { tokenizer = try Tokenizer(json: checkpoint.tokenizerJSON) } catch let fault as InputFault {
            throw InputFault(path, "\(fault.place): \(fault.problem)", expected: fault.expected)
        }
        let vocabulary = checkpoint.model.configuration.vocabulary
        guard tokenizer.vocabularySize <= vocabulary else {
            throw InputFault(
                path, "a tokenizer of \(tokenizer.vocabularySize) pieces", expected: "at most \(vocabulary)")
        }
        knownWords = checkpoint.knownWords.isEmpty ? nil : KnownWords(words: checkpoint.knownWords)
        trainingPictures = Self.decoded(checkpoint.pictureStatisticsJSON)
    }

    private static func decoded<Value: Decodable>(_ json: String?, as type: Value.Type = Value.self) -> Value? {
        json.flatMap { try? JSONDecoder().decode(Value.self, from: Data($0.utf8)) }
    }

    package var configuration: ModelConfiguration { checkpoint.model.configuration }
    package var hasInstances: Bool { checkpoint.model.hasInstances }
    /// Instance vectors per picture; 1, the global vector, in a global-only model.
    package var queries: Int { max(1, configuration.queries) }
    package var name: String { path.nameOfPath }

    /// What an index remembers of this model.
    package var identity: ModelIdentity {
        ModelIdentity(
            sha256: checkpoint.identity, name: name, embedding: configuration.embedding, queries: queries,
            rows: configuration.side, columns: configuration.side,
            layers: hasInstances ? configuration.decoderLayers : 1, mapPower: configuration.mapPower)
    }
}

// MARK: words

extension LoadedModel {
    /// How a text is read: pieces, what was dropped, words that training never saw.
    package func reading(of text: String) -> QueryReading {
        let encoding = tokenizer.encode(text, limit: configuration.tokenLimit)
        var reading = QueryReading(
            raw: text, normalized: text.folded, tokens: encoding.pieces, droppedTokens: encoding.dropped,
            tokenLimit: configuration.tokenLimit, unseenWords: knownWords?.unseen(in: text) ?? [])
        if encoding.dropped > 0 { reading.droppedText = tokenizer.rest(of: text, behind: encoding.pieces) }
        return reading
    }

    /// The share of a text's words that training never saw, 0...1; 0 where the checkpoint does not know its words.
    package func unseenShare(of text: String) -> Float { knownWords?.unseenShare(of: text) ?? 0 }

    /// The unit vector of a text.
    package func vector(of text: String) -> [Float] { vectors(of: [text])[0] }

    /// The unit vectors of texts, each different text encoded once.
    package func vectors(of texts: [String]) -> [[Float]] {
        var known: [String: [Float]] = [:]
        let fresh = Array(Set(texts)).sorted()
        for start in stride(from: 0, to: fresh.count, by: Self.textBatch) {
            let batch = fresh[start..<min(fresh.count, start + Self.textBatch)]
            let ids = batch.map { tokenizer.encode($0, limit: configuration.tokenLimit).ids }
            let rows = checkpoint.model.encodeTexts(ids)
            for (row, text) in batch.enumerated() { known[text] = rows[row: row] }
        }
        return texts.compactMap { known[$0] }
    }

    private static let textBatch = 64
}

// MARK: pictures

extension LoadedModel {
    /// A picture file as the model's input. Large files are decoded at a fraction of their size.
    /// - Throws: `InputFault` naming the file.
    package func pixels(at path: String) throws -> (pixels: [UInt8], frame: Box) { try read(path).input }

    /// The same, with what is to be said about the file; nil where it is whole.
    /// - Throws: `InputFault` naming the file.
    package func read(_ path: String) throws -> (input: (pixels: [UInt8], frame: Box), note: InputFault?) {
        let size = configuration.imageSize
        let picture = try readPicture(at: path, atLeast: size * 2)
        return (modelInput(picture.raster, size: size), picture.note)
    }

    /// What the model sees in a picture file.
    /// - Throws: `InputFault` naming the file.
    package func view(at path: String) throws -> PictureView { views([try pixels(at: path)])[0] }

    /// What the model sees in pictures, in one batch.
    package func views(_ pictures: [(pixels: [UInt8], frame: Box)]) -> [PictureView] {
        guard !pictures.isEmpty else { return [] }
        let input = PictureInput.tensor(from: pictures.map(\.pixels), size: configuration.imageSize)
        let encoding = checkpoint.model.encodePictures(input)
        return pictures.indices.map { row in
            PictureView(
                frame: pictures[row].frame, global: encoding.global[row: row], instances: encoding.instances[row: row],
                share: encoding.share[row: row], owned: encoding.owned[row: row],
                patches: encoding.patches.slice(row..<row + 1))
        }
    }

    /// What the attention of the image encoder does in one picture.
    package func encoderMaps(_ picture: (pixels: [UInt8], frame: Box)) -> EncoderMaps {
        let found = checkpoint.model.encoderAttention(
            PictureInput.tensor(from: [picture.pixels], size: configuration.imageSize))
        return EncoderMaps(
            pooled: map(found.pooled.values, axis: .pooled, layer: 1, frame: picture.frame),
            blocks: found.blocks.map {
                AttendingBlock(
                    number: $0.number, heads: configuration.heads, radius: configuration.attentionRadius,
                    weights: $0.weights.values)
            }, depth: configuration.imageBlocks)
    }

    /// The text-conditioned reading of one picture for several text vectors.
    /// - Returns: per text the score and the map; nil from a global-only model.
    package func conditioned(_ view: PictureView, texts: [[Float]]) -> [(score: Float, map: AttentionMap)]? {
        guard let result = conditionedVectors(view, texts: texts) else { return nil }
        return zip(result, texts).map { found, text in (dotProduct(found.vector, text), found.map) }
    }

    /// The text-conditioned vectors and maps of one picture for several text vectors.
    package func conditionedVectors(_ view: PictureView, texts: [[Float]]) -> [(vector: [Float], map: AttentionMap)]? {
        guard !texts.isEmpty else { return hasInstances ? [] : nil }
        let rows = Tensor(shape: [texts.count, configuration.embedding], values: texts.flatMap { $0 })
        guard let result = checkpoint.model.conditioned(patches: view.patches, texts: rows) else { return nil }
        let embedding = configuration.embedding
        let patches = configuration.patches
        let vectors = result.vectors.values
        let maps = result.maps.values
        return texts.indices.map { text in
            let weights = Array(maps[text * patches..<(text + 1) * patches])
            return (
                Array(vectors[text * embedding..<(text + 1) * embedding]),
                map(weights, axis: .conditioned, layer: 1, frame: view.frame)
            )
        }
    }

    /// A map of this model's grid.
    package func map(_ weights: [Float], axis: MapAxis, layer: Int, frame: Box) -> AttentionMap {
        AttentionMap(
            rows: configuration.side, columns: configuration.side, axis: axis, layer: layer, frame: frame,
            weights: weights)
    }
}

/// The dot product of two vectors of one size.
package func dotProduct(_ one: some Collection<Float>, _ other: some Collection<Float>) -> Float {
    zip(one, other).reduce(Float(0)) { $0 + $1.0 * $1.1 }
}
