// Whatever lies at the path of an index, opening it gives an answer or a fact, never a trap.
import Domain
import Foundation
import InstanceIndex
import Testing

@Suite struct BadIndexTests {
    @Test func missingEmptyForeignAndFolder() throws {
        let folder = try Folder()
        try expectFault("no such file") { try IndexStore(at: folder.file("nothing.index")) }
        try Data().write(to: URL(fileURLWithPath: folder.file("empty.index")))
        try expectFault("empty") { try IndexStore(at: folder.file("empty.index")) }
        try Data(repeating: 65, count: 5000).write(to: URL(fileURLWithPath: folder.file("text.index")))
        try expectFault("not an index") { try IndexStore(at: folder.file("text.index")) }
        try expectFault("folder") { try IndexStore(at: folder.path) }
    }

    @Test func anotherModelIsRefusedWithBothNames() throws {
        let folder = try Folder()
        let path = folder.file("demo.index")
        try buildSmallIndex(at: path)
        var other = smallModel
        other.sha256 = String(repeating: "cd", count: 32)
        other.name = "other.safetensors"
        let fault = #expect(throws: InputFault.self) { try IndexStore(at: path, expecting: other) }
        #expect(fault?.problem.contains("small.safetensors (abababababab)") == true)
        #expect(fault?.problem.contains("other.safetensors (cdcdcdcdcdcd)") == true)
    }

    @Test func everyTruncationIsAFault() throws {
        let folder = try Folder()
        let path = folder.file("demo.index")
        let cut = folder.file("cut.index")
        try buildSmallIndex(at: path)
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        for part in stride(from: 0.0, to: 1.0, by: 0.07) {
            try data.prefix(Int(Double(data.count) * part)).write(to: URL(fileURLWithPath: cut))
            #expect(throws: InputFault.self) { try IndexStore(at: cut) }
        }
    }

    @Test func damageIsAFaultNeverATrap() throws {
        let folder = try Folder()
        let path = folder.file("demo.index")
        let bad = folder.file("bad.index")
        try buildSmallIndex(at: path)
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        var draw = Draw(seed: 9)
        for _ in 0..<150 {
            var damaged = data
            for _ in 0..<1 + draw.below(400) { damaged[100 + draw.below(data.count - 100)] = UInt8(draw.below(256)) }
            try damaged.write(to: URL(fileURLWithPath: bad))
            do { try useEverything(IndexStore(at: bad)) } catch is InputFault {}
        }
    }

    /// Sizes are multiplied with each other and ask for memory: those that no model has, and those that the file does not hold.
    @Test(arguments: [
        ("4611686018427387904", "12", "2", "does not name its model"), ("2", "4611686018427387904", "2", "does not name its model"),
        ("2", "12", "4611686018427387904", "does not name its model"), ("2", "12", "-2", "does not name its model"),
        ("2", "1048576", "2", "sizes that no model has"),
    ])
    func sizesThatNoModelHasAreRefused(columns: String, embedding: String, rows: String, problem: String) throws {
        let folder = try Folder()
        let path = folder.file("demo.index")
        try buildSmallIndex(at: path)
        var data = try Data(contentsOf: URL(fileURLWithPath: path))
        let place = try #require(data.range(of: Data("{\"columns\"".utf8))).lowerBound
        let end = try #require(data[place...].firstIndex(of: UInt8(ascii: "}")))
        let model = #"{"columns":\#(columns),"embedding":\#(embedding),"layers":2,"name":"","queries":3,"rows":\#(rows),"sha256":""}"#
        let text = Array(model.utf8) + [UInt8](repeating: 0x20, count: end - place + 1 - model.utf8.count)
        data.replaceSubrange(place...end, with: text)
        try data.write(to: URL(fileURLWithPath: path))
        try expectFault(problem) { try IndexStore(at: path) }
    }

    /// SQLite has no checksums: rot inside of a blob is ours to find. Numbers that are no direction at opening, any other at `info`.
    @Test func rotInsideOfAVectorIsFound() throws {
        let folder = try Folder()
        let path = folder.file("demo.index"), bad = folder.file("bad.index")
        try buildSmallIndex(at: path)
        let whole = try IndexStore(at: path), data = try Data(contentsOf: URL(fileURLWithPath: path))
        try whole.checkWhole()
        let vector = Array(whole.instances.vector(of: 0, instance: 1))
        let place = try #require(data.range(of: vector.withUnsafeBytes { Data($0) })).lowerBound
        func rotten(_ value: Float) throws -> String {
            var damaged = data
            withUnsafeBytes(of: value) { damaged.replaceSubrange(place..<place + 4, with: $0) }
            try damaged.write(to: URL(fileURLWithPath: bad))
            return bad
        }
        for value: Float in [.nan, .infinity, 3e30, -7] {
            try expectFault("no direction") { try IndexStore(at: try rotten(value)) }
        }
        let turned = try IndexStore(at: try rotten(-vector[0]))
        try expectFault("not those it was written with") { try turned.checkWhole() }
    }

    @Test func anotherFileIsNeverOverwritten() throws {
        let folder = try Folder()
        let path = folder.file("catalog.csv")
        try Data("product_id,title,image\n".utf8).write(to: URL(fileURLWithPath: path))
        try expectFault("not an index") { try IndexBuilder(at: path, plan: smallPlan()) }
        try expectFault("no such folder") { try IndexBuilder(at: folder.file("no/where.index"), plan: smallPlan()) }
        #expect(folder.names == ["catalog.csv"])
    }

    private func useEverything(_ store: IndexStore) throws {
        _ = try store.products()
        _ = try store.allPictures()
        _ = try store.titleBank()
        for position in 0..<store.pictureCount { _ = try store.maps(of: position) }
        _ = try Facets(store).counts("color")
        for filter in [QueryFilter(name: "color", value: "red"), QueryFilter(name: "title", value: "1"), QueryFilter(name: "source", value: "scene")] {
            _ = try Facets(store).table(under: [filter])
        }
    }

    private func expectFault(_ part: String, _ work: () throws -> some Any) throws {
        let fault = #expect(throws: InputFault.self) { _ = try work() }
        #expect(fault?.description.contains(part) == true)
    }
}
