// Cutting products out of drawn studio photos: what is kept, what is opened, what is refused.
import Catalog
import Domain
import Images
import Testing

@Suite struct CutOutTests {
    private func photo(_ width: Int = 80, _ height: Int = 80, ground: UInt8 = 255, _ draw: (inout Canvas) -> Void) -> Raster {
        var canvas = Canvas(width: width, height: height, ink: Ink(ground, ground, ground))
        draw(&canvas)
        return canvas.raster()
    }

    /// Red, green, blue (premultiplied) and alpha of the full-size level at a place in fractions of it.
    private func sample(_ cutOut: CutOut, _ x: Double, _ y: Double) -> [UInt8] {
        let column = Int(x * Double(cutOut.shape.width)), row = Int(y * Double(cutOut.shape.height))
        let place = (row * cutOut.shape.width + column) * 4
        return Array(cutOut.bytes[place..<place + 4])
    }

    private func area(_ cutOut: CutOut) -> Double {
        let pixels = cutOut.shape.width * cutOut.shape.height
        return (0..<pixels).reduce(0) { $0 + Double(cutOut.bytes[$1 * 4 + 3]) / 255 }
    }

    @Test func aDiscIsCutAlongItsEdge() throws {
        let cutOut = try CutOut.of(photo { $0.fill(.ellipse(Edges(20, 10, 60, 50)), Ink(30, 40, 90)) }, longest: 80).get()
        #expect(abs(cutOut.shape.width - 42) <= 2 && abs(cutOut.shape.height - 42) <= 2)
        #expect(abs(area(cutOut) - 1_257) < 60)
        #expect(sample(cutOut, 0.5, 0.5) == [30, 40, 90, 255])
        #expect(sample(cutOut, 0.05, 0.05)[3] == 0)
        #expect(cutOut.bytes.count == cutOut.shape.byteCount)
    }

    /// What a pixel on the rim brings onto a dark wall is the product's own colour.
    @Test func noWhiteSeamComesAlong() throws {
        let cutOut = try CutOut.of(photo { $0.fill(.ellipse(Edges(20, 10, 60, 50)), Ink(60, 60, 60)) }, longest: 80).get()
        var soft = 0
        for pixel in 0..<cutOut.shape.width * cutOut.shape.height {
            let alpha = cutOut.bytes[pixel * 4 + 3]
            if alpha == 0 { continue }
            if alpha < 250 { soft += 1 }
            #expect(Double(cutOut.bytes[pixel * 4]) <= Double(alpha) * 110 / 255 + 1)
        }
        #expect(soft > 20)
    }

    @Test func aPrintStaysAndAHandleOpens() throws {
        let bag = try CutOut.of(
            photo {
                $0.fill(.ellipse(Edges(24, 6, 56, 50)), Ink(120, 60, 20))
                $0.fill(.ellipse(Edges(28, 10, 52, 46)), Ink(255, 255, 255))
                $0.fill(.rectangle(Edges(10, 36, 70, 76)), Ink(120, 60, 20))
                $0.fill(.rectangle(Edges(30, 50, 50, 64)), Ink(255, 255, 255))
            }, longest: 80
        ).get()
        #expect(sample(bag, 0.5, 0.25)[3] == 0, "the handle is not open")
        #expect(sample(bag, 0.5, 0.72) == [255, 255, 255, 255], "the print is gone")
    }

    @Test func whiteOnWhiteKeepsItsInside() throws {
        var random = SeededGenerator(seed: 1)
        let shirt = try CutOut.of(
            photo { canvas in
                canvas.fill(.rectangle(Edges(20, 15, 60, 70)), Ink(236, 236, 238))
                canvas.fill(.rectangle(Edges(22, 17, 58, 68)), Ink(247, 247, 248))
                // What JPEG leaves on a white page.
                for place in 0..<6400 where canvas.bytes[place * 4] == 255 {
                    let grey = UInt8(255 - random.integer(in: 0...2))
                    canvas.set(place, Ink(grey, grey, grey))
                }
            }, longest: 80
        ).get()
        #expect(abs(area(shirt) - 2_200) < 220)
        #expect(sample(shirt, 0.5, 0.5)[3] == 255)
    }

