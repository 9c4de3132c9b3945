// What a picture may cost: caps that name themselves, shrinking while decoding, and files that are opened without waiting.
import Domain
import Foundation
import Images
import Testing

@Suite struct PictureLimitTests {
    private func fault(_ bytes: [UInt8], atLeast side: Int? = nil) -> InputFault? {
        do {
            _ = try decodePicture(bytes, name: "shop/a.jpg", atLeast: side)
            return nil
        } catch { return error as? InputFault }
    }

    // MARK: caps

    @Test func picturesThatAreUnpackedWholeStopAtForty() throws {
        let png = Fixture.png(Fixture.interlaced, claiming: 8000, 5001)
        #expect(fault(png)?.problem == "8000x5001 are 41 megapixels in an interlaced PNG, which is unpacked whole")
        let jpeg = Fixture.jpeg(Fixture.progressive, claiming: 5001, 8000)
        #expect(fault(jpeg)?.problem == "5001x8000 are 41 megapixels in a progressive JPEG, which is unpacked whole")
        for found in [fault(png), fault(jpeg, atLeast: 96)] {
            #expect(found?.expected == "at most 40 megapixels" && found?.place == "shop/a.jpg")
        }
        // One row less: what is wrong with these now is that their data end.
        #expect(fault(Fixture.png(Fixture.interlaced, claiming: 8000, 5000))?.problem.contains("megapixels") == false)
        #expect(fault(Fixture.jpeg(Fixture.progressive, claiming: 5000, 8000), atLeast: 96)?.problem.contains("megapixels") == false)
    }

    @Test func othersStopAtAHundred() throws {
        let png = try encodePNG(Fixture.ramps(width: 4, height: 4))
        let jpeg = try encodeJPEG(Fixture.ramps(width: 16, height: 16))
        for file in [Fixture.png(png, claiming: 10_001, 10_000), Fixture.jpeg(jpeg, claiming: 10_001, 10_000)] {
            #expect(fault(file, atLeast: 96)?.problem == "10001x10000 are 101 megapixels")
            #expect(fault(file, atLeast: 96)?.expected == "at most 100 megapixels")
        }
        for file in [Fixture.png(png, claiming: 10_000, 10_000), Fixture.jpeg(jpeg, claiming: 10_000, 10_000)] {
            #expect(fault(file, atLeast: 1000)?.problem.contains("megapixels") == false)
        }
    }

    @Test func aSideHasALimitOfItsOwn() throws {
        let png = Fixture.png(try encodePNG(Fixture.ramps(width: 4, height: 1)), claiming: 1_000_001, 1)
        #expect(fault(png)?.problem == "1000001x1 pixels" && fault(png)?.expected == "at most 1000000 pixels a side")
        let widest = Fixture.png(try encodePNG(Fixture.ramps(width: 4, height: 1)), claiming: UInt32(Int32.max), UInt32(Int32.max))
        #expect(fault(widest)?.problem.contains("pixels") == true)
        let thin = try encodePNG(Raster(width: 1_000_000, height: 1, red: 1, green: 2, blue: 3))
        #expect(try decodePicture(thin, name: "a").width == 1_000_000)
    }

    @Test func aJPEGOfHundredsOfScansIsRefused() throws {
        // One that sets coefficients, and so can come again, which one that refines them cannot.
        let file = Fixture.progressive, scan = Fixture.scan(1, of: file)
        func repeated(_ count: Int) -> [UInt8] {
            var result = Array(file.dropLast(2))
            for _ in 0..<count { result += scan }
            return result + [0xFF, 0xD9]
        }
        #expect(Fixture.scans(of: file).count == 10)
        #expect(try decodePicture(repeated(90), name: "a").width == 40)
        #expect(fault(repeated(91))?.problem == "the JPEG comes in more than 100 scans")
        #expect(fault(repeated(5000))?.expected == "at most 100")
    }

    /// Texts beside the pixels are not unpacked, a colour profile only so far.
    @Test func chunksThatUnpackToMuchAreSteppedOver() throws {
        let raster = Fixture.ramps(width: 24, height: 18)
        let black = try encodePNG(Raster(width: 3000, height: 800, red: 0, green: 0, blue: 0))
        let length = black[33..<37].reduce(0) { $0 << 8 | Int($1) }
        let zeros = Array(black[41..<41 + length])
        var file = try encodePNG(raster)
        for _ in 0..<50 { file = Fixture.png(file, adding: "zTXt", Array("Comment".utf8) + [0, 0] + zeros) }
        file = Fixture.png(file, adding: "iCCP", Array("profile".utf8) + [0, 0] + zeros)
        let found = try readPicture(file, name: "a")
        #expect(found.raster == raster && found.note == nil)
    }

    // MARK: shrinking and turning while decoding

    @Test func interlacedPixelsAreThoseOfTheSamePictureAsItComes() throws {
        let found = try decodePicture(Fixture.interlaced, name: "a")
        #expect(try found == decodePicture(Fixture.uninterlaced, name: "a") && found.height == 9)
    }

