// Which patches of a picture to blank, to see whether a map tells the truth: where a faithful map looks, blanking costs
// the score; the same shape elsewhere costs little (deletion test, Petsiuk, Das and Saenko 2018; the shifted shape is
// ours).
import Domain

/// The same shape at another place of the grid, without a patch in common with it.
/// - Parameters:
///   - shape: per patch of `rows * columns`.
///   - allowed: patches that show the picture, not its padding.
/// - Returns: nil where there is no such place. A shape that does not fit elsewhere as a whole goes around the edges.
package func shapeElsewhere(
    _ shape: [Bool], rows: Int, columns: Int, allowed: [Bool], using generator: inout SeededGenerator
) -> [Bool]? {
    precondition(shape.count == rows * columns && allowed.count == shape.count, "\(shape.count) patches of \(rows)x\(columns)")
    let patches = shape.indices.filter { shape[$0] }
    guard !patches.isEmpty else { return nil }
    for goesAround in [false, true] {
        var places: [[Int]] = []
        for down in 1 - rows..<rows {
            for right in 1 - columns..<columns {
                let moved = patches.compactMap { patch -> Int? in
                    let row = patch / columns + down
                    let column = patch % columns + right
                    let isOnGrid = (0..<rows).contains(row) && (0..<columns).contains(column)
                    guard isOnGrid || goesAround else { return nil }
                    return (row + rows) % rows * columns + (column + columns) % columns
                }
                if moved.count == patches.count, moved.allSatisfy({ allowed[$0] && !shape[$0] }) { places.append(moved) }
            }
        }
        guard !places.isEmpty else { continue }
        let chosen = Set(generator.pick(places))
        return shape.indices.map(chosen.contains)
    }
    return nil
}