    /// Around a dark disc a ring that darkens towards it, as a studio's light leaves it.
    @Test func aVignetteIsNoProduct() throws {
        let cutOut = try CutOut.of(
            photo { canvas in
                for ring in 0..<24 {
                    let inset = Double(ring), grey = UInt8(253 - ring * 2)
                    canvas.fill(.ellipse(Edges(4 + inset, 4 + inset, 76 - inset, 76 - inset)), Ink(grey, grey, grey))
                }
                canvas.fill(.ellipse(Edges(24, 24, 56, 56)), Ink(90, 40, 20))
            }, longest: 80
        ).get()
        #expect(abs(area(cutOut) - 804) < 80)
    }

    /// A white shirt above dark trousers: the trousers' clear rim is no reason to let the shirt go.
    @Test func whiteAboveDarkStays() throws {
        let cutOut = try CutOut.of(
            photo { canvas in
                canvas.fill(.rectangle(Edges(24, 8, 56, 46)), Ink(238, 238, 240))
                canvas.fill(.rectangle(Edges(25, 9, 55, 46)), Ink(244, 244, 245))
                canvas.fill(.rectangle(Edges(26, 46, 54, 74)), Ink(30, 30, 60))
            }, longest: 80
        ).get()
        #expect(abs(area(cutOut) - 2_000) < 150)
    }

    @Test func aGreyGroundIsGroundToo() throws {
        let cutOut = try CutOut.of(photo(ground: 190) { $0.fill(.rectangle(Edges(30, 30, 50, 60)), Ink(250, 250, 250)) }, longest: 80).get()
        #expect(abs(area(cutOut) - 600) < 80)
        #expect(sample(cutOut, 0.5, 0.5) == [250, 250, 250, 255])
    }

    @Test func aLargePhotoIsCutSmall() throws {
        let cutOut = try CutOut.of(photo(400, 300) { $0.fill(.rectangle(Edges(100, 50, 300, 250)), Ink(10, 90, 10)) }, longest: 100).get()
        #expect(abs(cutOut.shape.width - 52) <= 2 && abs(cutOut.shape.height - 52) <= 2)
    }

    @Test func photosWithoutAPlainGroundAreRefused() {
        var random = SeededGenerator(seed: 2)
        var busy = photo { _ in }
        for index in busy.pixels.indices { busy.pixels[index] = UInt8(random.integer(in: 0...255)) }
        let room = photo { $0.fill(.rectangle(Edges(0, 40, 80, 80)), Ink(120, 80, 40)) }
        let dots = photo { canvas in
            for row in 0..<4 { for column in 0..<4 { canvas.fill(.ellipse(Edges(Double(column) * 20 + 4, Double(row) * 20 + 4, Double(column) * 20 + 14, Double(row) * 20 + 14)), Ink(0, 0, 0)) } }
        }
        let cases: [(Raster, CutOutProblem)] = [
            (busy, .ground), (room, .ground), (dots, .scattered), (photo { _ in }, .faint), (photo(12, 40) { _ in }, .small),
            (photo { $0.fill(.rectangle(Edges(0, 20, 78, 80)), Ink(90, 0, 0)) }, .ground),
            (photo { $0.fill(.rectangle(Edges(20, 10, 60, 80)), Ink(90, 0, 0)); $0.fill(.rectangle(Edges(0, 18, 20, 80)), Ink(90, 0, 0)) }, .cropped),
            (photo { $0.fill(.rectangle(Edges(1, 1, 79, 79)), Ink(90, 0, 0)) }, .full),
        ]
        for (place, (picture, problem)) in cases.enumerated() {
            #expect(CutOut.of(picture, longest: 80).map(\.shape) == .failure(problem), "case \(place)")
        }
    }
}
