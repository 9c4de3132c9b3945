// Why, knock-out, patch cursor, other maps: asked once, for what the screen shows, and stale answers dropped.
import Domain
import Explorer
import Support
import Testing

@Suite struct ProbeTests {
    private func asked(_ words: String = "yellow bell pepper", engine: FixtureEngine = FixtureEngine()) throws -> Rehearsal {
        var explorer = try Rehearsal(engine: engine)
        explorer.send(.resized(rows: 5), .type(words))
        explorer.run(.down)
        return explorer
    }

    private func probes(_ explorer: Rehearsal, _ kind: Probe.Kind) -> Int {
        explorer.effects.count { if case .probe(let probe) = $0 { probe.kind == kind } else { false } }
    }

    @Test func theWhyPageNamesEveryWord() throws {
        var explorer = try asked()
        explorer.run(.down, .why)
        let report = try #require(explorer.state.probe.why)
        #expect(report.image == explorer.state.match?.image && report.standing.rank == explorer.state.match?.rank)
        #expect(report.words.map(\.word) == ["yellow", "bell", "pepper"])
        #expect(report.above.count == 1)
        explorer.send(.overlay(.to(3, count: 9)), .overlay(.to(4, count: 9)))
        #expect(probes(explorer, .why) == 1)
    }

    @Test func aPinnedPhotoHasItsTruePlaceAfterEveryChangeOfWords() throws {
        var explorer = try asked()
        let image = try #require(explorer.state.match?.image)
        explorer.run(.pin)
        #expect(explorer.state.pinnedWhy?.standing.rank == 1)
        explorer.send(.edit(.deleteToStart), .type("blue shoe"))
        let report = try #require(explorer.state.pinnedWhy)
        let whole = try explorer.engine.search(SearchRequest(.text("blue shoe"), top: 0), isCancelled: { false }).matches
        #expect(report.standing.rank == whole.firstIndex { $0.image == image }.map { $0 + 1 })
        #expect(report.standing.rank > 1 && report.words.isEmpty)
    }

    @Test func aLateAnswerToOtherWordsIsNotShown() throws {
        var explorer = try asked()
        explorer.run(.pin)
        let old = try #require(explorer.state.probe.why)
        let request = try #require(explorer.state.answer?.request)
        explorer.send(.edit(.deleteToStart), .type("blue shoe"))
        let fresh = explorer.state.probe.why
        explorer.send(.probed(.why(request, image: old.image, words: false), .why(old)))
        #expect(explorer.state.probe.why == fresh && fresh != old)
    }

    @Test func thePatchCursorWalksInsideTheMapAndEscapeLeaves() throws {
        var explorer = try asked()
        explorer.run(.patchCursor)
        let map = try #require(explorer.state.shownMap)
        #expect(explorer.state.probe.patch == map.peak)
        for _ in 0..<10 { explorer.send(.patch(.left), .patch(.up)) }
        #expect(explorer.state.probe.patch == 0)
        explorer.send(.patch(.right), .patch(.down))
        #expect(explorer.state.probe.patch == map.columns + 1)
        explorer.send(.patch(.leave))
        #expect(explorer.state.probe.patch == nil && explorer.state.match != nil)
    }

    @Test func blankingTheOutlineSaysOldAndNewRank() throws {
        var explorer = try asked()
        explorer.run(.knockPatch)
        #expect(explorer.state.notice == .refused(.knockPatch, .noPatch))
        explorer.run(.knockOutline)
        guard case .knockedOut(let report)? = explorer.state.notice else { throw Missing() }
        #expect(report.before.rank == 1 && report.after.rank > 1 && report.after.score < report.before.score)
        explorer.run(.knockQuery)
        guard case .knockedOut(let other)? = explorer.state.notice else { throw Missing() }
        #expect(other.knockOut == .query(report.before.instance))
    }

