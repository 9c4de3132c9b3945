// What the screen runs on: names, hashes, sizes and whether they fit together. Filled by the engine.
import Domain

/// The state of checkpoint and index.
package struct HealthReport: Equatable, Sendable {
    /// The catalog's file, where the explorer was opened on one; nil for an index that is explored as it is.
    package var catalog: String?
    /// What the catalog is called (the index's file name without its ending).
    package var name = ""
    package var checkpoint = ""
    package var modelSHA256 = ""
    package var objective = ""
    package var index = ""
    /// Identity of the index, for evidence.
    package var indexSHA256 = ""
    /// The model the index was built with.
    package var indexModelSHA256 = ""
    package var pictures = 0
    package var products = 0
    package var instances = 0
    package var instancesPerPicture = 0
    package var embedding = 0
    package var patchRows = 0
    package var patchColumns = 0
    package var isComplete = true
    package var isCalibrated = false
    /// Pictures whose file is not there: how many, and the first few paths.
    package var missingPictures = 0
    package var missingExamples: [String] = []
    /// What the compare page can put beside the ranking besides other scores; nil for nothing.
    package var comparedWith: String?
    /// Things the engine has to say.
    package var warnings: [DataWarning] = []

    package init() {}

    /// The index was built with this checkpoint.
    package var pairFits: Bool { modelSHA256 == indexModelSHA256 }
}
