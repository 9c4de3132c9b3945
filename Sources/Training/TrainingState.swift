// What a run needs to go on as if it had never stopped: parameters, moments, the step. Kept in `F.state` beside the
// checkpoint F, written whole or not at all. Randomness needs no state: it is derived from the seed and the step.
import Domain
import Foundation
import Networks
import Tensors

/// The facts of a run in progress.
struct RunRecord: Codable, Equatable {
    var options: TrainingOptions
    /// Steps done, and steps planned (nil while `--minutes` is still measuring).
    var step: Int
    var planned: Int?
    /// User + system seconds of all threads, over all resumptions.
    var cpuSeconds: Double
    var catalogHash: String
    var startedFrom: String?
}

enum TrainingState {
    private static let format = "eclip-training"

    static func path(for output: String) -> String { output + ".state" }

    static func write(_ trainee: Trainee, _ record: RunRecord, tokenizerJSON: String, to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let configuration = try encoder.encode(trainee.model.configuration), run = try encoder.encode(record)
        let metadata = [
            "format": format, "config": String(decoding: configuration, as: UTF8.self),
            "run": String(decoding: run, as: UTF8.self), "tokenizer": tokenizerJSON,
            "optimizer_step": String(trainee.optimizer.step),
        ]
        var tensors: [(String, Tensor)] = []
        for (name, tensor) in trainee.parameters {
            tensors.append(("value." + name, tensor))
            if let first = trainee.optimizer.first[name] { tensors.append(("first." + name, first)) }
            if let second = trainee.optimizer.second[name] { tensors.append(("second." + name, second)) }
        }
        try TensorFile(metadata: metadata, tensors).write(to: path)
    }

    /// - Throws: `InputFault` when the file is missing, of another kind, or does not fit its own sizes.
    static func read(_ path: String) throws -> (Trainee, RunRecord, tokenizerJSON: String) {
        let file = try TensorFile.read(path)
        guard file.metadata["format"] == format, let tokenizer = file.metadata["tokenizer"] else {
            throw InputFault(path, "is no training state", expected: "the .state file of an earlier eclip train")
        }
        let configuration: ModelConfiguration = try decode(file, "config", path)
        let record: RunRecord = try decode(file, "run", path)
        var random = SeededGenerator(seed: 0)
        var trainee = Trainee(
            model: ECLIP(configuration, using: &random),
            evidence: configuration.hasInstances ? EvidenceHead(configuration, using: &random) : nil, optimizer: AdamW())
        var missing: String?
        trainee.visit { name, tensor in
            guard let value = file.tensors["value." + name], value.shape == tensor.shape else {
                missing = missing ?? name
                return
            }
            tensor = value
        }
        if let missing { throw InputFault("\(path): tensor value.\(missing)", "is missing or misshapen") }
        for (name, tensor) in file.tensors where name.hasPrefix("first.") { trainee.optimizer.first[String(name.dropFirst(6))] = tensor }
        for (name, tensor) in file.tensors where name.hasPrefix("second.") { trainee.optimizer.second[String(name.dropFirst(7))] = tensor }
        trainee.optimizer.step = Int(file.metadata["optimizer_step"] ?? "") ?? record.step
        return (trainee, record, tokenizer)
    }

    private static func decode<Value: Decodable>(_ file: TensorFile, _ key: String, _ path: String) throws -> Value {
        do { return try JSONDecoder().decode(Value.self, from: Data((file.metadata[key] ?? "").utf8)) } catch {
            throw InputFault(path, "metadata \(key) is not the JSON expected")
        }
    }
}