    @Test func aKnockOutReranksTheRowsUntilEsc() throws {
        var explorer = try asked()
        explorer.send(.idle)
        let before = try #require(explorer.state.answer)
        let image = before.matches[0].image
        explorer.run(.knockOutline)
        let shown = try #require(explorer.state.answer?.matches)
        let place = try #require(shown.firstIndex { $0.image == image })
        #expect(place > 0 && explorer.state.cursor == place && explorer.state.match?.probability == nil)
        #expect(shown.map(\.score) == shown.map(\.score).sorted(by: >))
        #expect(shown.map(\.rank) == Array(1...shown.count))
        #expect(explorer.state.knockOutMove(of: shown[place]) == .down(place))
        #expect(explorer.state.shownMap == explorer.state.knockOutShown?.map, "the map is that of the photo without the part")
        explorer.run(.up)
        #expect(explorer.state.knockOutShown != nil, "looking around keeps the list")
        explorer.run(.share)
        explorer.send(.edit(.deleteToStart), .type("a.txt"), .overlay(.accept))
        #expect(explorer.state.knockOutShown != nil && explorer.effects.last == .share("a.txt"), "what is shared is what is seen")
        explorer.run(.stepBack)
        #expect(explorer.state.answer == before && explorer.state.focus == .rows)
    }

    /// A page that ranks the whole photo says that the part is back; one that ranks nothing leaves the list as it is.
    @Test func pagesSayWhatTheyDoToAKnockOut() throws {
        var explorer = try asked()
        explorer.send(.idle)
        explorer.run(.knockOutline, .health)
        #expect(explorer.state.knockOutShown != nil && explorer.state.notice == nil)
        explorer.send(.overlay(.close))
        #expect(explorer.state.knockOutShown != nil)
        explorer.run(.why)
        #expect(explorer.state.knockOutShown == nil && explorer.state.notice == .wholeAgain)
        explorer.send(.overlay(.close))
        #expect(explorer.state.notice == nil)
    }

    @Test func fromTheWordsMapTheContrastIsOneKeyAway() throws {
        var explorer = try asked()
        explorer.run(.wordsMap, .contrast)
        #expect(explorer.state.probe.mode == .minusEmpty)
    }

    @Test func blankedPatchesAddUpAndComeBackOneByOne() throws {
        var explorer = try asked()
        explorer.send(.idle)
        let before = try #require(explorer.state.answer)
        explorer.run(.patchCursor, .knockPatch)
        let first = try #require(explorer.state.probe.patch)
        let once = try #require(explorer.state.knockOutShown)
        explorer.send(.patch(.right))
        let second = try #require(explorer.state.probe.patch)
        explorer.run(.knockPatch)
        let twice = try #require(explorer.state.knockOutShown)
        #expect(twice.knockOut == .patches([first, second]) && twice.after.score < once.after.score)
        #expect(twice.before == once.before, "ranked again from the whole photo")
        explorer.run(.knockPatch)
        #expect(explorer.state.knockOutShown == once)
        explorer.run(.knockOutline)
        #expect(explorer.state.blankedPatches.isSuperset(of: [first]) && explorer.state.blankedPatches.count > 1)
        explorer.run(.stepBack)
        #expect(explorer.state.answer == before && explorer.state.blankedPatches.isEmpty)
        explorer.run(.knockPatch, .knockPatch)
        #expect(explorer.state.answer == before && explorer.state.knockOutShown == nil, "the last one taken back")
    }

    @Test func anAnswerThatComesAfterEscIsDropped() throws {
        var explorer = try asked()
        explorer.send(.idle)
        explorer.run(.knockOutline)
        explorer.holdsAnswers = true
        explorer.run(.patchCursor, .knockPatch, .stepBack)
        explorer.release()
        #expect(explorer.state.knockOutShown == nil)
    }

    @Test func nothingIsJudgedByABlankedPhoto() throws {
        var explorer = try asked()
        explorer.send(.idle)
        let first = try #require(explorer.state.match)
        explorer.run(.knockOutline, .bad)
        let verdict = try #require(explorer.state.memory.verdicts.values.first)
        #expect(verdict.key.image == first.image && verdict.evidence.score == first.score && verdict.evidence.rank == 1)
        #expect(explorer.state.knockOutShown == nil)
    }

