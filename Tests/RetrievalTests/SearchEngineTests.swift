// Questions of every kind, answered on a tiny model: ranks, scores and maps are those of a plain computation.
import Domain
import Foundation
import InstanceIndex
import Retrieval
import Testing

@Suite struct SearchEngineTests {
    @Test func wordsRankPicturesByTheirBestInstance() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        let answer = try engine.search(SearchRequest(.text("Red  ｂａｇ zebra"), top: 0, maps: true))
        let query = engine.model.vector(of: "Red  ｂａｇ zebra")
        #expect(answer.matches.count == 8 && answer.total == 8)
        #expect(answer.reading.normalized == "red bag zebra" && answer.reading.unseenWords == ["zebra"])
        for (place, match) in answer.matches.enumerated() {
            let position = try #require(try engine.index.position(of: match.image))
            let scores = (1...3).map { dotProduct(engine.index.instances.vector(of: position, instance: $0), query) }
            #expect(match.rank == place + 1 && match.folded == 1)
            #expect(abs(match.score - (scores.max() ?? 0)) < 1e-5)
            #expect(abs(scores[match.instance - 1] - match.score) < 1e-5)
            #expect(abs(match.scores.instance - match.score) < 1e-5 && match.scores.conditioned == nil)
            #expect(abs((match.map?.weights.reduce(0, +) ?? 0) - 1) < 1e-4)
            #expect(match.map?.axis == .picture && match.map?.layer == 2)
            if place + 1 < 8 {
                #expect(abs((match.gap ?? -1) - (match.score - answer.matches[place + 1].score)) < 1e-6)
            } else {
                #expect(match.gap == nil)
            }
        }
    }

    @Test func fewerRowsAreTheFirstOnes() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        let all = try engine.search(SearchRequest(.text("shoe"), top: 0)).matches
        let some = try engine.search(SearchRequest(.text("shoe"), top: 3)).matches
        #expect(some.map(\.image) == all.prefix(3).map(\.image))
        #expect(some.last?.gap == nil && some.last?.probability == all[2].probability)
        #expect(some[0].map == nil && some[0].box == all[0].box)
    }

    @Test func chancesComeFromTheCalibration() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        let calibration = try #require(engine.model.checkpoint.training.calibration)
        let first = try engine.search(SearchRequest(.text("bag"))).matches[0]
        #expect(first.probability == calibration.probability(score: first.score, gap: first.gap))
        #expect(try engine.search(SearchRequest(.text("bag"), score: .global)).matches[0].probability == nil)
        #expect(try engine.search(SearchRequest(.product("p1"))).matches[0].probability == nil)
    }

    @Test func theBlendRunsFromInstanceToGlobal() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        func scores(_ kind: ScoreKind, _ weight: Double = 0.5) throws -> [String: Float] {
            let answer = try engine.search(SearchRequest(.text("Blue bag"), top: 0, score: kind, blend: weight))
            return Dictionary(uniqueKeysWithValues: answer.matches.map { ($0.image, $0.score) })
        }
        let instance = try scores(.instance)
        let global = try scores(.global)
        let half = try scores(.blend, 0.5)
        let none = try scores(.blend, 0)
        let whole = try scores(.blend, 1)
        #expect(close(none, instance) && close(whole, global))
        for (image, score) in half {
            #expect(abs(score - ((instance[image] ?? 9) + (global[image] ?? 9)) / 2) < 1e-5)
        }
    }

    @Test(arguments: ScoreKind.allCases, [Grouping.none, .product])
    func aLongSearchTellsWhatItHasFound(score: ScoreKind, grouping: Grouping) throws {
        let folder = try Folder()
        let whole = try Small.engine(in: folder)
        let engine = SearchEngine(
            model: whole.model, index: whole.index, reporting: PartialReporting(pause: 0, picturesPerPart: 3))
        let request = SearchRequest(.text("Red bag"), top: 2, score: score, grouping: grouping)
        var told: [SearchAnswer] = []
        let answer = try engine.search(request) { false } soFar: { told.append($0) }
        #expect(answer.matches == (try whole.search(request).matches) && answer.searched == nil)
        #expect(told.map(\.searched) == [0.375, 0.75])
        for (part, seen) in zip(told, [3, 6]) {
            let expected = try whole.search(request, among: PictureSet(Array(0..<seen), capacity: 8)).matches
            #expect(part.matches.map(\.image) == expected.map(\.image) && part.matches.map(\.score) == expected.map(\.score))
            #expect(part.matches.allSatisfy { $0.probability == nil && $0.rank > 0 })
        }
    }

    @Test func productsFoldTheirPhotos() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        let answer = try engine.search(SearchRequest(.text("Red bag"), top: 0, grouping: .product))
        #expect(answer.matches.map(\.folded).reduce(0, +) == 8)
        #expect(Set(answer.matches.map(\.product.productID)).count == answer.matches.count)
        let flat = try engine.search(SearchRequest(.text("Red bag"), top: 0))
        #expect(answer.matches[0].image == flat.matches[0].image)
    }

    @Test func aPictureFindsItself() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        for path in ["photos/scene1.png", folder.file("photos/scene1.png")] {
            let answer = try engine.search(SearchRequest(.picture(path, instance: 2)))
            #expect(answer.matches[0].image == "photos/scene1.png" && answer.matches[0].instance == 2)
            #expect(abs(answer.matches[0].score - 1) < 1e-4)
        }
        let product = try engine.search(SearchRequest(.product("p3")))
        #expect(product.matches[0].image == "photos/studio3.png" && product.reading.raw == "#p3")
    }

    @Test func aPictureFromOutsideIsEncoded() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        let copy = folder.file("elsewhere.png")
        try FileManager.default.copyItem(atPath: folder.file("photos/scene2.png"), toPath: copy)
        let answer = try engine.search(SearchRequest(.picture(copy, instance: 1)))
        #expect(answer.matches[0].image == "photos/scene2.png" && abs(answer.matches[0].score - 1) < 1e-4)
    }

    @Test func unknownSubjectsAreFaults() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        for subject in [
            QuerySubject.product("nothing"), .picture("nothing.png", instance: nil),
            .picture("photos/scene1.png", instance: 4), .picture("photos/scene1.png", instance: 0),
        ] {
            #expect(throws: InputFault.self) { try engine.search(SearchRequest(subject)) }
        }
    }

    @Test func refiningReadsFilesAndKeepsScoresOfMissingOnes() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        try FileManager.default.removeItem(atPath: folder.file("photos/scene0.png"))
        let plain = try engine.search(SearchRequest(.text("Red bag"), top: 0)).matches
        let refined = try engine.search(SearchRequest(.text("Red bag"), top: 0, refine: true)).matches
        #expect(Set(refined.map(\.image)) == Set(plain.map(\.image)))
        for match in refined {
            let before = try #require(plain.first { $0.image == match.image })
            if match.image == "photos/scene0.png" {
                #expect(match.note?.contains("no such file") == true && match.score == before.score)
            } else {
                let conditioned = try #require(match.scores.conditioned)
                #expect(match.note == nil && abs(match.score - (before.score + conditioned) / 2) < 1e-5)
            }
        }
        for (one, next) in zip(refined, refined.dropFirst()) { #expect(one.score >= next.score) }
    }

    @Test func filtersLeaveOnlyWhatTheyAllow() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        let studio = try Facets(engine.index).pictures(where: "source", is: "studio")
        let answer = try engine.search(SearchRequest(.text("bag"), top: 0), among: studio)
        #expect(answer.total == 4 && answer.matches.count == 4 && answer.matches.allSatisfy { $0.source == "studio" })
    }

    @Test func titlesComeInTheLanguageAskedFor() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        let match = try engine.search(SearchRequest(.text("bag"), language: "ja")).matches[0]
        #expect(match.product.title.hasPrefix("商品") && match.products.allSatisfy { $0.title.hasPrefix("商品") })
        #expect(match.facets["color"]?.hasPrefix("c") == true && match.facets["category"] != nil)
    }

    @Test func theWrongCheckpointIsRefusedByName() throws {
        let folder = try Folder()
        _ = try Small.engine(in: folder)
        let other = try Small.model(seed: 2)
        let fault = #expect(throws: InputFault.self) {
            try IndexStore(at: folder.file("small.index"), expecting: other.identity)
        }
        #expect(fault?.problem.contains("small1.safetensors") == true)
        #expect(fault?.problem.contains("small2.safetensors") == true)
    }

    @Test func aGlobalOnlyModelSearchesByItsGlobalVector() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder, queries: 0)
        let answer = try engine.search(SearchRequest(.text("Red bag"), top: 0, maps: true))
        #expect(answer.matches.count == 8 && answer.matches.allSatisfy { $0.instance == 1 })
        for match in answer.matches { #expect(abs(match.scores.instance - match.scores.global) < 1e-6) }
        #expect(throws: InputFault.self) { try engine.search(SearchRequest(.text("bag"), refine: true)) }
        #expect(throws: InputFault.self) { try engine.pin(image: "photos/scene1.png") }
        #expect(
            try engine.read(image: "photos/scene1.png", subject: .text("bag"), conditioned: true).conditioned == nil)
    }

    private func close(_ one: [String: Float], _ other: [String: Float]) -> Bool {
        one.count == other.count && one.allSatisfy { abs($0.value - (other[$0.key] ?? 9)) < 1e-5 }
    }
}
