// What is wrong with a file is said in words; nothing traps.
import Domain
import Foundation
import Images
import Testing

@Suite struct BrokenPictureTests {
    private func fault(_ bytes: [UInt8]) -> InputFault? {
        do {
            _ = try decodePicture(bytes, name: "shop/a.jpg")
            return nil
        } catch {
            return error as? InputFault
        }
    }

    @Test(arguments: [
        ("", "empty"), ("title,image\n", "a text file"), ("GIF89a..", "a GIF"), ("<!DOCTYPE html>", "a web page"),
        ("\u{1}\u{2}", "not a picture"), ("%PDF-1.7", "a PDF"),
    ])
    func whatItIsInstead(content: String, words: String) {
        let found = fault(Array(content.utf8))
        #expect(found?.place == "shop/a.jpg")
        #expect(found?.problem.contains(words) == true)
        #expect(found?.expected?.contains("PNG, JPEG or WebP") == true)
    }

    @Test func missingFilesAndFolders() {
        #expect(throws: InputFault.self) { try decodePicture(at: "/nowhere/a.png") }
        #expect(throws: InputFault.self) { try decodePicture(at: "/tmp") }
    }

    @Test func overAHundredMegapixelsIsRefusedFromTheHeader() throws {
        let png = Fixture.png(try encodePNG(Fixture.ramps(width: 4, height: 4)), claiming: 20_000, 20_000)
        #expect(fault(png)?.problem.contains("400 megapixels") == true && fault(png)?.expected == "at most 100 megapixels")
        let jpeg = try encodeJPEG(Fixture.ramps(width: 16, height: 16))
        #expect(fault(Fixture.jpeg(jpeg, claiming: 65_000, 65_000))?.problem.contains("megapixels") == true)
    }

    /// The library asks for the memory that a chunk claims before it looks whether the file has it.
    @Test func aChunkLargerThanItsFileIsRefusedUnread() throws {
        let whole = try encodePNG(Fixture.ramps(width: 4, height: 4))
        for name in ["eXIf", "tEXt", "iCCP", "zzZz"] {
            let claim: [UInt8] = [0x41, 0, 0, 0] + Array(name.utf8)
            #expect(fault(whole[..<33] + claim + whole[33...])?.problem.contains("end before the picture does") == true)
        }
    }

    @Test func animationsAreTold() {
        let header: [UInt8] = [0x02, 0, 0, 0, 3, 0, 0, 3, 0, 0]
        let content =
            Array("WEBPVP8X".utf8) + [10, 0, 0, 0] + header + Array("ANIM".utf8) + [6, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        let file = Array("RIFF".utf8) + [UInt8(content.count), 0, 0, 0] + content
        #expect(fault(file)?.problem.contains("animated") == true)
    }

    /// With nine rows in ten, those are the picture's own and the rest repeats the last of them; with fewer, it is a fault.
    @Test func everyPrefixIsAFaultOrThePicture() throws {
        let raster = Fixture.ramps(width: 24, height: 18)
        let files = [
            try encodePNG(raster), try encodeJPEG(raster), try encodeWebP(raster), try encodeWebP(raster, quality: nil),
        ]
        for file in files {
            let whole = try readPicture(file, name: "a")
            #expect(whole.note == nil)
            for count in 0..<file.count {
                let prefix = Array(file[..<count])
                guard let found = try? readPicture(prefix, name: "a") else {
                    #expect(fault(prefix) != nil)
                    continue
                }
                let rows = try #require(Fixture.rows(of: found.note), "\(count) of \(file.count) bytes")
                #expect(rows * 10 >= 18 * 9 && rows <= 18)
                #expect(found.raster == Fixture.repeating(whole.raster, from: rows), "\(count) of \(file.count) bytes")
            }
        }
    }

    @Test func truncationIsNamed() throws {
        let raster = Fixture.ramps(width: 40, height: 40)
        for file in [try encodePNG(raster), try encodeJPEG(raster), try encodeWebP(raster)] {
            let found = fault(Array(file[..<(file.count * 2 / 3)]))
            #expect(found?.problem.contains("end before the picture does") == true, "\(String(describing: found))")
        }
    }

    @Test func changedBytesNeverTrap() throws {
        let raster = Fixture.ramps(width: 12, height: 9)
        for file in [try encodePNG(raster), try encodeJPEG(raster), try encodeWebP(raster)] {
            for place in file.indices {
                for value in [UInt8(0), 0xFF, file[place] ^ 0x10] {
                    var changed = file
                    changed[place] = value
                    _ = fault(changed)
                }
            }
        }
    }
}
