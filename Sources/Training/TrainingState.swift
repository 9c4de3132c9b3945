// What a run needs to go on as if it had never stopped: parameters, moments, the step, what it measured so far and the
// best weights where they are not the newest. Kept in `F.state` beside the checkpoint F, written whole or not at all.
// Randomness needs no state: it is derived from the seed and the step.
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
    /// nil in the states of earlier versions.
    var history: RunHistory?
}

/// A run as it stands in its file.
struct SavedRun {
    var trainee: Trainee
    var record: RunRecord
    /// The best weights so far; nil where they are the newest.
    var best: ECLIP?
    var tokenizerJSON: String
}

/// A run that stopped before its end.
package struct UnfinishedRun: Sendable {
    /// Steps done, and steps planned where that is known.
    package let step: Int
    package let planned: Int?

    /// What lies beside `output`; nil where there is nothing, where it came to its end or has not made a step, and where it cannot
    /// be read (an older version's state, another program's file).
    package init?(of output: String) {
        guard let record = try? TrainingState.record(TrainingState.path(for: output)), record.step > 0 else { return nil }
        guard record.step < record.planned ?? .max, record.history?.endedEarly != true else { return nil }
        (step, planned) = (record.step, record.planned)
    }
}

enum TrainingState {
    private static let format = "eclip-training"
    /// A run that goes wrong may measure what is no number, and must still be able to say so.
    private static let strangeNumbers = (
        encoding: JSONEncoder.NonConformingFloatEncodingStrategy.convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan"),
        decoding: JSONDecoder.NonConformingFloatDecodingStrategy.convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    )

    static func path(for output: String) -> String { output + ".state" }

    static func write(_ run: SavedRun, to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        encoder.nonConformingFloatEncodingStrategy = Self.strangeNumbers.encoding
        let trainee = run.trainee
        let configuration = try encoder.encode(trainee.model.configuration), record = try encoder.encode(run.record)
        let metadata = [
            "format": format, "config": String(decoding: configuration, as: UTF8.self),
            "run": String(decoding: record, as: UTF8.self), "tokenizer": run.tokenizerJSON,
            "optimizer_step": String(trainee.optimizer.step),
        ]
        var tensors: [(String, Tensor)] = []
        for (name, tensor) in trainee.parameters {
            tensors.append(("value." + name, tensor))
            if let first = trainee.optimizer.first[name] { tensors.append(("first." + name, first)) }
            if let second = trainee.optimizer.second[name] { tensors.append(("second." + name, second)) }
        }
        for (name, tensor) in run.best?.parameters ?? [] { tensors.append(("best." + name, tensor)) }
        try TensorFile(metadata: metadata, tensors).write(to: path)
    }

    /// The facts alone. Throws as `read` does.
    static func record(_ path: String) throws -> RunRecord {
        guard FileManager.default.fileExists(atPath: path) else { throw InputFault(path, "no such file") }
        return try soundRecord(TensorFile.read(path), path)
    }

    /// Throws `InputFault` for steps that no run makes: they are counted on.
    private static func soundRecord(_ file: TensorFile, _ path: String) throws -> RunRecord {
        let record: RunRecord = try decode(file, "run", path)
        guard NumberRange.ranks.contains(record.step), NumberRange.ranks.contains(record.planned ?? 0) else {
            throw InputFault(path, "metadata run: step \(record.step)", expected: "steps from 0")
        }
        return record
    }

    /// - Throws: `InputFault` when the file is missing, of another kind, or does not fit its own sizes.
    static func read(_ path: String) throws -> SavedRun {
        let file = try TensorFile.read(path)
        guard file.metadata["format"] == format, let tokenizer = file.metadata["tokenizer"] else {
            throw InputFault(path, "is no training state", expected: "the .state file of an earlier eclip train")
        }
        let configuration: ModelConfiguration = try decode(file, "config", path)
        try configuration.check(heldIn: file, path: path)
        let record = try soundRecord(file, path)
        var random = SeededGenerator(seed: 0)
        var trainee = Trainee(
            model: ECLIP(configuration, using: &random),
            evidence: configuration.hasInstances ? EvidenceHead(configuration, using: &random) : nil, optimizer: AdamW())
        try take("value.", from: file, path) { trainee.visit($0) }
        var best: ECLIP?
        if file.names.contains(where: { $0.hasPrefix("best.") }) {
            var model = trainee.model
            try take("best.", from: file, path) { model.visit("", $0) }
            best = model
        }
        for (name, tensor) in file.tensors where name.hasPrefix("first.") { trainee.optimizer.first[String(name.dropFirst(6))] = tensor }
        for (name, tensor) in file.tensors where name.hasPrefix("second.") { trainee.optimizer.second[String(name.dropFirst(7))] = tensor }
        trainee.optimizer.step = Int(file.metadata["optimizer_step"] ?? "").flatMap { NumberRange.ranks.contains($0) ? $0 : nil } ?? record.step
        return SavedRun(trainee: trainee, record: record, best: best, tokenizerJSON: tokenizer)
    }

    /// Fills everything that `visit` offers from the tensors below `prefix`.
    private static func take(
        _ prefix: String, from file: TensorFile, _ path: String, visit: ((String, inout Tensor) -> Void) -> Void
    ) throws {
        var fault: String?
        visit { name, tensor in
            guard let value = file.tensors[prefix + name], value.shape == tensor.shape else {
                fault = fault ?? name
                return
            }
            tensor = value
        }
        if let fault { throw InputFault("\(path): tensor \(prefix)\(fault)", "is missing or misshapen") }
    }

    private static func decode<Value: Decodable>(_ file: TensorFile, _ key: String, _ path: String) throws -> Value {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = strangeNumbers.decoding
        do { return try decoder.decode(Value.self, from: Data((file.metadata[key] ?? "").utf8)) } catch {
            throw InputFault(path, "metadata \(key) is not the JSON expected")
        }
    }
}
