// Folders of pictures become catalogs by the rules at the head of FolderCatalog.swift.
import Catalog
import Domain
import Images
import Testing

@Suite struct FolderCatalogTests {
    private let folder: TemporaryFolder
    private let clean: [UInt8]
    private let busy: [UInt8]

    init() throws {
        folder = try TemporaryFolder()
        clean = try encodePNG(Raster(width: 20, height: 20, red: 250, green: 250, blue: 248))
        busy = try encodePNG(Raster(width: 20, height: 20, red: 90, green: 120, blue: 60))
    }

    private func scan(_ files: [String: [UInt8]]) throws -> FolderCatalog {
        for (name, bytes) in files { try folder.write(bytes, to: name) }
        return try FolderCatalog.scan(folder.path)
    }

    @Test func foldersOfCameraNamesAreProducts() throws {
        let found = try scan(["shoes/red_runner/IMG_0001.jpg": clean, "shoes/red_runner/2.png": busy])
        #expect(found.rows.map(\.productID) == ["shoes/red_runner", "shoes/red_runner"])
        #expect(found.rows.map(\.title) == ["red runner", "red runner"])
        #expect(found.rows.allSatisfy { $0.category == "shoes" })
        #expect(Set(found.rows.map(\.source)) == ["studio", "scene"])
    }

    @Test func otherFoldersAreCategories() throws {
        let found = try scan(["bags/red bag 1.png": clean, "bags/red bag-2.png": busy, "bags/tote.png": clean])
        #expect(found.rows.map(\.title) == ["red bag", "red bag", "tote"])
        #expect(found.rows.map(\.productID) == ["bags/red-bag", "bags/red-bag", "bags/tote"])
        #expect(found.rows.allSatisfy { $0.category == "bags" })
    }

    @Test func collectingFoldersSayOnlyTheSource() throws {
        let found = try scan([
            "natural/train/Zucchini/001.png": busy, "natural/test/Zucchini/002.png": clean, "17.png": clean,
        ])
        #expect(found.rows.map(\.productID) == ["17", "Zucchini", "Zucchini"])
        #expect(found.rows.map(\.source) == ["studio", "natural", "natural"])
        #expect(found.rows.map(\.title) == ["", "Zucchini", "Zucchini"])
        #expect(found.rows.allSatisfy { $0.category == nil })
    }

    @Test func onlyPicturesCountByTheirContent() throws {
        let found = try scan([
            "notes.txt": Array("hello".utf8), "photo": clean, ".hidden.png": clean, "broken.png": Array(clean[..<40]),
        ])
        #expect(found.rows.map(\.image) == ["photo"] && found.otherFiles == 1)
        #expect(found.faults.map(\.place) == [folder.path + "/broken.png"])
    }

    @Test func picturesThatEndEarlyAreListedAndNoted() throws {
        let found = try scan(["bags/tote.png": clean.dropLast(12), "bags/red.png": clean, "bags/gone.png": Array(clean[..<40])])
        #expect(found.rows.map(\.image).sorted() == ["bags/red.png", "bags/tote.png"])
        #expect(found.notes.map(\.description) == [folder.path + "/bags/tote.png: the PNG data end early; every row is there"])
        #expect(found.faults.map(\.place) == [folder.path + "/bags/gone.png"])
    }

    @Test func theCatalogIsReadableFromWhereItIsWritten() throws {
        let found = try scan(["bags/a, \"b\".png": clean, "bags/c.png": busy])
        #expect(found.catalog.rows == found.rows && found.catalog.hash.count == 64)
        for place in ["catalog.csv", "bags/catalog.csv", "elsewhere/deep/catalog.csv"] {
            try folder.write("", to: place)
            try found.write(to: folder.path + "/" + place)
            let catalog = try CatalogFile.read(folder.path + "/" + place)
            #expect(catalog.rows.map(\.title) == found.rows.map(\.title) && catalog.faults.isEmpty)
        }
    }

    @Test func nothingToFindIsAFault() throws {
        #expect(throws: InputFault.self) { try FolderCatalog.scan(folder.path + "/missing") }
        #expect(throws: InputFault.self) { try scan([:]) }
        #expect(throws: InputFault.self) { try FolderCatalog.scan(try folder.write("x", to: "file")) }
    }
}
