// Every kind of picture comes out as upright RGB on white, and no file, however broken, does worse than a fault.
import Domain
import Foundation
import Images
import Testing

@Suite struct DecodingTests {
    @Test func losslessFormatsComeBackExactly() throws {
        for (width, height) in [(1, 1), (2, 3), (7, 5), (64, 33)] {
            let raster = Fixture.ramps(width: width, height: height)
            #expect(try decodePicture(try encodePNG(raster), name: "a") == raster)
            #expect(try decodePicture(try encodeWebP(raster, quality: nil), name: "a") == raster)
            #expect(try decodePicture(Data(try encodePNG(raster)), name: "a") == raster)
        }
    }

    @Test func lossyFormatsComeBackNearly() throws {
        var raster = Fixture.ramps(width: 48, height: 32)
        for index in stride(from: 2, to: raster.pixels.count, by: 3) { raster.pixels[index] = 90 }
        #expect(largestDifference(try decodePicture(try encodeJPEG(raster, quality: 98), name: "a"), raster) < 16)
        #expect(largestDifference(try decodePicture(try encodeWebP(raster, quality: 98), name: "a"), raster) < 24)
    }

    @Test func depthsPalettesAndAlphaBecomeRGBOnWhite() throws {
        #expect(try decodePicture(Fixture.sixteenBits, name: "a").pixels == [128, 18, 255, 0, 64, 128])
        #expect(try decodePicture(Fixture.greyAlpha, name: "a").pixels == [0, 0, 0, 127, 127, 127, 255, 255, 255])
        #expect(try decodePicture(Fixture.palette, name: "a").pixels == [255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 8, 7])
    }

    @Test func inksAndGreyBecomeRGB() throws {
        let inks = try decodePicture(Fixture.cmyk, name: "a")
        let expected = { (x: Int) -> [UInt8] in x < 8 ? [0, 200, 200] : [255, 0, 0] }
        var wanted = Raster(width: 16, height: 8, red: 0, green: 0, blue: 0)
        for pixel in 0..<128 { wanted.pixels.replaceSubrange(pixel * 3..<pixel * 3 + 3, with: expected(pixel % 16)) }
        #expect(largestDifference(inks, wanted) < 8)
        let grey = try decodePicture(Fixture.grey, name: "a")
        #expect(abs(Int(grey.pixels[0]) - 40) < 4 && abs(Int(grey.pixels[45]) - 200) < 4)
    }

    /// A 3x2 picture of the letters abc / def, as each orientation shows it.
    @Test(arguments: [
        (1, "abc def"), (2, "cba fed"), (3, "fed cba"), (4, "def abc"), (5, "ad be cf"), (6, "da eb fc"),
        (7, "fc eb da"),
        (8, "cf be ad"), (0, "abc def"), (9, "abc def"),
    ])
    func orientationTurnsThePicture(tag: Int, shown: String) throws {
        let pixels = "abcdef".utf8.flatMap { letter -> [UInt8] in [letter, 0, 255] }
        let file = try encodePNG(Raster(width: 3, height: 2, pixels: pixels))
        for littleEndian in [true, false] {
            let turned = Fixture.png(file, adding: "eXIf", Fixture.exif(UInt8(tag), littleEndian: littleEndian))
            let raster = try decodePicture(turned, name: "a")
            let rows = shown.split(separator: " ")
            #expect(raster.width == rows[0].count && raster.height == rows.count)
            #expect(stride(from: 0, to: 18, by: 3).map { raster.pixels[$0] } == Array(rows.joined().utf8))
        }
    }

    @Test func orientationOfJPEGIsFoundInItsSegments() throws {
        let file = try encodeJPEG(Fixture.ramps(width: 24, height: 8), quality: 95)
        for littleEndian in [true, false] {
            let turned = try decodePicture(
                Fixture.jpeg(file, exif: Fixture.exif(6, littleEndian: littleEndian)), name: "a")
            #expect(turned.width == 8 && turned.height == 24)
            #expect(turned.pixels[0] < 20 && turned.pixels[1] > 230)  // the file's bottom left corner
        }
    }

    @Test func brokenOrientationIsIgnored() throws {
        let file = try encodeJPEG(Fixture.ramps(width: 16, height: 8), quality: 95)
        let whole = Fixture.exif(6, littleEndian: true)
        for count in 0..<whole.count {
            _ = try decodePicture(Fixture.jpeg(file, exif: Array(whole[..<count])), name: "a")
        }
        for place in whole.indices {
            var wrong = whole
            wrong[place] = 0xFF
            _ = try decodePicture(Fixture.jpeg(file, exif: wrong), name: "a")
        }
    }

    @Test func largeJPEGsAreReducedWhileDecoding() throws {
        let raster = Fixture.ramps(width: 400, height: 240)
        let file = try encodeJPEG(raster, quality: 95)
        let small = try decodePicture(file, name: "a", atLeast: 60)
        #expect(small.width == 100 && small.height == 60)
        #expect(largestDifference(small, resized(raster, width: 100, height: 60)) < 24)
        #expect(try decodePicture(file, name: "a", atLeast: 121).width == 400)
    }
}
