// The mean of several checkpoints. Runs that go on from one start end in one valley, and its middle does better on what none of
// them saw than their ends do. Sources: weight averaging (Izmailov et al. 2018), model soups (Wortsman et al. 2022).
import Domain
import Tensors

extension Checkpoint {
    /// A checkpoint whose every weight is the mean of the given ones; a single one is given back as it is.
    /// - Parameter files: at least one, each with the path it was read from.
    /// - Throws: `InputFault` where sizes or tokenizers differ: such weights do not stand for the same things.
    package static func mean(of files: [(path: String, checkpoint: Checkpoint)]) throws -> Checkpoint {
        guard let (firstPath, first) = files.first else { preconditionFailure("the mean of no checkpoint") }
        guard files.count > 1 else { return first }
        for (path, other) in files.dropFirst() {
            let differs: String? =
                other.model.configuration != first.model.configuration
                ? "sizes" : other.tokenizerJSON != first.tokenizerJSON ? "word pieces" : nil
            guard let differs else { continue }
            throw InputFault(
                path, "has other \(differs) than \(firstPath), so their weights have no mean",
                expected: "checkpoints that were trained from one start")
        }
        var model = first.model
        let share = 1 / Float(files.count)
        let all = files.map { Dictionary(uniqueKeysWithValues: $0.checkpoint.model.parameters.map { ($0.name, $0.tensor) }) }
        model.visit("") { name, tensor in
            tensor = Rows.scaled(tensor, by: share)
            for other in all.dropFirst() { if let part = other[name] { tensor.accumulate(Rows.scaled(part, by: share)) } }
        }
        var result = Checkpoint(model: model, tokenizerJSON: first.tokenizerJSON, training: first.training)
        result.parents = files.map(\.checkpoint.identity).joined(separator: " + ")
        return result
    }
}
