// Rankings whose answers are more or less right, and guesses among classes.
import Foundation

/// Normalised discounted cumulative gain of the first `depth` rows (Järvelin and Kekäläinen 2002, linear gain).
/// - Parameters:
///   - grades: of the rows, best row first.
///   - all: grades of everything that could have been shown.
/// - Returns: nil where nothing has a grade above zero.
package func discountedGain(of grades: [Double], among all: [Double], depth: Int) -> Double? {
    func gain(_ grades: some Sequence<Double>) -> Double {
        grades.prefix(depth).enumerated().reduce(0) { $0 + $1.element / log2(Double($1.offset + 2)) }
    }
    let best = gain(all.sorted(by: >))
    return best > 0 ? gain(grades) / best : nil
}

/// How alike two products are: 0 for different categories, else 1 and 1 for every attribute with the same value.
package func likeness(
    _ one: (category: String?, attributes: [String: String]), _ other: (category: String?, attributes: [String: String])
) -> Double {
    guard let category = one.category, category == other.category else { return 0 }
    return 1 + Double(one.attributes.count { other.attributes[$0.key] == $0.value })
}
