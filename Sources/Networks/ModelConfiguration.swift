// Every size of a model, as stored in a checkpoint's `config`.
import Domain
import Tensors

/// What the free queries of the decoder share out among themselves (an ablation of model.md).
package enum Competition: String, Codable, Sendable, CaseIterable {
    /// Each patch divides itself among the queries, as in slot attention.
    case queries
    /// Each query spreads itself over the patches, as in an ordinary decoder.
    case patches
}

/// Sizes of the two encoders and the instance decoder (design: model.md, "Native architecture").
package struct ModelConfiguration: Codable, Equatable, Sendable {
    /// Side of the square input in pixels.
    package var imageSize = 96
    /// Side of a patch in pixels.
    package var patchSize = 12
    /// Each patch is cut into `stemPieces x stemPieces` sub-patches by the stem.
    package var stemPieces = 3
    package var stemChannels = 64
    /// C
    package var channels = 128
    /// H
    package var heads = 4
    /// Blocks of the image encoder: even ones (from 0) attend, odd ones are MLP only.
    package var imageBlocks = 4
    /// Neighbourhood of the image encoder's attention, in patches.
    package var attentionRadius = 1
    package var textBlocks = 2
    /// V
    package var vocabulary = 1024
    /// Pieces a title may have, the start token included.
    package var tokenLimit = 32
    /// e
    package var embedding = 128
    /// Q; 0 in a global-only model.
    package var queries = 8
    package var decoderLayers = 2
    package var competition = Competition.queries
    /// The last layer's shares are raised to this power (1 or 2) before they become a share of the picture: 2 makes
    /// maps tighter around what they look at. Ours.
    package var mapPower = 1

    package init() {}

    /// Patches along a side.
    package var side: Int { imageSize / patchSize }
    /// P
    package var patches: Int { side * side }
    /// Width of the encoders' MLPs.
    package var hidden: Int { channels * 4 }
    package var hasInstances: Bool { queries > 0 }

    /// Fewer values than any model of these sizes has: its pieces' embeddings, the matrices of its blocks and of its stem. Not a
    /// whole number, which the sizes of a damaged file overflow.
    private var leastParameters: Double {
        let width = Double(channels), piece = Double(patchSize / stemPieces)
        let blocks = Double(imageBlocks) + Double(textBlocks) + Double(hasInstances ? decoderLayers : 0)
        let rows = Double(vocabulary) + Double(tokenLimit) + Double(embedding) + Double(patches)
        let stem = Double(stemChannels) * (3 * piece * piece + Double(stemPieces) * Double(stemPieces) * width)
        return width * rows + width * width * blocks + stem
    }

    /// Looked at before room is made for a model that a file describes. Throws `InputFault` where the file cannot hold it.
    package func check(heldIn file: TensorFile, path: String) throws {
        if let fault { throw InputFault(path, "metadata config: \(fault)") }
        let found = file.names.reduce(0.0) { $0 + Double(file.tensors[$1]?.count ?? 0) }
        guard leastParameters <= found else {
            throw InputFault(
                path, "metadata config: a model of these sizes has more than the \(Int(found)) values of the file",
                expected: "the sizes that its tensors have")
        }
    }

    /// What is wrong with these sizes, if anything.
    package var fault: String? {
        let positive = [imageSize, patchSize, stemPieces, stemChannels, channels, heads, imageBlocks, textBlocks,
            vocabulary, tokenLimit, embedding, decoderLayers]
        if positive.contains(where: { $0 < 1 || $0 > 1 << 20 }) || queries < 0 || queries > 26 { return "a size is out of range" }
        if imageSize % patchSize != 0 || patchSize % stemPieces != 0 { return "patches do not divide the picture" }
        if channels % heads != 0 { return "heads do not divide the channels" }
        if attentionRadius < 1 || attentionRadius > 7 { return "attention radius \(attentionRadius)" }
        if patches > 1024 { return "\(patches) patches" }
        if mapPower < 1 || mapPower > 2 { return "map power \(mapPower)" }
        return nil
    }
}

extension ModelConfiguration {
    /// Numbers in a model of these sizes. A Double, because sizes out of a file may ask for more than any memory holds.
    package var parameterCount: Double {
        let (c, e, stem) = (Double(channels), Double(embedding), Double(stemChannels))
        let sub = Double(patchSize / stemPieces), pieces = Double(stemPieces)
        let attention = 4 * c * c + 6 * c, halfBlock = 8 * c * c + 7 * c
        let attending = Double((imageBlocks + 1) / 2 + textBlocks)
        let blocks = attending * attention + Double(imageBlocks + textBlocks) * halfBlock
        let image = 3 * sub * sub * stem + stem + stem * pieces * pieces * c + c + Double(patches) * c + c
        let text = Double(vocabulary) * c + Double(tokenLimit) * c
        let ends = 2 * (2 * c + e * c)
        guard hasInstances else { return blocks + image + text + ends + 1 }
        let layers = Double(decoderLayers) * (8 * c * c + 8 * c)
        let decoder = Double(queries) * c + layers + (2 * c + e * c) + (e * c + c) + c * c + (c * c + c) + 2 * c
        return blocks + image + text + ends + decoder + 2
    }
}

// Sizes that came later are written only where they differ from the default, so that the identity of a checkpoint made
// before them stays what it was.
extension ModelConfiguration {
    private enum CodingKeys: String, CodingKey {
        case imageSize, patchSize, stemPieces, stemChannels, channels, heads, imageBlocks, attentionRadius, textBlocks
        case vocabulary, tokenLimit, embedding, queries, decoderLayers, competition, mapPower
    }

    package init(from decoder: Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        for (key, place) in Self.sizes { self[keyPath: place] = try fields.decode(Int.self, forKey: key) }
        competition = try fields.decodeIfPresent(Competition.self, forKey: .competition) ?? .queries
        mapPower = try fields.decodeIfPresent(Int.self, forKey: .mapPower) ?? 1
    }

    package func encode(to encoder: Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        for (key, place) in Self.sizes { try fields.encode(self[keyPath: place], forKey: key) }
        if competition != .queries { try fields.encode(competition, forKey: .competition) }
        if mapPower != 1 { try fields.encode(mapPower, forKey: .mapPower) }
    }

    private static var sizes: [(CodingKeys, WritableKeyPath<ModelConfiguration, Int>)] {
        [
            (.imageSize, \.imageSize), (.patchSize, \.patchSize), (.stemPieces, \.stemPieces),
            (.stemChannels, \.stemChannels), (.channels, \.channels), (.heads, \.heads), (.imageBlocks, \.imageBlocks),
            (.attentionRadius, \.attentionRadius), (.textBlocks, \.textBlocks), (.vocabulary, \.vocabulary),
            (.tokenLimit, \.tokenLimit), (.embedding, \.embedding), (.queries, \.queries),
            (.decoderLayers, \.decoderLayers),
        ]
    }
}
