// Why photos cannot be cut out, in words.
import Catalog

enum CutOutWords {
    /// "11396 photos can be cut out, 31 cannot: 16 without a plain background, 9 …"
    static func line(usable: Int, refused: [CutOutProblem: Int]) -> String {
        let total = refused.values.reduce(0, +)
        guard total > 0 else { return "\(usable) photos can be cut out" }
        return "\(usable) photos can be cut out, \(total) cannot: \(reasons(refused))"
    }

    /// The most frequent reason first.
    static func reasons(_ refused: [CutOutProblem: Int]) -> String {
        refused.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
            .map { "\($0.value) \(words($0.key))" }.joined(separator: ", ")
    }

    private static func words(_ problem: CutOutProblem) -> String {
        switch problem {
        case .small: "under 16 pixels"
        case .ground: "without a plain background"
        case .faint: "with next to nothing in front of the background"
        case .cropped: "with a product that runs out of the photo"
        case .full: "with hardly any background"
        case .scattered: "of many separate pieces"
        }
    }
}
