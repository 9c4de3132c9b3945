// Words on badges, drawn with our own strokes: capital letters, digits and a few signs on a grid 4 wide and 6 high.
// A stroke is a list of grid points ("06" is x 0, y 6); strokes of one letter are joined by discs.

private let strokes: [Character: String] = [
    "A": "06 14 20 34 46|14 34", "B": "00 30 41 42 33 03|33 44 45 36 06 00", "C": "41 30 10 01 05 16 36 45",
    "D": "00 20 42 44 26 06 00", "E": "40 00 06 46|03 33", "F": "40 00 06|03 33", "G": "41 30 10 01 05 16 36 45 43 23",
    "H": "00 06|40 46|03 43", "I": "20 26", "J": "40 45 36 16 05", "K": "00 06|40 03 46", "L": "00 06 46",
    "M": "06 00 23 40 46", "N": "06 00 46 40", "O": "10 30 41 45 36 16 05 01 10", "P": "06 00 30 41 42 33 03",
    "Q": "10 30 41 45 36 16 05 01 10|24 46", "R": "06 00 30 41 42 33 03|23 46",
    "S": "41 30 10 01 02 13 33 44 45 36 16 05",
    "T": "00 40|20 26", "U": "00 05 16 36 45 40", "V": "00 26 40", "W": "00 16 22 36 40", "X": "00 46|40 06",
    "Y": "00 23 40|23 26", "Z": "00 40 06 46", "0": "10 30 41 45 36 16 05 01 10", "1": "11 20 26|16 36",
    "2": "01 10 30 41 42 06 46", "3": "00 40 23 33 44 45 36 16 05", "4": "36 30 04 44", "5": "40 00 03 33 44 45 36 06",
    "6": "40 20 02 05 16 36 45 44 33 03", "7": "00 40 16", "8": "13 02 01 10 30 41 42 33 13 04 05 16 36 45 44 33",
    "9": "06 26 44 41 30 10 01 02 13 43", "-": "03 43", "%": "46 40 06", "!": "20 24|26 26", "+": "03 43|21 25",
    "/": "40 06", ".": "26 26", ":": "22 22|25 25", ",": "26 17", "(": "30 21 25 36", ")": "10 21 25 16", "=": "02 42|04 44",
    "@": "34 24 13 22 32 34 43 41 30 10 01 05 16 36",
]

extension Canvas {
    /// Draws capital letters and digits in bold, centred at a point, `height` pixels high, at most `width` wide
    /// (then smaller). Signs that have no strokes leave a gap.
    package mutating func letter(_ text: String, centre: Point, width: Double, height: Double, _ ink: Ink) {
        let advance = 6.0
        let span = Double(text.count) * advance - 2
        let unit = min(height / 6, width / span)
        let left = centre.x - span * unit / 2
        let top = centre.y - 3 * unit
        for (index, sign) in text.uppercased().enumerated() {
            let shapes = sign == "%" ? Self.percent : Self.shapes(of: strokes[sign] ?? "")
            for shape in shapes {
                fill(shape.scaled(by: unit).moved(x: left + Double(index) * advance * unit, y: top), ink)
            }
        }
    }

    /// Draws the same letters in thin strokes from a point on: its left, middle or right end, at half their height.
    /// - Parameters:
    ///   - align: the share of the text that stands left of the point: 0, 0.5 or 1.
    ///   - height: of a letter, in pixels.
    package mutating func letter(_ text: String, at point: Point, align: Double, height: Double, _ ink: Ink) {
        let unit = height / 6, advance = 5.6
        let left = point.x - align * (Double(text.count) * advance - advance + 4) * unit
        for (index, sign) in text.uppercased().enumerated() {
            let shapes = sign == "%" ? Self.percent : Self.shapes(of: strokes[sign] ?? "", weight: 0.85)
            for shape in shapes {
                fill(shape.scaled(by: unit).moved(x: left + Double(index) * advance * unit, y: point.y - height / 2), ink)
            }
        }
    }

    private static func shapes(of stroke: String, weight: Double = 1.25) -> [Outline] {
        stroke.split(separator: "|").flatMap { part -> [Outline] in
            let points = part.split(separator: " ").map { pair in
                let digits = pair.compactMap(\.wholeNumberValue).map(Double.init)
                return Point(digits[0], digits[1])
            }
            return zip(points, points.dropFirst()).map { .line($0, $1, width: weight) }
                + points.map { disc($0, weight / 2) }
        }
    }

    private static func disc(_ centre: Point, _ radius: Double) -> Outline {
        .ellipse(Edges(centre.x - radius, centre.y - radius, centre.x + radius, centre.y + radius))
    }

    private static let percent: [Outline] =
        [.line(Point(3.8, 0), Point(0.2, 6), width: 0.9)]
        + [Point(0.7, 1.2), Point(3.3, 4.8)].map { centre in
            .arc(Edges(centre.x - 1.2, centre.y - 1.3, centre.x + 1.2, centre.y + 1.3), width: 0.85)
        }
}

extension Outline {
    /// Every point shifted.
    package func moved(x: Double, y: Double) -> Outline {
        Outline(rings: rings.map { $0.map { Point($0.x + x, $0.y + y) } })
    }
}
