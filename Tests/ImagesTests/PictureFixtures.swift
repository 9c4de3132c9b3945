// Small pictures for the tests, and the few bytes of container formats that our own encoders do not write.
import Domain
import Foundation
import Images

enum Fixture {
    /// A picture without symmetry: smooth ramps and a bright corner.
    static func ramps(width: Int, height: Int) -> Raster {
        var raster = Raster(width: width, height: height, red: 0, green: 0, blue: 0)
        for y in 0..<height {
            for x in 0..<width {
                let place = (y * width + x) * 3
                raster.pixels[place] = UInt8(x * 255 / max(1, width - 1))
                raster.pixels[place + 1] = UInt8(y * 255 / max(1, height - 1))
                raster.pixels[place + 2] = UInt8((x + y) % 7 * 30)
            }
        }
        return raster
    }

    static func base64(_ text: String) -> [UInt8] { Data(base64Encoded: text).map([UInt8].init) ?? [] }

    /// Two pixels of 16 bits: (0x8000, 0x1234, 0xFFFF) and (0, 0x4040, 0x8080).
    static let sixteenBits = base64(
        "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABEAIAAAAr0DSeAAAAFUlEQVR42mNoYBAy+f+fgcHBoaEBABrGBEX2JQtUAAAAAElFTkSuQmCC")
    /// Grey with alpha: (0, opaque), (0, half), (100, clear).
    static let greyAlpha = base64(
        "iVBORw0KGgoAAAANSUhEUgAAAAMAAAABCAQAAACx6dw/AAAAD0lEQVR42mNg+M/QkMIAAAdKAeSeCIgfAAAAAElFTkSuQmCC")
    /// Four palette entries in two bits each: red, green, blue, (9, 8, 7).
    static let palette = base64(
        "iVBORw0KGgoAAAANSUhEUgAAAAQAAAABAgMAAACEUudeAAAADFBMVEX/AAAA/wAAAP8JCAei0mLAAAAACklEQVR42mOQBgAAHQAcI3yPrAAAAABJRU5ErkJggg=="
    )
    /// 16x8 CMYK as Adobe writes it: left (0, 200, 200), right (255, 0, 0).
    static let cmyk = base64(
        "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwACAQEBAQECAQEBAgICAgIEAwICAgIFBAQDBAYFBgYGBQYGBgcJCAYHCQcGBggLCAkKCgoKCgYICwwLCgwJCgoK/8AAFAgACAAQBEMRAE0RAFkRAEsRAP/EAB8AAAEFAQEBAQEBAAAAAAAAAAABAgMEBQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4EQwBNAFkASwAAPwD+f+v38r9/K/SCv7/K/gDr+AOvtyv/2Q=="
    )
    /// 16x8 in one channel: left 40, right 200.
    static let grey = base64(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAIBAQEBAQIBAQECAgICAgQDAgICAgUEBAMEBgUGBgYFBgYGBwkIBgcJBwYGCAsICQoKCgoKBggLDAsKDAkKCgr/wAALCAAIABABAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/APyfr+oCv//Z"
    )

