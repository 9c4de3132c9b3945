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
    package var warnings: [DataWarning]
}

extension SearchEngine {
    /// Looks at every picture's file; some microseconds each.
    package func health() throws -> Health {
        let paths = try index.paths()
        let missing = paths.filter { !FileManager.default.fileExists(atPath: file(of: $0)) }
        var warnings: [DataWarning] = []
        if !summary.skipped.isEmpty {
            warnings.append(.unreadable(summary.skipped.count))
            warnings += summary.skipped.sorted { $0.key < $1.key }.prefix(5).map { .fault("\($0.key.withoutSteps): \($0.value)") }
        }
        if !summary.noted.isEmpty {
            warnings.append(.cutShort(summary.noted.count))
            warnings += summary.noted.sorted { $0.key < $1.key }.prefix(5).map { .fault("\($0.key.withoutSteps): \($0.value)") }
        }
        if !missing.isEmpty { warnings.append(.missing(missing.count, of: paths.count)) }
        let changed = try changedPictures() ?? []
        if !changed.isEmpty {
            warnings.append(.changed(changed.count, of: paths.count))
            warnings += changed.prefix(5).map { .fault($0.withoutSteps) }
        }
        if !model.hasInstances { warnings.append(.globalOnly) }
        let training = model.checkpoint.training
        return Health(
            checkpoint: model.path, modelSHA256: model.checkpoint.identity, training: training, index: index.path,
            summary: summary, missing: missing, isCalibrated: calibration != nil, warnings: warnings)
    }

    private var summary: IndexSummary { index.summary }
}
