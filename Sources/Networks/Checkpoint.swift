// A model on disk: safetensors with every size, the tokenizer and the training record in its metadata. What other
// rooms own (tokenizer, words seen, statistics of the pictures) travels as their JSON, opaque here.
import Domain
import Foundation
import Tensors

/// How a model was trained; stored as `training` in a checkpoint.
package struct TrainingRecord: Codable, Equatable, Sendable {
    /// `eclip` or `global`.
    package var objective = "eclip"
    package var steps = 0
    package var seed: UInt64 = 1
    /// SHA-256 of the catalog file.
    package var catalogHash = ""
    /// `product` or `photo`: what the held-out split was made by.
    package var splitBy = "product"
    /// Mean of each loss term over the last steps.
    package var losses: [String: Float] = [:]
    /// User + system seconds spent training, over all resumptions.
    package var cpuSeconds: Double = 0
    /// Chance that a row is right from score and gap, by held-out pairs.
    package var calibration: Calibration?
    /// Identity of the checkpoint that training started from.
    package var startedFrom: String?

    package init() {}
}

package struct Checkpoint: Sendable {
    package static let format = "eclip"
    package static let version = "1"

    package var model: ECLIP
    /// Hugging Face `tokenizer.json` form.
    package var tokenizerJSON: String
    package var training: TrainingRecord
    /// The words seen in training, folded; empty in a checkpoint that does not know them.
    package var knownWords: [String] = []
    /// JSON of the statistics of the training pictures (Preprocessing).
    package var pictureStatisticsJSON: String?
    /// `model_sha256`: hash of tensors, sizes and tokenizer, not of the file.
    package private(set) var identity: String
    /// For a mean: the identities of the checkpoints it is made of; nil for any other.
    var parents: String?
    /// What a run that starts from it remembers.
    package var lineage: String { parents ?? identity }

    package init(model: ECLIP, tokenizerJSON: String, training: TrainingRecord) {
        self.model = model
        self.tokenizerJSON = tokenizerJSON
        self.training = training
        identity = ""
        identity = computedIdentity
    }

    /// The identity from the values themselves; `read` trusts the stored one (hashing costs 30 ms at every start),
    /// `eclip info` compares the two.
    package var computedIdentity: String {
        var hash = SHA256()
        for (name, tensor) in model.parameters {
            hash.update(Array("\(name) \(tensor.shape)\n".utf8))
            tensor.withValues { hash.update(UnsafeRawBufferPointer($0)) }
        }
        hash.update(Array(Self.json(model.configuration).utf8))
        hash.update(Array(tokenizerJSON.utf8))
        return hash.hex
    }

    private static func json(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Our own records hold only finite numbers and strings, so encoding cannot fail on them.
        return (try? encoder.encode(value)).flatMap { String(data: $0, encoding: .utf8) } ?? "{}"
    }

    /// Writes the checkpoint whole or not at all.
    package func write(to path: String) throws {
        var metadata = [
            "format": Self.format, "version": Self.version, "config": Self.json(model.configuration),
            "tokenizer": tokenizerJSON, "training": Self.json(training), "model_sha256": computedIdentity,
        ]
        if !knownWords.isEmpty { metadata["words"] = Self.json(knownWords) }
        metadata["pictures"] = pictureStatisticsJSON
        try TensorFile(metadata: metadata, model.parameters.map { ($0.name, $0.tensor) }).write(to: path)
    }

    /// Reads and checks a checkpoint.
    /// - Throws: `InputFault` naming the file and, where one is at fault, the tensor with both shapes.
    package static func read(_ path: String) throws -> Checkpoint {
        let file = try TensorFile.read(path)
        guard file.metadata["format"] == format else {
            throw InputFault(path, "its format is \(file.metadata["format"] ?? "not stated")", expected: "an eclip checkpoint")
        }
        guard file.metadata["version"] == version else {
            throw InputFault(path, "is of version \(file.metadata["version"] ?? "none")", expected: "version \(version)")
        }
        let configuration: ModelConfiguration = try decode(file, "config", path)
        try configuration.check(heldIn: file, path: path)
        guard let tokenizer = file.metadata["tokenizer"] else { throw InputFault(path, "metadata tokenizer is missing") }
        try checkRoom(for: configuration, in: file, path)
        var model = ECLIP.empty(configuration)
        try model.load(file, path: path)
        var checkpoint = Checkpoint(
            model: model, tokenizerJSON: tokenizer, training: try decode(file, "training", path),
            identity: file.metadata["model_sha256"])
        if file.metadata["words"] != nil { checkpoint.knownWords = try decode(file, "words", path) }
        checkpoint.pictureStatisticsJSON = file.metadata["pictures"]
        return checkpoint
    }

    /// The model is made before its tensors are compared one by one, so sizes that the file cannot fill are refused here: a kilobyte
    /// of header may ask for terabytes. What is missing or misshapen for other reasons is named later, with both shapes.
    private static func checkRoom(for configuration: ModelConfiguration, in file: TensorFile, _ path: String) throws {
        let held = file.tensors.values.reduce(0) { $0 + Double($1.count) }, needed = configuration.parameterCount
        guard needed <= 2 * held + 10_000 else {
            throw InputFault(path, "metadata config: a model of \(needed) numbers", expected: "no more than the file has, \(Int(held))")
        }
    }

    private init(model: ECLIP, tokenizerJSON: String, training: TrainingRecord, identity: String?) {
        self.model = model
        self.tokenizerJSON = tokenizerJSON
        self.training = training
        self.identity = identity ?? ""
        if identity == nil { self.identity = computedIdentity }
    }

    private static func decode<Value: Decodable>(_ file: TensorFile, _ key: String, _ path: String) throws -> Value {
        guard let text = file.metadata[key] else { throw InputFault(path, "metadata \(key) is missing") }
        do { return try JSONDecoder().decode(Value.self, from: Data(text.utf8)) } catch {
            throw InputFault(path, "metadata \(key) is not the JSON expected: \(text.prefix(60))")
        }
    }
}

/// Zeros where a random start would be thrown away at once.
private struct NoRandomness: RandomNumberGenerator {
    mutating func next() -> UInt64 { 1 << 63 }
}

extension ECLIP {
    /// A model of these sizes whose values are to be loaded.
    static func empty(_ configuration: ModelConfiguration) -> ECLIP {
        var none = NoRandomness()
        return ECLIP(configuration, using: &none)
    }
}

extension Module {
    /// Takes every parameter from a file.
    /// - Throws: `InputFault` for a tensor that is missing, has another shape, is not finite, or is unknown.
    package mutating func load(_ file: TensorFile, path: String) throws {
        var faults: [InputFault] = []
        var known: Set<String> = []
        visit("") { name, tensor in
            known.insert(name)
            guard let found = file.tensors[name] else {
                faults.append(InputFault("\(path): tensor \(name)", "is missing", expected: "shape \(tensor.shape)"))
                return
            }
            guard found.shape == tensor.shape else {
                faults.append(InputFault("\(path): tensor \(name)", "has shape \(found.shape)", expected: "\(tensor.shape)"))
                return
            }
            if let bad = found.firstNonFinite {
                faults.append(InputFault("\(path): tensor \(name)", "value \(bad) is not finite", expected: "finite numbers"))
            }
            tensor = found
        }
        if let first = faults.first { throw first }
        if let extra = file.names.first(where: { !known.contains($0) }) {
            throw InputFault("\(path): tensor \(extra)", "is not part of a model with these sizes")
        }
    }
}
