// Which way up the camera was: the EXIF orientation tag (1...8) of JPEG, PNG and WebP files. Rows are turned while they are
// decoded. Every offset in EXIF comes from the file, so every read is checked.

/// Reads bytes of a file without ever leaving it; a file may be nothing but millions of tiny chunks, so nothing is copied.
private struct ByteReader {
    let bytes: UnsafeRawBufferPointer
    var littleEndian = false

    func number(at place: Int, width: Int) -> Int? {
        guard place >= 0, place <= bytes.count - width else { return nil }
        var number = 0
        for index in 0..<width { number = number << 8 | Int(bytes[place + (littleEndian ? width - 1 - index : index)]) }
        return number
    }

    func matches(_ text: StaticString, at place: Int) -> Bool {
        guard place >= 0, place <= bytes.count - text.utf8CodeUnitCount else { return false }
        return (0..<text.utf8CodeUnitCount).allSatisfy { bytes[place + $0] == text.utf8Start[$0] }
    }
}

/// The orientation tag of a file, 1...8; 1 (upright) when there is none or it makes no sense.
func orientation(of bytes: UnsafeRawBufferPointer, kind: PictureKind) -> Int {
    let place: Int?
    switch kind {
    case .jpeg: place = exifPlaceInJPEG(ByteReader(bytes: bytes))
    case .png:
        place = exifPlace(inChunksOf: ByteReader(bytes: bytes), start: 8, tag: "eXIf", tagFirst: false, even: false)
    case .webp:
        let reader = ByteReader(bytes: bytes, littleEndian: true)
        place = exifPlace(inChunksOf: reader, start: 12, tag: "EXIF", tagFirst: true, even: true)
    }
    guard let place, let found = orientationTag(bytes, tiff: place), (1...8).contains(found) else { return 1 }
    return found
}

/// The place of the TIFF header inside APP1, walking the segments up to the first scan.
private func exifPlaceInJPEG(_ reader: ByteReader) -> Int? {
    var place = 2
    while let marker = reader.number(at: place, width: 2), marker >> 8 == 0xFF {
        if marker == 0xFFDA || marker == 0xFFD9 { return nil }
        if marker == 0xFFFF {
            place += 1
            continue
        }
        guard let length = reader.number(at: place + 2, width: 2), length >= 2 else { return nil }
        if marker == 0xFFE1, reader.matches("Exif", at: place + 4) { return place + 10 }
        place += 2 + length
    }
    return nil
}

/// PNG (length, tag, data, checksum) and RIFF (tag, length, data, padded to even) chunks.
private func exifPlace(
    inChunksOf reader: ByteReader, start: Int, tag: StaticString, tagFirst: Bool, even: Bool
) -> Int? {
    var place = start
    while let length = reader.number(at: place + (tagFirst ? 4 : 0), width: 4) {
        if reader.matches(tag, at: place + (tagFirst ? 0 : 4)) {
            return reader.matches("Exif", at: place + 8) ? place + 14 : place + 8
        }
        place += 8 + length + (even ? length & 1 : 4)
    }
    return nil
}

private func orientationTag(_ bytes: UnsafeRawBufferPointer, tiff: Int) -> Int? {
    var reader = ByteReader(bytes: bytes)
    reader.littleEndian = reader.matches("II", at: tiff)
    guard reader.littleEndian || reader.matches("MM", at: tiff),
        let directory = reader.number(at: tiff + 4, width: 4),
        let entries = reader.number(at: tiff + directory, width: 2)
    else { return nil }
    for entry in 0..<entries {
        let place = tiff + directory + 2 + entry * 12
        guard let name = reader.number(at: place, width: 2) else { return nil }
        if name == 0x0112 { return reader.number(at: place + 8, width: 2) }
    }
    return nil
}