    /// 40x40, progressive, ten scans.
    static let progressive = base64(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wgARCAAoACgDAREAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAwQF/8QAFwEBAQEBAAAAAAAAAAAAAAAAAwIGBP/aAAwDAQACEAMQAAABwOiUl1l0h1l5lzyQ6Syy6Q8y55ZdIdZZJeZM8kusukOsvMudSXSHWXSH/8QAFRABAQAAAAAAAAAAAAAAAAAAAQD/2gAIAQEAAQUCCCCCCCCCCCCCCCCCCCCCCCCCC//EABYRAAMAAAAAAAAAAAAAAAAAAAABAv/aAAgBAwEBPwGWSyWSyWSyWSyWSyWSyWSyWSyWSyWSyWSyWSyWf//EABgRAAMBAQAAAAAAAAAAAAAAAAAB8BGB/9oACAECAQE/AdG6uGjdXTTTRurho3V0bq6aaN1cNNG6ummjdXBurho3V000/8QAFBABAAAAAAAAAAAAAAAAAAAAQP/aAAgBAQAGPwJP/8QAFBABAAAAAAAAAAAAAAAAAAAAQP/aAAgBAQABPyFKqqqqqqqr/9oADAMBAAIAAwAAABA05Bc+LMvrInrf/8QAFBEBAAAAAAAAAAAAAAAAAAAAQP/aAAgBAwEBPxBKqqqqqqqr/8QAIhEAAQIEBwEAAAAAAAAAAAAAASFhABGx8DFBUXGRoeHB/9oACAECAQE/ECMmpfoSYjE7Gri+SQv2Pw0XY5GMTsaOL4BSc3rfoWYgnN636FmIIyal+hJiMTsauL5JC/Y/DRdjkYxOxo4vgFxOxo4vgFJzet+hZiCMmpfoSYjE7Gri+SQv2Pw0XY5GC/Y/DRdjkYxOxo4vgFJzet+hZiCMmpfoSYjE7Gri+STE7Gri+SQv2Pw0XY5GMTsaOL4BSc3rfoWYgjJqX6EmI//EABsQAAEFAQEAAAAAAAAAAAAAAAABYXGRsTGh/9oACAEBAAE/EKMGZQ4eKMyhZpZpRgzKHDxRmUGZQs0owZlDh4pw8UYlCzSjBmUGZQ4eKMyhZpRh/9k="
    )
    /// 5x9 of 16 bits a channel: interlaced, and the same pixels as they come.
    static let interlaced = base64(
        "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAJEAIAAAFSWJ0cAAABLElEQVR4nAEhAd7+AILJt5EO2QBD+9PgNpgANDV/qAa2AFat6Db57wBaLB0vgyoX7FyhZJ4AUE459r5bAAlA1nC7fABMaR4X114AVOtVPZQfXQNkzcQ11G5U+EqZALmqS+CuD6IznMJa3vezUrMY2wDuZn+DGozwKX4+wvIAoJZl1GjYmPoLC7jtAAu1tx3O/8CyBKXn2ACNJS8kn/koCUw4nl0AVm/efr75lvFIS+gDAG730PmPGF05x2RRtyTURwzjwUDeQ7UA6AK4az1uUwCHEiFZqeiaSwG7rQAhzZ6ytfCctPYkoa9emvZi8fAAPPB9/+ymsFK1p4B17Po3UrwOl3sSwd2vLq9qvq51AClzz9AQS3mEsAqAG+lM1/BKjxyFEMD8tKsaagNC2ltoi5EW2YmFAAAAAElFTkSuQmCC"
    )
    static let uninterlaced = base64(
        "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAJEAIAAAAlX62KAAABIklEQVR4nAEXAej+AILJt5EO2e5mf4MajFBOOfa+W/Apfj7C8jQ1f6gGtgBu99D5jxhdOcdkUbck1EcM48FA3kO1AOgCuGs9blMAVOtVPZQfoJZl1GjYXQNkzcQ1mPoLC7jt1G5U+EqZAIcSIVmp6JpLAbutACHNnrK18Jy09iShr16a9mLx8ABaLB0vgyoLtbcdzv8JQNZwu3zAsgSl59gX7FyhZJ4APPB9/+ymsFK1p4B17Po3UrwOl3sSwd2vLq9qvq51ALmqS+CuD40lLySf+aIznMJa3igJTDieXfezUrMY2wApc8/QEEt5hLAKgBvpTNfwSo8chRDA/LSrGmoDQtoAQ/vT4DaYVm/efr75TGkeF9delvFIS+gDVq3oNvnvfvOLkS7dHigAAAAASUVORK5CYII="
    )

    /// A TIFF block with one entry, the orientation.
    static func exif(_ orientation: UInt8, littleEndian: Bool) -> [UInt8] {
        littleEndian
            ? Array("II".utf8) + [
                0x2A, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0,
            ]
            : Array("MM".utf8) + [
                0, 0x2A, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0,
            ]
    }

    /// A PNG with the chunk put behind its header.
    static func png(_ png: [UInt8], adding tag: String, _ content: [UInt8]) -> [UInt8] {
        let named = Array(tag.utf8) + content
        let chunk = bigEndian(UInt32(content.count)) + named + bigEndian(checksum(named))
        return Array(png[..<33]) + chunk + Array(png[33...])
    }

