// What stands over the photo and under it is what is drawn: every view with every map, in both languages and sizes.
import Domain
import Explorer
import Interface
import Screen
import Support
import Testing

private let sizes = [(80, 24), (120, 36)]

private func lines(_ explorer: Rehearsal, _ columns: Int = 80, _ rows: Int = 24) -> [String] {
    draw(explorer.state, in: Surroundings(columns: columns, rows: rows)).lines
}

private func caption(_ explorer: Rehearsal, _ size: (Int, Int)) -> String {
    let line = lines(explorer, size.0, size.1)[2]
    return String(line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().joined(separator: "|"))
}

private func recipe(_ explorer: Rehearsal, _ size: (Int, Int)) -> String { lines(explorer, size.0, size.1)[size.1 - 2] }

extension Rehearsal {
    fileprivate mutating func show(_ view: MapView) { while state.view != view { run(.nextView) } }
}

@Suite struct CaptionTests {
    @Test(arguments: Language.allCases) func ownersAreNeverCalledAnotherMap(language: Language) throws {
        for (action, says) in [(Action.wordsMap, ["not your words", "言葉は無関係"]), (.layer, ["last layer", "最後の層"])] {
            var explorer = try peppers(language)
            explorer.show(.owners)
            let plain = sizes.map { caption(explorer, $0) }
            for text in plain { #expect(text.contains(language == .en ? "owners" : "担当"), "\(text)") }
            explorer.run(action)
            for (size, text) in zip(sizes, sizes.map { caption(explorer, $0) }) {
                #expect(text.contains(says[language == .en ? 0 : 1]), "\(text)")
                let words = recipe(explorer, size).replacing("layer 2/2", with: "layer 2 of 2")
                #expect(words.contains(language == .en ? "layer 2 of 2" : "2/2 層"), "\(words)")
            }
        }
    }

    @Test(arguments: Language.allCases) func aLayerIsNamedWithItsQueryAndItsNumbers(language: Language) throws {
        var explorer = try peppers(language)
        explorer.run(.layer)
        for view in [MapView.spotlight, .heat, .numbers] {
            explorer.show(view)
            for size in sizes {
                #expect(caption(explorer, size).contains(language == .en ? "layer 1 of 2" : "第 1/2 層"))
                let words = recipe(explorer, size).replacing("layer 1/2", with: "layer 1 of 2")
                #expect(words.contains(language == .en ? "layer 1 of 2" : "1/2 層"))
            }
            #expect(caption(explorer, (120, 36)).contains(language == .en ? "as a sees it" : "a から見た"))
        }
        let wide = lines(explorer, 120, 36).joined(separator: "\n")
        #expect(wide.contains(language == .en ? "a, layer 1, percent" : "a の重み (%)、第 1 層"), "\(wide)")
        #expect(wide.contains(language == .en ? "owners, last layer" : "最後の層の担当クエリ"), "\(wide)")
        explorer.run(.patchCursor)
        #expect(lines(explorer).contains { $0.contains(language == .en ? "last layer:" : "最後の層:") })
    }

    @Test(arguments: Language.allCases) func whatTheEncoderDidIsNamed(language: Language) throws {
        var explorer = try peppers(language)
        explorer.run(.layer, .layer)
        for size in sizes {
            #expect(caption(explorer, size).contains(language == .en ? "as the global vector sees it" : "全体ベクトルから見た"))
            #expect(recipe(explorer, size).contains(language == .en ? "pooling" : "プーリング"), "\(recipe(explorer, size))")
        }
        #expect(lines(explorer).contains { $0.contains(language == .en ? "the global vector sees" : "全体ベクトルは") })
        explorer.run(.head, .head)
        for size in sizes {
            #expect(caption(explorer, size).contains(language == .en ? "block 1 of 3, head 2 of 2" : "第 1/3 ブロック、ヘッド 2/2"))
            #expect(recipe(explorer, size).contains(language == .en ? "one patch" : "一区画"), "\(recipe(explorer, size))")
            // The second head of the fixture reads evenly from all that is within reach.
            let map = try #require(explorer.state.shownMap), patch = try #require(map.reading?.patch)
            let share = Int((map.weights[patch] * 100).rounded()), text = lines(explorer, size.0, size.1)
            #expect(map.weights.count { $0 > 0 } == map.reading?.reach && share >= 11)
            #expect(text.contains { $0.contains(language == .en ? "reads from" : "の読み先: ") && $0.contains(language == .en ? "itself \(share) %" : "自分 \(share) %") }, "\(text)")
        }
        explorer.show(.owners)
        #expect(recipe(explorer, (80, 24)).contains(language == .en ? "among queries" : "クエリ間"), "\(recipe(explorer, (80, 24)))")
    }

    @Test(arguments: Language.allCases) func aContrastIsACaptionOnlyWhereItIsDrawn(language: Language) throws {
        var explorer = try peppers(language)
        explorer.run(.contrast)
        for view in [MapView.spotlight, .heat, .owners, .numbers] {
            explorer.show(view)
            for size in sizes { #expect(caption(explorer, size).contains(language == .en ? "words - no words" : "言葉 - 言葉なし")) }
        }
        explorer.show(.photo)
        for size in sizes { #expect(caption(explorer, size).contains(language == .en ? "the photo alone" : "写真のみ")) }
    }

    @Test(arguments: Language.allCases) func whatStaysOnSaysHowItEnds(language: Language) throws {
        for action in [Action.wordsMap, .contrast, .layer] {
            var explorer = try peppers(language)
            explorer.run(action)
            explorer.send(.type("blue shoe"))
            for size in sizes { #expect(recipe(explorer, size).contains(language == .en ? "Esc ends" : "Esc で終了")) }
        }
        var held = try peppers(language)
        held.run(.sheet)
        held.send(.overlay(.to(1, count: 5)), .overlay(.accept))
        held.run(.down)
        for size in sizes {
            #expect(caption(held, size).contains(language == .en ? "held: b, 0 lets go" : "全写真: b (0 で解除)"), "\(caption(held, size))")
        }
        held.run(.stepBack)
        for size in sizes { #expect(!caption(held, size).contains(language == .en ? "held" : "解除")) }
    }

    @Test(arguments: Language.allCases) func blankedPatchesAreCountedAndSeen(language: Language) throws {
        var explorer = try peppers(language)
        explorer.run(.patchCursor, .knockPatch)
        explorer.send(.patch(.right))
        explorer.run(.knockPatch)
        explorer.send(.patch(.down))
        for (columns, rows) in sizes {
            #expect(caption(explorer, (columns, rows)).contains(language == .en ? "2 patches blanked" : "2 区画を隠し中"))
            let plan = try #require(layout(explorer.state, columns: columns, rows: rows))
            let size = try #require(plan.block)
            let drawn = draw(explorer.state, in: Surroundings(columns: columns, rows: rows))
            for patch in explorer.state.blankedPatches {
                let region = size.region(of: patch)
                let cells = (0..<region.rows).flatMap { row in
                    (0..<region.columns).map { drawn[plan.pane.row + region.row + row, plan.pane.column + region.column + $0].text }
                }
                #expect(Set(cells) == ["x", " "], "\(cells)")
            }
        }
    }

    @Test(arguments: Language.allCases) func escOnTheLastRungNamesTheKeyForWords(language: Language) throws {
        var explorer = try peppers(language)
        explorer.run(.stepBack)
        let text = lines(explorer).joined(separator: "\n")
        #expect(text.contains(language == .en ? "/ writes a question" : "/ で質問を入力"), "\(text)")
        #expect(KeyMap.standard.event(for: .character("m"), in: explorer.state) == .run(.nextView))
    }
}

@Suite struct TitleRoomTests {
    private func shownTitle(_ columns: Int, _ rows: Int) throws -> Int {
        var state = try peppers(judge: false).state
        let title = "seldom so long a title as this one for a single mug or shoe can be, but it is"
        state.answer?.matches[0].product = ProductLabel(productID: "p1", title: title)
        let text = draw(state, in: Surroundings(columns: columns, rows: rows)).lines[3]
        return (0...title.count).last { text.contains(title.prefix($0)) } ?? 0
    }

    @Test func aWiderScreenCutsNoTitleShorter() throws {
        let small = try shownTitle(80, 24)
        for size in [(100, 30), (120, 36), (132, 43), (160, 48), (200, 60)] {
            #expect(try shownTitle(size.0, size.1) >= small, "\(size)")
        }
    }

    /// As the bundled demo has it: twelve patches to a side.
    @Test func theWeightsKeepTheirTable() throws {
        let plan = try #require(Layout(columns: 120, rows: 36, patchRows: 12, patchColumns: 12, queries: 8))
        let small = try #require(Layout(columns: 80, rows: 24, patchRows: 12, patchColumns: 12, queries: 8))
        #expect(plan.side.columns >= 36 && plan.list.columns > small.list.columns)
    }
}
