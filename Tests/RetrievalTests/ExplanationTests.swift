// What the panel beside a result shows, and what `embed` prints, agree with the search.
import Domain
import Foundation
import Retrieval
import Testing

@Suite struct ExplanationTests {
    @Test func aReadingAgreesWithTheSearch() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        let match = try engine.search(SearchRequest(.text("Green shoe"), maps: true)).matches[0]
        let reading = try engine.read(image: match.image, subject: .text("Green shoe"), conditioned: true)
        #expect(reading.instances.count == 3 && reading.layers == 2)
        let winner = reading.instances[match.instance - 1]
        #expect(winner.map == match.map && abs((winner.score ?? 9) - match.score) < 1e-5)
        #expect(abs((reading.globalScore ?? 9) - match.scores.global) < 1e-6)
        #expect(Small.titles.contains(winner.nearestTitle))
        #expect(abs((reading.conditioned?.weights.reduce(0, +) ?? 0) - 1) < 1e-4)
        for patch in 0..<16 {
            #expect(abs(reading.instances.reduce(0) { $0 + $1.owned[patch] } - 1) < 0.03)
        }
    }

    @Test func nearestTitlesComeInTheLanguageAskedFor() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        let reading = try engine.read(image: "photos/scene0.png", subject: nil, conditioned: false, language: "ja")
        #expect(reading.instances.allSatisfy { $0.nearestTitle.hasPrefix("商品") })
    }

    @Test func withoutAQuestionThereAreMapsAndNoScores() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        let reading = try engine.read(image: "photos/scene0.png", subject: nil, conditioned: true)
        #expect(reading.instances.allSatisfy { $0.score == nil } && reading.conditioned == nil)
        #expect(throws: InputFault.self) { try engine.read(image: "nothing.png", subject: nil, conditioned: false) }
    }

    @Test func aMissingFileStillHasItsStoredMaps() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        try FileManager.default.removeItem(atPath: folder.file("photos/scene0.png"))
        let reading = try engine.read(image: "photos/scene0.png", subject: .text("bag"), conditioned: true)
        #expect(reading.conditioned == nil && reading.instances.count == 3)
        #expect(throws: InputFault.self) { try engine.raster(image: "photos/scene0.png") }
        #expect(try engine.health().missing == ["photos/scene0.png"])
    }

    @Test func aPinnedPictureFollowsTheWords() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        let pinned = try engine.pin(image: "photos/scene1.png")
        let reading = try engine.read(image: "photos/scene1.png", subject: .text("Red bag"), conditioned: true)
        let live = pinned.conditioned(words: "Red bag")
        #expect(live.map == reading.conditioned && live.score == reading.conditionedScore)
        #expect(pinned.conditioned(words: "Green shoe").map != live.map)
        #expect(try engine.raster(image: "photos/scene1.png").width == 40)
    }

    @Test func theCentralInstanceHasMostOfItsWeightInTheMiddle() {
        let middle: Set<Int> = [5, 6, 9, 10]
        func map(_ share: Float) -> AttentionMap {
            let weights = (0..<16).map { middle.contains($0) ? share / 4 : (1 - share) / 12 }
            return AttentionMap(rows: 4, columns: 4, axis: .picture, layer: 1, frame: .whole, weights: weights)
        }
        #expect(centralInstance([map(0.2), map(0.9), map(0.5)]) == 2)
        #expect(centralInstance([map(0.2), map(0.9), map(0.5)], except: [2]) == 3)
        #expect(centralInstance([map(0.5), map(0.5)]) == 1)
    }

    @Test func embeddingsAreUnitVectorsWithMaps() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        let text = engine.model.embed(text: "Red bag")
        #expect(abs(dotProduct(text.vector, text.vector) - 1) < 1e-4 && text.reading.tokens.isEmpty == false)
        let picture = try engine.model.embed(picture: folder.file("photos/scene1.png"), text: "Red bag")
        #expect(picture.instances.count == 3 && picture.picture.count == 3 && picture.rows == 4)
        for map in picture.picture { #expect(abs(map.reduce(0, +) - 1) < 1e-4) }
        for patch in 0..<16 { #expect(abs(picture.owner.reduce(0) { $0 + $1[patch] } - 1) < 1e-4) }
        let conditioned = try #require(picture.conditioned)
        #expect(abs(conditioned.score - dotProduct(conditioned.vector, text.vector)) < 1e-6)
    }

    @Test func manyThreadsMayAskAtOnce() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        let words = ["Red bag", "Blue bag", "Green shoe", "Yellow shoe"]
        let alone = try words.map { try engine.search(SearchRequest(.text($0))).matches }
        DispatchQueue.concurrentPerform(iterations: 40) { turn in
            let found = try? engine.search(SearchRequest(.text(words[turn % 4]))).matches
            #expect(found == alone[turn % 4])
        }
    }
}
