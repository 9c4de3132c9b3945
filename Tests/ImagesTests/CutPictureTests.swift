// Files that end early: what is whole is used and it is said how far that goes; too little is a fault that says so too.
import Domain
import Images
import Testing

@Suite struct CutPictureTests {
    private let raster = Fixture.ramps(width: 64, height: 400)

    private func fault(_ bytes: some Sequence<UInt8>) -> String? {
        do {
            _ = try readPicture(Array(bytes), name: "a")
            return nil
        } catch { return (error as? InputFault)?.problem }
    }

    private func note(_ bytes: some Sequence<UInt8>) throws -> String? { try readPicture(Array(bytes), name: "a").note?.problem }

    @Test func aMissingEndMarkIsNoted() throws {
        let jpeg = try encodeJPEG(raster), png = try encodePNG(raster)
        let whole = try decodePicture(jpeg, name: "a")
        for missing in 1...2 {
            let found = try readPicture(Array(jpeg.dropLast(missing)), name: "shop/a.jpg")
            #expect(found.raster == whole)
            #expect(found.note?.description == "shop/a.jpg: the JPEG data end early; every row is there")
        }
        for missing in [1, 4, 12, 13, 16, 17, 20] {
            let found = try readPicture(Array(png.dropLast(missing)), name: "a")
            #expect(found.raster == raster && found.note?.problem == "the PNG data end early; every row is there", "\(missing)")
        }
        let file = Fixture.progressive
        #expect(try readPicture(Array(file.dropLast(2)), name: "a").raster == decodePicture(file, name: "a"))
        #expect(try note(file.dropLast(2)) == "the JPEG data end early; every row is there")
    }

    @Test func whatFollowsAWholePictureIsNothingToMention() throws {
        for file in [try encodeJPEG(raster), try encodePNG(raster), try encodeWebP(raster), Fixture.progressive] {
            let whole = try decodePicture(file, name: "a")
            for tail in [[UInt8](repeating: 0, count: 5000), Array("\r\n".utf8), file] {
                let found = try readPicture(file + tail, name: "a")
                #expect(found.raster == whole && found.note == nil)
            }
        }
    }

    /// Rows are counted from the top by the blocks of the form; those below the last whole one repeat it.
    @Test func aCutInTheLastTenthIsReadThatFar() throws {
        for file in [try encodeJPEG(raster), try encodePNG(raster), try encodeWebP(raster, quality: 60)] {
            let whole = try decodePicture(file, name: "a")
            var seen: Set<Int> = []
            for count in stride(from: file.count * 3 / 4, to: file.count - 24, by: max(1, file.count / 150)) {
                guard let found = try? readPicture(Array(file[..<count]), name: "a") else { continue }
                let rows = try #require(Fixture.rows(of: found.note, all: 400))
                #expect((360...400).contains(rows))
                // What blends into the row below differs where that one is missing.
                #expect(found.raster.pixels.prefix((rows - 8) * 192) == whole.pixels.prefix((rows - 8) * 192))
                if rows < 400 { #expect(found.raster == Fixture.repeating(found.raster, from: rows)) }
                seen.insert(rows)
            }
            #expect(!seen.isEmpty)
        }
    }

    @Test func aCutHigherUpIsAFaultThatSaysWhere() throws {
        for file in [try encodeJPEG(raster), try encodePNG(raster), try encodeWebP(raster, quality: 60)] {
            let words = try #require(fault(file[..<(file.count / 2)]))
            #expect(words.contains("end before the picture does, at row ") && words.contains(" of 400 ("), "\(words)")
        }
    }

    /// Every scan of a progressive picture carries something for every row.
    @Test func aMissingScanIsAFault() throws {
        let file = Fixture.progressive
        for start in Fixture.scans(of: file).dropFirst() {
            let tables = file[..<start].lastIndex(of: 0xC4).map { $0 - 1 } ?? start
            for end in [start, tables] {
                #expect(fault(file[..<end])?.contains("end before the picture does (") == true, "cut at \(end)")
            }
        }
    }

    @Test func bytesDamagedInTheMiddleStayAFault() throws {
        var png = try encodePNG(raster)
        png[png.count - 14] ^= 0xFF
        #expect(fault(png)?.contains("damaged PNG data") == true)
    }

    @Test func aShrunkPictureCountsItsOwnRows() throws {
        let file = try encodeJPEG(Fixture.ramps(width: 160, height: 800))
        let found = try readPicture(Array(file.dropLast(file.count / 40)), name: "a", atLeast: 20)
        #expect(found.raster.width == 20 && found.raster.height == 100)
        let rows = try #require(Fixture.rows(of: found.note, all: 800))
        #expect((720..<800).contains(rows) && found.raster == Fixture.repeating(found.raster, from: rows / 8))
    }
}
