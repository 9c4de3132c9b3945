// What the probes put on the screen: the page of reasons, the sheet, the patch cursor, the signed map and its recipe.
import Domain
import Explorer
import Interface
import Screen
import Support
import Testing

@Suite struct ProbeScreenTests {
    private func drawn(_ explorer: Rehearsal, columns: Int = 80, rows: Int = 24) -> String {
        draw(explorer.state, in: Surroundings(columns: columns, rows: rows)).text
    }

    @Test(arguments: Language.allCases) func theWhyPageShowsPlaceRivalsWordsAndARecipe(language: Language) throws {
        var explorer = try peppers(language)
        explorer.run(.down, .why)
        let wide = drawn(explorer, columns: 120, rows: 36)
        let word = try #require(explorer.state.probe.why?.words.first)
        for line in ["yellow", "bell", "pepper", "\(Int((word.mapKept * 100).rounded())) %"] { #expect(wide.contains(line)) }
        #expect(wide.contains(language == .en ? "what beats it" : "これより上位の写真"))
        #expect(wide.contains(language == .en ? "share of picture" : "写真内の配分"))
        let rank = try #require(explorer.state.probe.why?.standing.rank)
        #expect(drawn(explorer).contains(language == .en ? "rank \(rank) of 24" : "24 枚中 \(rank) 位"))
    }

    @Test func theWordUnderTheCursorHasItsMapBesideTheWholeOnes() throws {
        var explorer = try peppers()
        explorer.run(.why)
        // Blanks and headings are passed: three facts, what beats it, the first word.
        var seen: [Int] = []
        for _ in 0..<4 {
            explorer.send(try #require(KeyMap.standard.event(for: .named(.down), in: explorer.state)))
            seen.append(explorer.state.overlay?.cursor ?? -1)
        }
        #expect(seen == [1, 2, 5, 7])
        var back = explorer
        back.send(try #require(KeyMap.standard.event(for: .named(.up), in: back.state)))
        #expect(back.state.overlay?.cursor == 5)
        for (columns, rows) in [(80, 24), (120, 36)] {
            let text = drawn(explorer, columns: columns, rows: rows)
            #expect(text.contains("without yellow") && text.contains("both: layer 2") && text.contains("\n> "))
        }
    }

    @Test(arguments: Language.allCases) func theSheetNamesWhatIsWrong(language: Language) throws {
        var explorer = try peppers(language)
        explorer.run(.sheet)
        let text = drawn(explorer)
        for word in language == .en ? ["duplicate of b", "dead", "background"] : ["b と重複", "不使用", "背景"] {
            #expect(text.contains(word), "\(word)")
        }
    }

    @Test func thePinnedPhotosTruePlaceIsOnTheScreen() throws {
        var explorer = try peppers()
        explorer.run(.pin)
        explorer.send(.edit(.deleteToStart), .type("blue shoe"))
        let rank = try #require(explorer.state.pinnedWhy?.standing.rank)
        #expect(drawn(explorer).contains("pinned: rank \(rank) of 24"))
        explorer.run(.language)
        #expect(drawn(explorer).contains("固定: 24 枚中 \(rank) 位"))
    }

    /// The line under a pinned photo speaks of two photos: which figures are the row's must be said.
    @Test func beneathAPinnedPhotoTheRowsFactsAreTheRows() throws {
        var explorer = try peppers()
        explorer.run(.down, .pin)
        let own = try #require(explorer.state.match?.rank)
        #expect(!drawn(explorer).contains("row \(own): "), "the pinned photo is the row's own")
        explorer.run(.down)
        #expect(explorer.state.pin?.image != explorer.state.match?.image)
        #expect(drawn(explorer).contains("row \(own + 1): "), "\(drawn(explorer))")
    }

    /// The catalog's own columns stand below the match where there is room for them, wrapped, not cut.
    @Test func aWideScreenShowsTheCatalogsColumns() throws {
        var explorer = try peppers()
        var answer = try #require(explorer.state.answer)
        // Beside a verdict there is one line, without one there are two.
        for row in [1, 4] {
            answer.matches[row].facets = ["brand": "Northwind of the Seven Lakes", "price": "49.90", "season": "winter", "size": ""]
        }
        let asked = explorer.effects.compactMap { if case .search(_, let generation) = $0 { generation } else { nil } }
        explorer.send(.found(answer, generation: try #require(asked.last)))
        explorer.run(.first, .down)
        let judged = drawn(explorer, columns: 120, rows: 36)
        #expect(judged.contains("brand: Northwind of the Seven Lakes  price~"), "\(judged)")
        explorer.run(.down, .down, .down)
        let tall = drawn(explorer, columns: 120, rows: 36)
        #expect(tall.contains("brand: Northwind of the Seven Lakes ") && tall.contains("price: 49.90  season: winter"), "\(tall)")
        #expect(!tall.contains("size:"), "an empty cell says nothing")
        #expect(!drawn(explorer).contains("brand:"), "80x24 has no room")
    }

    @Test func aRowBelowTheListSaysSoOnTheComparePage() throws {
        var explorer = try peppers()
        explorer.run(.compare)
        explorer.send(.overlay(.to(10_000, count: 10_001)), .overlay(.accept))
        #expect(drawn(explorer).contains("further down than the"), "\(drawn(explorer))")
    }

    @Test func theQueryThatIsLookedAtLeadsThePatchsNumbers() throws {
        var explorer = try peppers()
        explorer.run(.patchCursor, .nextInstance, .nextInstance)
        let shown = InstanceReading.letter(try #require(explorer.state.shownInstance))
        let line = try #require(drawn(explorer).split(separator: "\n").first { $0.contains("column ") && $0.contains("/") })
        let first = try #require(line.firstMatch(of: /([a-d]) [0-9.]+\/[0-9.]+/)?.1)
        #expect(String(first) == String(shown), "\(line)")
    }

    @Test func arrowsMoveThePatchAndItsNumbersAreListed() throws {
        var explorer = try peppers()
        explorer.run(.patchCursor)
        for key in [Key.named(.right), .character("ｊ"), .character("j")] {
            explorer.send(try #require(KeyMap.standard.event(for: key, in: explorer.state)))
        }
        let patch = try #require(explorer.state.probe.patch)
        let text = drawn(explorer)
        let line = try #require(text.split(separator: "\n").first { $0.contains("row \(patch / 8 + 1) column \(patch % 8 + 1)") })
        // Each query: percent of its own weight, and percent among the queries, which sum to a hundred.
        let shares = line.matches(of: /[a-d] [0-9.]+\/([0-9.]+)/).compactMap { Double($0.1) }
        #expect(shares.count == 4 && abs(shares.reduce(0, +) - 100) < 2, "\(line)")
        #expect(KeyMap.standard.event(for: .named(.escape), in: explorer.state) == .patch(.leave))
        explorer.send(.patch(.leave))
        #expect(KeyMap.standard.event(for: .named(.down), in: explorer.state) == .run(.down))
    }

    @Test func theFirstEscUndoesTheKnockOutTheSecondLeavesThePatch() throws {
        var explorer = try peppers()
        explorer.run(.patchCursor, .knockPatch)
        #expect(explorer.state.knockOutShown != nil)
        explorer.send(try #require(KeyMap.standard.event(for: .named(.escape), in: explorer.state)))
        #expect(explorer.state.knockOutShown == nil && explorer.state.probe.patch != nil)
        explorer.send(try #require(KeyMap.standard.event(for: .named(.escape), in: explorer.state)))
        #expect(explorer.state.probe.patch == nil && explorer.state.focus == .rows)
    }

    @Test(arguments: Language.allCases) func aLikenessHasNoWords(language: Language) throws {
        var explorer = try peppers(language)
        explorer.run(.enter, .why)
        let text = drawn(explorer, columns: 120, rows: 36)
        #expect(text.contains(language == .en ? "there are no words" : "言葉がありません"))
        #expect(!text.contains(language == .en ? "your words see" : "言葉は"))
    }

    @Test func gGoesToTheEndOfAPageWithoutALine() throws {
        var explorer = try peppers()
        explorer.run(.why)
        explorer.send(try #require(KeyMap.standard.event(for: .character("G"), in: explorer.state)))
        #expect(drawn(explorer).contains("without pepper") && drawn(explorer, columns: 120, rows: 36).contains("Down a word shows its map"))
    }

    @Test func qGoesBackFromTheZoom() throws {
        var explorer = try peppers()
        explorer.run(.zoom)
        #expect(KeyMap.standard.event(for: .character("q"), in: explorer.state) == .run(.zoom))
        #expect(KeyMap.standard.event(for: .control("q"), in: explorer.state) == .run(.quit))
    }

    @Test func theScoreThatRanksHasTheRank() throws {
        var explorer = try peppers()
        #expect(drawn(explorer, columns: 120, rows: 36).contains(/instances \S+ rank 2/))
        explorer.run(.score)
        #expect(!drawn(explorer, columns: 120, rows: 36).contains(/instances \S+ rank/))
        explorer.run(.score)
        #expect(drawn(explorer, columns: 120, rows: 36).contains(/blend \S+ rank \d/))
    }

    @Test func theNarrowStripHoldsWholeScores() throws {
        let explorer = try peppers()
        for columns in [72, 76, 120] {
            let text = drawn(explorer, columns: columns, rows: 36)
            for instance in try #require(explorer.state.reading?.instances) {
                #expect(text.contains(scoreOf(instance)), "\(columns)")
            }
        }
    }

    private func scoreOf(_ instance: InstanceReading) -> String {
        let value = Int(((instance.score ?? 0) * 1000).rounded())
        return "." + String(1000 + value).dropFirst()
    }

    @Test(arguments: Language.allCases) func anAddressThatLeadsNowhereIsSaid(language: Language) throws {
        var explorer = try peppers(language)
        explorer.send(.reopen(ViewAddress(.text("blue shoe"), image: "photos/none.png")))
        #expect(explorer.state.notice == .noSuchPhoto("photos/none.png"))
        #expect(drawn(explorer).contains(language == .en ? "photos/none.png is not among the rows" : "photos/none.png はここの行に"))
        explorer.send(.reopen(ViewAddress(.text("blue shoe"), instance: 99)))
        #expect(explorer.state.notice == .noSuchQuery(99, of: 4) && explorer.state.chosenInstance == nil)
    }

    @Test func theWordsMapStandsBesideTheQuerysOwn() throws {
        var explorer = try peppers()
        let free = drawn(explorer, columns: 120, rows: 36)
        explorer.run(.wordsMap)
        let both = drawn(explorer, columns: 120, rows: 36)
        let letter = InstanceReading.letter(try #require(explorer.state.shownInstance))
        #expect(both.contains("as your words see") && both.contains("\(letter) without your words"), "\(both)")
        #expect(!free.contains("without your words"))
    }

    @Test func aContrastSaysWhatWasTakenAway() throws {
        var explorer = try peppers()
        explorer.run(.contrast)
        #expect(drawn(explorer).contains("your words minus no words"))
        #expect(drawn(explorer).contains("+1") && drawn(explorer).contains("-1"))
        explorer.run(.contrast)
        #expect(drawn(explorer).contains("your words minus \""))
    }

    @Test func aKnockOutSaysOldAndNewRank() throws {
        var explorer = try peppers()
        explorer.run(.knockOutline)
        #expect(drawn(explorer).contains("without 2 patches: rank 2 -> 24, score .763 -> .209"))
    }

    @Test func theSheetShowsWhereAQueryLooksByHabitAndEnterHoldsIt() throws {
        var explorer = try peppers()
        explorer.run(.sheet)
        explorer.send(.overlay(.to(1, count: 4)))
        let page = drawn(explorer)
        #expect(page.contains("b, mean of its maps over 24 photos: the lower right part"), "\(page)")
        explorer.send(.overlay(.accept))
        #expect(explorer.state.notice == .holding(2) && explorer.state.shownInstance == 2)
        explorer.run(.down, .down)
        #expect(explorer.state.shownInstance == 2, "the query stays while the photo changes")
        explorer.run(.winner)
        #expect(explorer.state.heldInstance == nil && explorer.state.shownInstance == explorer.state.match?.instance)
    }

    @Test(arguments: Language.allCases) func photosForAPlaceAreListedByWeight(language: Language) throws {
        var explorer = try peppers(language)
        explorer.run(.patchCursor)
        explorer.send(try #require(KeyMap.standard.event(for: .character("＠"), in: explorer.state)))
        let report = try #require(explorer.state.regionReport)
        for (columns, rows) in [(80, 24), (120, 36)] {
            let lines = draw(explorer.state, in: Surroundings(columns: columns, rows: rows)).lines
            #expect(lines[1].contains(language == .en ? "a's weight at x 25-38 %" : "横 25-38 %、縦"), "\(lines[1])")
            #expect(lines[1].contains(language == .en ? "even map 10 %" : "均等なら 10 %"), "\(lines[1])")
            #expect(lines[4].contains("\(Int((report.rows[0].weight * 100).rounded())) %") && lines[4].contains(report.rows[0].image))
        }
        explorer.send(try #require(KeyMap.standard.event(for: .named(.enter), in: explorer.state)))
        #expect(drawn(explorer).contains(language == .en ? "of its weight there; Esc goes back" : "がその場所に。Esc で一覧に戻る"))
        explorer.run(.nextView)
        #expect(drawn(explorer).contains(language == .en ? "as a sees it" : "a から見た"), "the map of the page's query")
    }

    @Test func everySizeDraws() throws {
        for actions in [[Action.why], [.sheet], [.patchCursor], [.contrast, .patchCursor], [.layer], [.layer, .layer], [.head, .head], [.knockOutline]] {
            for language in Language.allCases {
                var explorer = try peppers(language)
                for action in actions { explorer.run(action) }
                for columns in [40, 47, 80, 120, 200] {
                    for rows in [10, 17, 24, 36, 60] {
                        let grid = draw(explorer.state, in: Surroundings(columns: columns, rows: rows))
                        #expect(!grid.text(row: rows - 1).allSatisfy { $0 == " " })
                    }
                }
            }
        }
    }
}
