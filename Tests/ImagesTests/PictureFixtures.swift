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

    /// A JPEG with an EXIF segment behind its start.
    static func jpeg(_ jpeg: [UInt8], exif: [UInt8]) -> [UInt8] {
        let content = Array("Exif".utf8) + [0, 0] + exif
        return [0xFF, 0xD8, 0xFF, 0xE1, 0, UInt8(content.count + 2)] + content + Array(jpeg[2...])
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
