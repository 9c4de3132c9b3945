// Shapes as closed rings of points. Curves are flattened to short chords; a ring inside another is a hole (even-odd),
// which gives frames and arcs of any width without a second kind of shape. Angles are degrees, clockwise from three
// o'clock, as the y axis points down.
import Foundation

/// A point in pixels (or in any unit, before `scaled`).
package struct Point: Equatable, Sendable {
    package var x, y: Double

    package init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }
}

/// A rectangle by its edges.
package struct Edges: Equatable, Sendable {
    package var left, top, right, bottom: Double

    package init(_ left: Double, _ top: Double, _ right: Double, _ bottom: Double) {
        self.left = left
        self.top = top
        self.right = right
        self.bottom = bottom
    }

    func inset(by distance: Double) -> Edges {
        Edges(left + distance, top + distance, right - distance, bottom - distance)
    }
}

/// A filled shape: closed rings under the even-odd rule.
package struct Outline: Sendable {
    package var rings: [[Point]]

    package init(rings: [[Point]]) { self.rings = rings }

    package static func polygon(_ points: [Point]) -> Outline { Outline(rings: [points]) }

    package static func rectangle(_ edges: Edges) -> Outline {
        .polygon([
            Point(edges.left, edges.top), Point(edges.right, edges.top), Point(edges.right, edges.bottom),
            Point(edges.left, edges.bottom),
        ])
    }

    package static func ellipse(_ edges: Edges) -> Outline { .polygon(curve(edges, 0, 360)) }

    /// The band of `width` along the inside of an ellipse, from one angle to another.
    package static func arc(_ edges: Edges, from start: Double = 0, to end: Double = 360, width: Double) -> Outline {
        let outer = curve(edges, start, end)
        let inner = curve(edges.inset(by: width), start, end)
        return end - start >= 360 ? Outline(rings: [outer, inner]) : .polygon(outer + inner.reversed())
    }

    /// The slice of an ellipse between two angles.
    package static func slice(_ edges: Edges, from start: Double, to end: Double) -> Outline {
        .polygon(curve(edges, start, end) + [Point((edges.left + edges.right) / 2, (edges.top + edges.bottom) / 2)])
    }

    package static func roundedRectangle(_ edges: Edges, radius: Double) -> Outline {
        let r = max(0, min(radius, (edges.right - edges.left) / 2, (edges.bottom - edges.top) / 2))
        guard r > 0 else { return rectangle(edges) }
        let corners: [(Double, Double, Double)] = [
            (edges.right - 2 * r, edges.top, 270), (edges.right - 2 * r, edges.bottom - 2 * r, 0),
            (edges.left, edges.bottom - 2 * r, 90), (edges.left, edges.top, 180),
        ]
        return .polygon(
            corners.flatMap { x, y, angle in curve(Edges(x, y, x + 2 * r, y + 2 * r), angle, angle + 90) })
    }

    /// The band of `width` along the inside of a rounded rectangle.
    package static func frame(_ edges: Edges, radius: Double, width: Double) -> Outline {
        Outline(
            rings: roundedRectangle(edges, radius: radius).rings
                + roundedRectangle(edges.inset(by: width), radius: max(0, radius - width)).rings)
    }

    /// A straight stroke with square cut ends.
    package static func line(_ a: Point, _ b: Point, width: Double) -> Outline {
        let length = max(1e-9, hypot(b.x - a.x, b.y - a.y))
        let dx = -(b.y - a.y) / length * width / 2
        let dy = (b.x - a.x) / length * width / 2
        return .polygon([
            Point(a.x + dx, a.y + dy), Point(b.x + dx, b.y + dy), Point(b.x - dx, b.y - dy), Point(a.x - dx, a.y - dy),
        ])
    }

    /// Every point times `factor`.
    package func scaled(by factor: Double) -> Outline {
        Outline(rings: rings.map { $0.map { Point($0.x * factor, $0.y * factor) } })
    }

    private static func curve(_ edges: Edges, _ start: Double, _ end: Double) -> [Point] {
        let x = (edges.left + edges.right) / 2
        let y = (edges.top + edges.bottom) / 2
        let across = (edges.right - edges.left) / 2
        let down = (edges.bottom - edges.top) / 2
        let steps = max(2, Int(((end - start) / 6).rounded(.up)))
        return (0...steps).map { step in
            let angle = (start + (end - start) * Double(step) / Double(steps)) * .pi / 180
            return Point(x + across * cos(angle), y + down * sin(angle))
        }
    }
}
