// Shapes cover the area that geometry says; layers and placements keep what they are given.
import Domain
import Foundation
import Images
import Testing

@Suite struct DrawingTests {
    /// Pixels covered by an outline on a 60x60 mask.
    private func area(_ outline: Outline) -> Double {
        var mask = Coverage(width: 60, height: 60)
        mask.add(outline)
        return mask.values.map(Double.init).reduce(0, +) / 255
    }

    @Test func areasAreThoseOfGeometry() {
        #expect(abs(area(.rectangle(Edges(3.25, 4.5, 20.75, 31.25))) - 17.5 * 26.75) < 5)
        #expect(abs(area(.ellipse(Edges(10, 10, 50, 40))) - .pi * 20 * 15) < 5)
        #expect(abs(area(.polygon([Point(5, 5), Point(45, 5), Point(5, 35)])) - 600) < 3)
        #expect(abs(area(.arc(Edges(10, 10, 50, 50), width: 5)) - .pi * (400 - 225)) < 5)
        #expect(abs(area(.arc(Edges(10, 10, 50, 50), from: 180, to: 360, width: 5)) - .pi * (400 - 225) / 2) < 4)
        #expect(abs(area(.slice(Edges(10, 10, 50, 50), from: 0, to: 90)) - .pi * 100) < 3)
        #expect(abs(area(.roundedRectangle(Edges(10, 10, 50, 40), radius: 6)) - (1200 - (4 - .pi) * 36)) < 4)
        #expect(abs(area(.frame(Edges(10, 10, 50, 40), radius: 0, width: 3)) - (1200 - 34 * 24)) < 4)
        #expect(abs(area(.line(Point(10, 10), Point(40, 50), width: 4)) - 200) < 3)
    }

    @Test func shapesOutsideAreClipped() {
        #expect(area(.rectangle(Edges(-50, -50, 200, 200))) == 3600)
        #expect(area(.ellipse(Edges(70, 70, 90, 90))) == 0)
        #expect(area(.polygon([])) == 0)
        #expect(area(.line(Point(5, 5), Point(5, 5), width: 3)) == 0)
    }

    @Test func cuttingTakesAwayAndDilatingGrows() {
        var mask = Coverage(width: 9, height: 9)
        mask.add(.rectangle(Edges(3, 3, 6, 6)))
        #expect(mask.dilated(radius: 1).values.count { $0 == 255 } == 25)
        mask.cut(.rectangle(Edges(3, 3, 6, 5)))
        #expect(mask.values.count { $0 == 255 } == 3)
    }

    @Test func inkBlendsByItsOpacity() {
        var canvas = Canvas(width: 2, height: 1, ink: Ink(0, 0, 100))
        canvas.fill(.rectangle(Edges(0, 0, 1, 1)), Ink(200, 0, 0, alpha: 128))
        #expect(canvas.raster().pixels == [100, 0, 50, 0, 0, 100])
        #expect(Canvas(width: 1, height: 1).raster().pixels == [255, 255, 255])
    }

    @Test func layersAreClippedWhereverTheyLie() {
        let spot = Canvas(width: 3, height: 3, ink: Ink(0, 0, 0))
        for x in -5...5 {
            for y in -5...5 {
                var canvas = Canvas(width: 4, height: 4, ink: Ink(255, 255, 255))
                canvas.lay(spot, x: x, y: y)
                let seen = canvas.raster().pixels.count { $0 == 0 } / 3
                let across = max(0, min(4, x + 3) - max(0, x))
                let down = max(0, min(4, y + 3) - max(0, y))
                #expect(seen == across * down)
            }
        }
    }

    @Test func aPlacementIsUndoneByItsInverse() {
        let placement = Placement(centre: Point(31, 17), width: 40, height: 12, turn: 0.7, mirrored: true)
        for (x, y) in [(0.0, 0.0), (1, 0.5), (0.25, 0.75)] {
            let back = placement.source(of: placement.position(of: Point(x, y)))
            #expect(abs(back.x - x) < 1e-9 && abs(back.y - y) < 1e-9)
        }
    }

    @Test func aStampPlacedAsItIsKeepsItsArea() {
        var canvas = Canvas(width: 40, height: 40)
        canvas.fill(.ellipse(Edges(4, 4, 36, 36)), Ink(10, 20, 30))
        for (turn, scale) in [(0.0, 1.0), (0.4, 1.0), (1.2, 0.5), (0.3, 0.2)] {
            let side = 40 * scale
            let placed = Stamp(canvas).placed(
                Placement(centre: Point(30, 30), width: side, height: side, turn: turn), x: 0, y: 0, width: 60,
                height: 60)
            let alpha = (0..<3600).map { Double(placed.bytes[$0 * 4 + 3]) / 255 }.reduce(0, +)
            #expect(abs(alpha - .pi * 256 * scale * scale) < 0.03 * .pi * 256 * scale * scale + 1)
        }
    }

    @Test func wordsStayInTheirWidth() {
        var canvas = Canvas(width: 100, height: 40, ink: Ink(255, 255, 255))
        canvas.letter("-50% Sale", centre: Point(50, 20), width: 80, height: 30, Ink(0, 0, 0))
        let pixels = canvas.raster().pixels
        let columns = (0..<4000).filter { pixels[$0 * 3] < 128 }.map { $0 % 100 }
        #expect((columns.min() ?? 0) >= 8 && (columns.max() ?? 0) <= 92 && columns.count > 150)
    }
}
