// Pictures through our decoder. Time and memory follow the area that the header names, so that inputs which ask for more than
// a megapixel are read up to their header only: the limits themselves have tests of their own.
import Images

extension Reader {
    static let pictures = [
        Reader("png", readPicture), Reader("jpeg", readPicture), Reader("webp", readPicture),
    ]

    private static let area = 1_000_000

    @Sendable private static func readPicture(_ bytes: [UInt8]) throws {
        let size = try pictureSize(at: try Scratch.write(bytes, as: "picture"))
        guard size.width * size.height <= area else { return }
        let raster = try decodePicture(bytes, name: "picture")
        precondition(raster.pixels.count == raster.width * raster.height * 3, "pixels of another size")
        _ = try decodePicture(bytes, name: "picture", atLeast: 8)
    }
}
