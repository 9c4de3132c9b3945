// What a search runs on: names, hashes, counts, missing pictures.
import Domain
import Foundation
import InstanceIndex
import Networks

package struct Health: Sendable {
    package var checkpoint: String
    package var modelSHA256: String
    package var training: TrainingRecord
    package var index: String
    package var summary: IndexSummary
    /// Pictures of the index whose file is not there.
    package var missing: [String]
    package var isCalibrated: Bool
    /// Facts to know before trusting a ranking.
    package var warnings: [String]
}

extension SearchEngine {
    /// Looks at every picture's file; some microseconds each.
    package func health() throws -> Health {
        let paths = try index.paths()
        let missing = paths.filter { !FileManager.default.fileExists(atPath: file(of: $0)) }
        var warnings: [String] = []
        if !summary.skipped.isEmpty {
            warnings.append("\(summary.skipped.count) pictures could not be read at indexing")
            warnings += summary.skipped.sorted { $0.key < $1.key }.prefix(5).map { "\($0.key.withoutSteps): \($0.value)" }
        }
        if !missing.isEmpty { warnings.append("\(missing.count) of \(paths.count) picture files are missing") }
        if !model.hasInstances { warnings.append("a global-only checkpoint: no instances, no maps") }
        let training = model.checkpoint.training
        return Health(
            checkpoint: model.path, modelSHA256: model.checkpoint.identity, training: training, index: index.path,
            summary: summary, missing: missing, isCalibrated: training.calibration != nil, warnings: warnings)
    }

    private var summary: IndexSummary { index.summary }
}