    @Test func mapsOfWordsAreAskedWithoutOperatorsAndFilters() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type("2:red mug - shoe color:red"))
        explorer.run(.focusRows, .wordsMap)
        guard case .probe(.maps(_, let texts))? = explorer.effects.last(where: { if case .probe(.maps) = $0 { true } else { false } })
        else { throw Missing() }
        #expect(texts.first == "red mug")
    }

    @Test func contrastGoesRoundAndComesBack() throws {
        var explorer = try asked()
        let free = explorer.state.shownMap
        explorer.run(.wordsMap)
        #expect(explorer.state.shownMap?.axis == .conditioned && explorer.state.mapIsOfWords)
        explorer.run(.wordsMap)
        #expect(explorer.state.shownMap == free)
        var modes: [MapMode] = []
        repeat {
            explorer.run(.contrast)
            modes.append(explorer.state.probe.mode)
            if modes.last != .free {
                let contrast = try #require(explorer.state.contrast)
                #expect(abs(contrast.weights.reduce(0, +)) < 1e-4)
            }
        } while explorer.state.probe.mode != .free && modes.count < 9
        #expect(modes == [.minusEmpty, .minusProduct, .free])
    }

    @Test func anEarlierLayerIsNamedOnItsMap() throws {
        var explorer = try asked()
        explorer.run(.layer)
        #expect(explorer.state.probe.mode == .layer(1) && explorer.state.shownMap?.layer == 1)
        explorer.run(.layer)
        #expect(explorer.state.shownMap?.axis == .pooled && explorer.state.mapIsOfEncoder)
        explorer.run(.layer)
        #expect(explorer.state.shownMap?.layer == 2 && explorer.state.shownMap?.axis == .picture)
    }

    @Test func headsAreSteppedForThePatchUnderTheCursor() throws {
        var explorer = try asked()
        let free = try #require(explorer.state.shownMap)
        var seen: [[Int]] = []
        explorer.run(.head)
        while case .head = explorer.state.probe.mode, seen.count < 9 {
            let map = try #require(explorer.state.shownMap), reading = try #require(map.reading)
            #expect(map.axis == .reads && reading.patch == free.peak && abs(map.weights.reduce(0, +) - 1) < 1e-5)
            // An even reading of what is within reach is one even share of each of its patches.
            if reading.head == 2 { #expect(abs(map.evenShares(reading.patch) - 1) < 1e-5) }
            seen.append([map.layer, reading.head])
            explorer.run(.head)
        }
        #expect(seen == [[1, 1], [1, 2], [3, 1], [3, 2]] && explorer.state.shownMap == free)
        explorer.run(.head)
        let patch = try #require(explorer.state.probe.patch)
        explorer.send(.patch(patch % free.columns > 0 ? .left : .right))
        #expect(explorer.state.shownMap?.reading?.patch == explorer.state.probe.patch && explorer.state.probe.patch != patch)
        explorer.send(.patch(.leave))
        #expect(explorer.state.probe.mode == .free && explorer.state.shownMap == free)
    }

    @Test func aMissingFileGoesBackToTheFreeMap() throws {
        var engine = FixtureEngine()
        engine.missing = ["photos/1.png"]
        var explorer = try asked(engine: engine)
        while explorer.state.match?.image != "photos/1.png" { explorer.run(.down) }
        explorer.run(.contrast)
        #expect(explorer.state.probe.mode == .free && explorer.state.shownMap != nil)
        guard case .problem? = explorer.state.notice else { throw Missing() }
    }

    @Test func theSheetIsAskedOnce() throws {
        var explorer = try asked()
        explorer.run(.sheet)
        explorer.send(.overlay(.close))
        explorer.run(.sheet)
        #expect(explorer.state.probe.sheet?.flagged.count == 3 && probes(explorer, .sheet) == 1)
    }

    /// On a patch Enter asks like the query that owns it, whichever one is looked at.
    @Test func enterOnAPatchAsksLikeItsOwner() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type("yellow bell pepper"))
        explorer.run(.down, .patchCursor)
        let reading = try #require(explorer.state.reading), image = try #require(explorer.state.match?.image)
        let products = reading.instances.filter { !$0.isBackground }
        for patch in 0..<(reading.instances[0].owned.count) {
            var state = explorer.state
            state.probe.patch = patch
            let owner = try #require(products.max { $0.owned[patch] < $1.owned[patch] })
            #expect(state.patchOwner == owner.instance || products.contains { $0.instance == state.patchOwner && $0.owned[patch] == owner.owned[patch] })
            let next = reduce(state, .run(.enter)).0
            #expect(next.chip?.subject == .picture(image, instance: state.patchOwner))
        }
    }
}
