// What a shop's click log says about two arms: rates with Wilson's interval (1927), their difference with Newcombe's
// (1998, method 10), which hold for few events where the usual ones do not, and what to do about it.
import Domain

/// A row of a click log.
package struct ShownRow: Equatable, Sendable {
    package var query: String
    package var document: String
    package var arm: Arm
    package var shown, clicked, converted: Int

    package init(query: String, document: String, arm: Arm, shown: Int, clicked: Int, converted: Int) {
        self.query = query
        self.document = document
        self.arm = arm
        self.shown = shown
        self.clicked = clicked
        self.converted = converted
    }
}

/// A share of events with its 95 % interval (Wilson).
package struct EventRate: Equatable, Sendable {
    package let events, trials: Int
    package let rate: Double
    package let ci: Interval

    /// nil without a trial.
    package init?(_ events: Int, of trials: Int) {
        guard trials > 0 else { return nil }
        self.events = events
        self.trials = trials
        let (count, z) = (Double(trials), 1.959964)
        rate = Double(events) / count
        let centre = rate + z * z / (2 * count)
        let spread = z * (rate * (1 - rate) / count + z * z / (4 * count * count)).squareRoot()
        let scale = 1 + z * z / count
        ci = Interval(low: max(0, (centre - spread) / scale), high: min(1, (centre + spread) / scale))
    }

    /// This rate minus another: Newcombe's interval from the two of Wilson.
    package func minus(_ other: EventRate) -> (difference: Double, ci: Interval) {
        let difference = rate - other.rate
        func root(_ one: Double, _ two: Double) -> Double { (one * one + two * two).squareRoot() }
        return (difference, Interval(
            low: difference - root(rate - ci.low, other.ci.high - other.rate),
            high: difference + root(ci.high - rate, other.rate - other.ci.low)))
    }
}

/// Sums of one arm.
package struct ArmFigures: Equatable, Sendable {
    package private(set) var shown = 0, clicked = 0, converted = 0

    mutating func add(_ row: ShownRow) {
        shown += row.shown
        clicked += row.clicked
        converted += row.converted
    }

    /// Clicks per impression.
    package var clickRate: EventRate? { EventRate(clicked, of: shown) }
    /// Conversions per impression: per click, an arm would win by being clicked less.
    package var conversionRate: EventRate? { EventRate(converted, of: shown) }
}

/// What the log says.
package enum ArmDecision: String, Sendable, Codable {
    /// B has more conversions or clicks, beyond luck, and is not worse in the other.
    case takeB = "take_b"
    case keepA = "keep_a"
    /// The intervals hold no difference.
    case undecided
    /// One rate says B, the other A.
    case contradictory
}

/// Two arms of one group.
package struct ArmComparison: Equatable, Sendable {
    package private(set) var a = ArmFigures(), b = ArmFigures()

    package init(_ rows: some Sequence<ShownRow>) {
        for row in rows {
            switch row.arm {
            case .a: a.add(row)
            case .b: b.add(row)
            }
        }
    }

    /// B minus A; nil where an arm was never shown.
    package var clicks: (difference: Double, ci: Interval)? { Self.difference(a.clickRate, b.clickRate) }
    package var conversions: (difference: Double, ci: Interval)? { Self.difference(a.conversionRate, b.conversionRate) }

    package var decision: ArmDecision {
        let signs = [clicks, conversions].map { $0.map { $0.ci.low > 0 ? 1 : $0.ci.high < 0 ? -1 : 0 } ?? 0 }
        if signs.contains(1), signs.contains(-1) { return .contradictory }
        return signs.contains(1) ? .takeB : signs.contains(-1) ? .keepA : .undecided
    }

    private static func difference(_ a: EventRate?, _ b: EventRate?) -> (difference: Double, ci: Interval)? {
        a.flatMap { a in b.map { $0.minus(a) } }
    }
}
