// How far a mean over queries could be from the truth by luck: the percentile bootstrap (Efron 1979). Queries are drawn
// again with repetition, always with the same seed, so that a report is the same on every machine.
import Domain

/// A 95 % interval; JSON `[low, high]`.
package struct Interval: Equatable, Sendable, Codable {
    package var low, high: Double

    package init(low: Double, high: Double) {
        self.low = low
        self.high = high
    }

    package func contains(_ value: Double) -> Bool { low <= value && value <= high }

    package init(from decoder: any Decoder) throws {
        var numbers = try decoder.unkeyedContainer()
        low = try numbers.decode(Double.self)
        high = try numbers.decode(Double.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var numbers = encoder.unkeyedContainer()
        try numbers.encode(low)
        try numbers.encode(high)
    }
}

package enum Bootstrap {
    package static let resamples = 1_000
    package static let seed: UInt64 = 20_230_618

    /// The intervals of the means of several columns of one table, each drawn with the same rows.
    /// - Parameter columns: each with one value per query.
    /// - Returns: one interval per column; empty where there is no query.
    package static func means(_ columns: [[Double]]) -> [Interval] {
        guard let count = columns.first?.count, count > 0 else { return [] }
        precondition(columns.allSatisfy { $0.count == count }, "columns of \(columns.map(\.count)) values")
        var random = SeededGenerator(seed: seed)
        var samples = columns.map { _ in [Double]() }
        for _ in 0..<resamples {
            let sums = drawnSums(columns, count, &random)
            for column in columns.indices { samples[column].append(sums[column] / Double(count)) }
        }
        return samples.map(interval)
    }

    /// The interval of one sum over another, rows drawn together: a ratio of two means of the same queries.
    /// - Returns: nil where the lower sum is never above zero.
    package static func ratio(_ upper: [Double], over lower: [Double]) -> Interval? {
        precondition(upper.count == lower.count, "\(upper.count) values over \(lower.count)")
        guard !upper.isEmpty else { return nil }
        var random = SeededGenerator(seed: seed)
        let samples = (0..<resamples).compactMap { _ -> Double? in
            let sums = drawnSums([upper, lower], upper.count, &random)
            return sums[1] > 0 ? sums[0] / sums[1] : nil
        }
        return samples.isEmpty ? nil : interval(samples)
    }

    /// The interval of any statistic of rows that are drawn with repetition.
    /// - Parameter statistic: of the numbers of the drawn rows; nil where it is not defined.
    /// - Returns: nil with fewer than two rows, or where the statistic is undefined for more than half of the draws.
    package static func interval(of count: Int, statistic: ([Int]) -> Double?) -> Interval? {
        guard count > 1 else { return nil }
        var random = SeededGenerator(seed: seed)
        let samples = (0..<resamples).compactMap { _ in
            statistic((0..<count).map { _ in Int(random.next() % UInt64(count)) })
        }
        return samples.count * 2 > resamples ? interval(samples) : nil
    }

    /// Sums of the columns over `count` rows drawn with repetition.
    private static func drawnSums(_ columns: [[Double]], _ count: Int, _ random: inout SeededGenerator) -> [Double] {
        var sums = [Double](repeating: 0, count: columns.count)
        for _ in 0..<count {
            let row = Int(random.next() % UInt64(count))
            for column in columns.indices { sums[column] += columns[column][row] }
        }
        return sums
    }

    private static func interval(_ samples: [Double]) -> Interval {
        let sorted = samples.sorted()
        func quantile(_ share: Double) -> Double {
            let place = share * Double(sorted.count - 1)
            let below = Int(place)
            let above = min(sorted.count - 1, below + 1)
            return sorted[below] + (sorted[above] - sorted[below]) * (place - Double(below))
        }
        return Interval(low: quantile(0.025), high: quantile(0.975))
    }
}