    /// Above sixteen megapixels, and only where the caller shrinks anyway.
    @Test func aLargePNGIsShrunkToMeansAndTurned() throws {
        let (width, height) = (4201, 4003)
        var raster = Raster(width: width, height: height, red: 0, green: 77, blue: 0)
        for y in 0..<height {
            for x in 0..<width {
                raster.pixels[(y * width + x) * 3] = UInt8(x * 255 / width)
                raster.pixels[(y * width + x) * 3 + 2] = UInt8(y * 255 / height)
            }
        }
        let file = try encodePNG(raster)
        let small = try decodePicture(file, name: "a", atLeast: 500)
        #expect(small.width == 526 && small.height == 501)
        let turned = try decodePicture(
            Fixture.png(file, adding: "eXIf", Fixture.exif(6, littleEndian: true)), name: "a", atLeast: 500)
        #expect(turned.width == 501 && turned.height == 526)
        for (x, y) in [(0, 0), (17, 300), (525, 0), (525, 500), (260, 499)] {
            let pixel = Array(small.pixels[(y * 526 + x) * 3..<(y * 526 + x) * 3 + 3])
            let block = (x * 8..<min(width, x * 8 + 8)).map { $0 * 255 / width }
            let rows = (y * 8..<min(height, y * 8 + 8)).map { $0 * 255 / height }
            #expect(abs(Int(pixel[0]) - block.reduce(0, +) / block.count) <= 1 && pixel[1] == 77)
            #expect(abs(Int(pixel[2]) - rows.reduce(0, +) / rows.count) <= 1)
            // Turned to the right, a row becomes a column from the right.
            let place = (x * 501 + 500 - y) * 3
            #expect(Array(turned.pixels[place..<place + 3]) == pixel)
        }
        #expect(try decodePicture(file, name: "a").width == width)
    }

    @Test func everyTurnOfEveryFormIsTheSameTurn() throws {
        let raster = Fixture.ramps(width: 21, height: 13)
        let jpeg = try encodeJPEG(raster), lossless = try encodeWebP(raster, quality: nil), lossy = try encodeWebP(raster)
        func turnedPNG(of file: [UInt8], _ exif: [UInt8]) throws -> Raster {
            try decodePicture(Fixture.png(try encodePNG(decodePicture(file, name: "a")), adding: "eXIf", exif), name: "a")
        }
        for tag in UInt8(1)...8 {
            let exif = Fixture.exif(tag, littleEndian: tag % 2 == 0)
            #expect(try decodePicture(Fixture.jpeg(jpeg, exif: exif), name: "a") == turnedPNG(of: jpeg, exif), "JPEG \(tag)")
            for webp in [lossless, lossy] {
                let found = try decodePicture(Fixture.webp(webp, raster, exif: exif), name: "a")
                #expect(try found == turnedPNG(of: webp, exif), "WebP \(tag)")
            }
        }
    }

    // MARK: files

    @Test func onlyPlainFilesAreOpened() throws {
        let folder = NSTemporaryDirectory() + "eclip-pictures-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder + "/folder.jpg", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(mkfifo(folder + "/pipe.jpg", 0o600) == 0)
        try FileManager.default.createSymbolicLink(atPath: folder + "/gone.jpg", withDestinationPath: folder + "/nowhere")
        try FileManager.default.createSymbolicLink(atPath: folder + "/device.jpg", withDestinationPath: "/dev/zero")
        try FileManager.default.createSymbolicLink(atPath: folder + "/round.jpg", withDestinationPath: "round.jpg")
        try Data([0xFF, 0xD8, 0xFF]).write(to: URL(fileURLWithPath: folder + "/huge.jpg"))
        truncate(folder + "/huge.jpg", 600 << 20)
        try Data("Dear reader".utf8).write(to: URL(fileURLWithPath: folder + "/letter.jpg"))
        truncate(folder + "/letter.jpg", 200 << 20)
        for (name, words) in [
            ("pipe", "is not a plain file"), ("folder", "is a folder"), ("gone", "no such file"), ("round", "cannot be read"),
            ("device", "is not a plain file"), ("huge", "is 600 MB large"), ("letter", "not a picture of a known type"),
        ] {
            let path = "\(folder)/\(name).jpg"
            let found = #expect(throws: InputFault.self, "\(name)") { try decodePicture(at: path) }
            #expect(found?.place == path && found?.problem.contains(words) == true, "\(name): \(String(describing: found))")
            #expect(throws: InputFault.self) { try pictureSize(at: path) }
            #expect(isPictureFile(at: path) == (name == "huge"), "\(name)")
        }
    }

    @Test func sizesAreUpright() throws {
        let path = NSTemporaryDirectory() + "eclip-size-\(UUID().uuidString).png"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let file = try encodePNG(Fixture.ramps(width: 30, height: 20))
        try Data(file).write(to: URL(fileURLWithPath: path))
        #expect(try pictureSize(at: path) == (30, 20))
        try Data(Fixture.png(file, adding: "eXIf", Fixture.exif(8, littleEndian: true))).write(to: URL(fileURLWithPath: path))
        #expect(try pictureSize(at: path) == (20, 30))
    }
}
