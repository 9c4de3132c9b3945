// The true place of any photo, each word's effect, knock-outs and the sheet agree with the search and with plain
// computations.
import Domain
import Foundation
import InstanceIndex
import Retrieval
import Testing

@Suite struct WhyTests {
    @Test func thePlaceIsThatOfTheWholeRanking() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        for score in ScoreKind.allCases {
            let request = SearchRequest(.text("Green shoe"), top: 0, score: score)
            let rows = try engine.search(request).matches
            for (place, row) in rows.enumerated() {
                let report = try engine.why(.picture(row.image), in: request, words: false)
                #expect(report.standing == Standing(rank: place + 1, score: row.score, instance: row.instance))
                #expect(report.total == 8 && report.product.productID == row.product.productID)
                #expect(report.below?.image == (place + 1 < 8 ? rows[place + 1].image : nil))
                let named = Set(0..<min(3, place)).union(max(0, place - 3)..<place).sorted()
                #expect(report.above.map(\.image) == named.map { rows[$0].image })
                #expect(report.above.map(\.standing.rank) == named.map { $0 + 1 })
            }
        }
    }

    @Test func aProductStandsWhereItsBestPhotoStands() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        let request = SearchRequest(.text("Red bag"), top: 0)
        let best = try #require(try engine.search(request).matches.first { $0.products.contains { $0.productID == "p2" } })
        #expect(try engine.why(.product("p2"), in: request).image == best.image)
        #expect(throws: InputFault.self) { try engine.why(.product("nothing"), in: request) }
        #expect(throws: InputFault.self) { try engine.why(.picture("nothing.png"), in: request) }
    }

    @Test func eachWordIsTheSearchWithoutIt() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        let report = try engine.why(.picture("photos/scene2.png"), in: SearchRequest(.text("Red green  shoe")))
        #expect(report.words.map(\.word) == ["Red", "green", "shoe"])
        #expect(report.words.map(\.rest) == ["green shoe", "Red shoe", "Red green"])
        for effect in report.words {
            let rows = try engine.search(SearchRequest(.text(effect.rest), top: 0)).matches
            let row = try #require(rows.first { $0.image == "photos/scene2.png" })
            #expect(effect.standing == Standing(rank: row.rank, score: row.score, instance: row.instance))
            let live = try engine.pin(image: "photos/scene2.png").conditioned(words: effect.rest)
            #expect(effect.map == live.map && effect.mapKept == report.conditioned?.kept(in: live.map))
            #expect(effect.mapKept > 0 && effect.mapKept < 1)
        }
        #expect(try engine.why(.picture("photos/scene2.png"), in: SearchRequest(.text("shoe"))).words.isEmpty)
    }

    /// Filters and signs are no words, and every place is one among the photos that the question ranks.
    @Test func aFilteredOrSummedQuestionIsExplainedAsItIsRanked() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        for (text, words, rests) in [
            ("Red shoe -category:bag", ["Red", "shoe"], ["shoe", "Red"]),
            ("2:Red shoe + bag - blue", ["Red", "shoe", "bag"], ["2:shoe + bag - blue", "2:Red + bag - blue", "2:Red shoe - blue"]),
        ] {
            let request = SearchRequest(.text(text), top: 0)
            let rows = try engine.search(request).matches
            let row = try #require(rows.last)
            let report = try engine.why(.picture(row.image), in: request)
            #expect(report.standing.rank == row.rank && report.total == rows.count, "\(text)")
            #expect(report.words.map(\.word) == words && report.words.map(\.rest) == rests)
            for effect in report.words {
                let filter = text.contains("category") ? " -category:bag" : ""
                let other = try engine.search(SearchRequest(.text(effect.rest + filter), top: 0)).matches
                let again = try #require(other.first { $0.image == row.image })
                #expect(effect.standing.rank == again.rank && abs(effect.standing.score - again.score) < 1e-6, "\(effect.rest)")
            }
            let out = try engine.knockOut(.query(row.instance), of: row.image, in: request)
            #expect(out.before.rank == row.rank && out.after.rank <= rows.count)
        }
    }

    @Test func japaneseWordsPartAtTheirScript() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        let report = try engine.why(.picture("photos/scene2.png"), in: SearchRequest(.text("赤いシューズ 青")))
        #expect(report.words.map(\.word) == ["赤い", "シューズ", "青"])
        #expect(report.words.map(\.rest) == ["シューズ 青", "赤い 青", "赤いシューズ"])
    }

    @Test func blankingNothingChangesNothingAndBlankingAllDoes() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        let request = SearchRequest(.text("Red bag"), score: .blend)
        let none = try engine.knockOut(.patches([]), of: "photos/scene0.png", in: request)
        #expect(abs(none.after.score - none.before.score) < 1e-4 && none.after.rank == none.before.rank)
        let all = try engine.knockOut(.patches(Set(0..<16)), of: "photos/scene0.png", in: request)
        #expect(abs(all.after.score - all.before.score) > 1e-4)
        #expect(throws: InputFault.self) { try engine.knockOut(.patches([16]), of: "photos/scene0.png", in: request) }
    }

    @Test func withoutItsQueryTheNextOneAnswers() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        let request = SearchRequest(.text("Red bag"), top: 0)
        let row = try engine.search(request).matches[0]
        let report = try engine.knockOut(.query(row.instance), of: row.image, in: request)
        let scores = try engine.read(image: row.image, subject: .text("Red bag"), conditioned: false).instances
            .filter { $0.instance != row.instance }.compactMap(\.score)
        #expect(abs(report.after.score - (scores.max() ?? 9)) < 1e-5 && report.after.instance != row.instance)
        #expect(report.before.rank == 1 && report.after.rank >= 1)
        #expect(throws: InputFault.self) { try engine.knockOut(.query(4), of: row.image, in: request) }
    }

    @Test func theLastLayerIsTheReadingsMap() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        let maps = try engine.maps(of: "photos/scene1.png", texts: ["Red bag", ""])
        let view = try engine.model.view(at: folder.file("photos/scene1.png"))
        #expect(maps.layers.count == 2 && maps.conditioned.count == 2 && maps.conditioned[0] != maps.conditioned[1])
        #expect(maps.layers.map { $0[0].layer } == [1, 2])
        let patches = engine.model.configuration.patches
        for query in 0..<3 {
            #expect(maps.layers[1][query].weights == Array(view.share[query * patches..<(query + 1) * patches]))
            #expect(maps.layers[0][query].weights != maps.layers[1][query].weights)
        }
    }

    @Test func theSheetCountsWhatTheIndexHolds() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        let sheet = try engine.sheet()
        #expect(sheet.lines.map(\.instance) == [1, 2, 3] && sheet.sampled == 8 && sheet.pictures == 8)
        for line in sheet.lines {
            let share = try #require(engine.index.summary.shares.first { $0.instance == line.instance })
            #expect(line.use.wins == share.wins && line.isBackground == share.isBackground)
            #expect(line.entropy > 0 && line.entropy <= 1.0001 && line.edge >= 0 && line.edge <= 1.0001)
            #expect(line.titles.reduce(0) { $0 + $1.pictures } <= 8 && !line.titles.isEmpty)
            let mean = try #require(line.mean)
            let first = try (0..<8).map { engine.map(try engine.index.maps(of: $0), instance: line.instance).weights[0] }
            #expect(abs(mean.weights.reduce(0, +) - 1) < 1e-3 && abs(mean.weights[0] - first.reduce(0, +) / 8) < 1e-5)
            let twin = try #require(line.nearestTwin)
            let cosines = try (0..<8).map { picture in
                dotProduct(
                    engine.index.instances.vector(of: picture, instance: line.instance),
                    engine.index.instances.vector(of: picture, instance: twin.instance))
            }
            #expect(abs(twin.cosine - Double(cosines.reduce(0, +)) / 8) < 1e-4)
        }
        #expect(try engine.sheet(sample: 3).sampled == 3)
    }
}