    /// A PNG whose header claims another size.
    static func png(_ png: [UInt8], claiming width: UInt32, _ height: UInt32) -> [UInt8] {
        var result = png
        result.replaceSubrange(16..<24, with: bigEndian(width) + bigEndian(height))
        result.replaceSubrange(29..<33, with: bigEndian(checksum(Array(result[12..<29]))))
        return result
    }

    /// A JPEG whose header claims another size and, where asked, that it is progressive.
    static func jpeg(_ jpeg: [UInt8], claiming width: UInt16, _ height: UInt16, progressive: Bool = false) -> [UInt8] {
        var result = jpeg
        guard let frame = jpeg.indices.dropLast(8).first(where: { jpeg[$0] == 0xFF && [0xC0, 0xC2].contains(jpeg[$0 + 1]) })
        else { return jpeg }
        if progressive { result[frame + 1] = 0xC2 }
        result.replaceSubrange(
            frame + 5..<frame + 9,
            with: [UInt8(height >> 8), UInt8(height & 255), UInt8(width >> 8), UInt8(width & 255)])
        return result
    }

    /// Where the scans of a JPEG begin.
    static func scans(of jpeg: [UInt8]) -> [Int] {
        jpeg.indices.dropLast().filter { jpeg[$0] == 0xFF && jpeg[$0 + 1] == 0xDA }
    }

    /// The bytes of one scan of a progressive JPEG (from 0), with the tables in front of it.
    static func scan(_ number: Int, of jpeg: [UInt8]) -> ArraySlice<UInt8> {
        let starts = scans(of: jpeg).map { start in
            jpeg[..<start].indices.last { jpeg[$0] == 0xFF && jpeg[$0 + 1] == 0xC4 } ?? start
        }
        return jpeg[starts[number]..<starts[number + 1]]
    }

    /// A JPEG with an EXIF segment behind its start.
    static func jpeg(_ jpeg: [UInt8], exif: [UInt8]) -> [UInt8] {
        let content = Array("Exif".utf8) + [0, 0] + exif
        return [0xFF, 0xD8, 0xFF, 0xE1, 0, UInt8(content.count + 2)] + content + Array(jpeg[2...])
    }

    /// A plain WebP in the longer form that holds an EXIF block.
    static func webp(_ webp: [UInt8], _ raster: Raster, exif: [UInt8]) -> [UInt8] {
        var content = Array("WEBPVP8X".utf8)
        content += [10, 0, 0, 0, 0x08, 0, 0, 0]
        for side in [raster.width - 1, raster.height - 1] { content += [UInt8(side & 255), UInt8(side >> 8), 0] }
        content += webp[12...]
        content += Array("EXIF".utf8) + [UInt8(exif.count), 0, 0, 0] + exif
        return Array("RIFF".utf8) + bigEndian(UInt32(content.count)).reversed() + content
    }

    /// How far a picture was read, by its note: the words "row 17 of 18", or all 18 rows; nil where nothing is said.
    static func rows(of note: InputFault?, all: Int = 18) -> Int? {
        guard let problem = note?.problem else { return nil }
        if problem.hasSuffix("every row is there") { return all }
        return problem.split(separator: " ").dropLast(2).last.flatMap { Int($0) }
    }

    /// A picture whose rows from one on repeat the one before it.
    static func repeating(_ raster: Raster, from row: Int) -> Raster {
        let kept = raster.pixels.prefix(row * raster.width * 3)
        let last = kept.suffix(raster.width * 3)
        let rest = (row..<raster.height).flatMap { _ in last }
        return Raster(width: raster.width, height: raster.height, pixels: kept + rest)
    }

    static func bigEndian(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * UInt32($0))) }
    }

    /// The CRC-32 of PNG.
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }
}

/// The largest difference of any channel.
func largestDifference(_ a: Raster, _ b: Raster) -> Int {
    guard a.width == b.width, a.height == b.height else { return 256 }
    return zip(a.pixels, b.pixels).map { abs(Int($0) - Int($1)) }.max() ?? 0
}
