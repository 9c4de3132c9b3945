// What a benchmark prints: one JSON line a figure. A ratio above 1 means eclip is the faster of the two.
import Foundation

/// One measured number, and the same work's number elsewhere.
struct Figure {
    let name: String
    let value: Double
    let unit: String
    var peer: Double?
    /// Larger is better (pictures/s); otherwise smaller is (ms).
    var isRate = false

    var ratio: Double? {
        guard let peer, peer > 0, value > 0 else { return nil }
        return isRate ? value / peer : peer / value
    }

    var line: String {
        "{\"name\": \"\(name)\", \"value\": \(Self.plain(value)), \"unit\": \"\(unit)\", "
            + "\"peer\": \(peer.map(Self.plain) ?? "null"), \"ratio\": \(ratio.map(Self.plain) ?? "null")}"
    }

    /// Four significant digits.
    private static func plain(_ value: Double) -> String {
        guard value.isFinite else { return "null" }
        guard value != 0 else { return "0" }
        let digits = max(0, 3 - Int(log10(abs(value)).rounded(.down)))
        return String(format: "%.\(digits)f", value)
    }

    /// One line on stdout at once, so that a reader sees each figure when it is there.
    func print() { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
}

extension [Double] {
    /// The value that `share` of the values do not exceed; 0 for none.
    func percentile(_ share: Double) -> Double {
        let ranked = sorted()
        guard !ranked.isEmpty else { return 0 }
        return ranked[Swift.min(ranked.count - 1, Int((Double(ranked.count) * share).rounded(.down)))]
    }

    var median: Double { percentile(0.5) }
}

/// Wall milliseconds of one run of `work`.
func timed(_ work: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try work()
    let spent = (ContinuousClock.now - start).components
    return Double(spent.seconds) * 1_000 + Double(spent.attoseconds) * 1e-15
}

/// Runs ours and, where there is a peer, theirs in turn, so that a busy machine is equally busy for both.
/// - Returns: medians in milliseconds.
func interleaved(_ rounds: Int, ours: () throws -> Void, theirs: (() throws -> Double)?) rethrows -> (Double, Double?) {
    var own: [Double] = [], other: [Double] = []
    for round in 0...rounds {
        let mine = try timed(ours), peer = try theirs?()
        guard round > 0 else { continue }  // the first round warms both up
        own.append(mine)
        if let peer { other.append(peer) }
    }
    return (own.median, other.isEmpty ? nil : other.median)
}
