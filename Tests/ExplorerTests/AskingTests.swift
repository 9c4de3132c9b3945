// The box: live search, stale answers, picking, likening, the way back.
import Domain
import Explorer
import Support
import Testing

@Suite struct AskingTests {
    @Test func eachTypedCharacterAsksAgain() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type("r"), .type("e"), .type("d"))
        let searches = explorer.effects.compactMap { effect -> String? in
            if case .search(let request, _) = effect, case .text(let words) = request.subject { words } else { nil }
        }
        #expect(searches == ["r", "re", "red"])
        #expect(explorer.state.match?.scores.instance ?? 0 > 0.5)
    }

    @Test func theKeyForNewWordsIsNoWord() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type("/"), .type("red"))
        #expect(explorer.state.box.text == "red")
        explorer.send(.type(" mug"), .type("/"))
        #expect(explorer.state.box.text == "red mug/")
    }

    /// Unless it began a path: then the second slash brings it back.
    @Test func aPathMayBeginWithTheKeyForNewWords() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type("/"), .type("t"), .type("mp"), .type("/"), .type("a.png"), .type("/"))
        #expect(explorer.state.box.text == "/tmp/a.png/")
        explorer.run(.newWords)
        explorer.send(.type("red"), .type("/"))
        #expect(explorer.state.box.text == "red/")
    }

    @Test func withoutRowsTheKeyForThemSaysSo() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.holdsAnswers = true
        explorer.send(.type("red"))
        explorer.run(.focusRows)
        #expect(explorer.state.notice == .refused(.focusRows, .noRow) && explorer.state.focus == .box)
    }

    @Test func staleAnswersAreDropped() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.holdsAnswers = true
        explorer.send(.type("red"), .type(" mug"))
        let first = explorer.held[0]
        explorer.send(first)
        #expect(explorer.state.answer == nil)
        #expect(explorer.state.isSearching)
        explorer.holdsAnswers = false
        explorer.release()
        #expect(explorer.state.answer?.reading.normalized == "red mug")
        #expect(!explorer.state.isSearching)
    }

    @Test func oldRowsStayUntilNewOnesCome() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type("red"))
        let rows = explorer.state.answer?.matches
        explorer.holdsAnswers = true
        explorer.send(.type(" mug"))
        #expect(explorer.state.answer?.matches == rows)
    }

    @Test func rowsOfALongSearchAreShownBeforeItIsDone() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type("red"))
        explorer.holdsAnswers = true
        explorer.send(.type(" mug"))
        guard case .found(var part, let generation)? = explorer.held.first else { throw Missing() }
        part.searched = 0.4
        part.matches.removeFirst(2)
        explorer.send(.foundSoFar(part, generation: generation - 1))
        #expect(explorer.state.answer?.reading.normalized == "red", "rows of an older search")
        explorer.send(.foundSoFar(part, generation: generation))
        #expect(explorer.state.answer?.matches == part.matches)
        #expect(explorer.state.isSearching && explorer.state.searchedSoFar == 0.4)
        // The row that was chosen meanwhile keeps the cursor when all rows are there.
        explorer.run(.focusRows, .down)
        let chosen = explorer.state.match?.image
        explorer.holdsAnswers = false
        explorer.release()
        #expect(explorer.state.searchedSoFar == nil && !explorer.state.isSearching)
        #expect(explorer.state.match?.image == chosen && explorer.state.cursor == 3)
        #expect(explorer.acts.count { if case .queried = $0 { true } else { false } } <= 1)
    }

    @Test func anIndexThatGrowsKeepsTheCursorOnItsPhoto() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type("red"))
        explorer.run(.focusRows, .down, .down, .sheet)
        let photo = explorer.state.match?.image
        #expect(explorer.state.probe.sheet != nil)
        var health = explorer.state.health
        health.pictures += 100
        var grown = try #require(explorer.state.answer)
        grown.matches.insert(try #require(grown.matches.last), at: 0)
        grown.matches[0].image = "photos/new.png"
        explorer.holdsAnswers = true
        explorer.send(.grown(health, explorer.state.catalog, isWhole: false))
        #expect(explorer.state.health.pictures == 124 && explorer.state.isSearching)
        guard case .search(_, let generation)? = explorer.effects.last(where: { if case .search = $0 { true } else { false } })
        else { throw Missing() }
        explorer.send(.found(grown, generation: generation))
        #expect(explorer.state.match?.image == photo && explorer.state.cursor == 3)
        #expect(explorer.acts.count { if case .opened = $0 { true } else { false } } == 1)
        explorer.send(.grown(health, explorer.state.catalog, isWhole: true))
        #expect(explorer.acts.count { if case .opened = $0 { true } else { false } } == 2)
    }

    @Test func whoOnlyTypedGetsTheBestRowOfTheGrownIndex() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type("red"))
        var grown = try #require(explorer.state.answer)
        grown.matches.insert(try #require(grown.matches.last), at: 0)
        grown.matches[0].image = "photos/new.png"
        explorer.holdsAnswers = true
        explorer.send(.grown(explorer.state.health, explorer.state.catalog, isWhole: true))
        guard case .search(_, let generation)? = explorer.effects.last(where: { if case .search = $0 { true } else { false } })
        else { throw Missing() }
        explorer.send(.found(grown, generation: generation))
        #expect(explorer.state.cursor == 0 && explorer.state.match?.image == "photos/new.png")
    }

    /// Who types while the files are opened asks them, not what was open before; nothing is numbered twice.
    @Test func wordsTypedWhileOpeningBelongToWhatIsOpened() throws {
        var memory = SessionMemory()
        memory.apply(.opened(OpenedAct(program: "eclip", modelSHA256: "", index: "before.index", pictures: 1)))
        memory.apply(.queried(QueriedAct(subject: .text("white sock"), normalized: "white sock")))
        var state = ExplorerState(), effects: [Effect] = []
        func send(_ event: Event) {
            let (next, new) = reduce(state, event)
            (state, effects) = (next, effects + new)
        }
        send(.type("blue shoe"))
        send(.idle)
        #expect(!effects.contains { if case .record = $0 { true } else { false } })
        send(.opened(.restored(memory, note: nil), try FixtureEngine().health(), language: .en))
        send(.idle)
        let recorded = effects.compactMap { effect -> (SessionAct, Int)? in
            if case .record(let act, let sequence) = effect { (act, sequence) } else { nil }
        }
        #expect(recorded.map(\.1) == Array(memory.nextSequence..<memory.nextSequence + recorded.count))
        guard case .opened? = recorded.first?.0, case .queried(let asked)? = recorded.dropFirst().first?.0 else { throw Missing() }
        #expect(asked.subject == .text("blue shoe") && state.subject == .text("blue shoe"))
        #expect(state.memory.place(on: "before.index")?.subject == .text("white sock"))
    }

    /// A session whose photo is not read yet shows what there is, and returns to the photo when it comes; whoever moves stays.
    @Test(arguments: [false, true]) func aSessionReturnsToItsPhotoWhenTheIndexHasIt(moves: Bool) throws {
        var memory = SessionMemory()
        memory.apply(.queried(QueriedAct(subject: .text("red mug"), normalized: "red mug")))
        memory.apply(.looked(LookedAct(image: "photos/later.png", rank: 3)))
        var explorer = try Rehearsal(engine: FixtureEngine(), opening: .restored(memory, note: nil))
        #expect(explorer.state.cursor == 0 && explorer.state.match != nil)
        if moves { explorer.run(.down) }
        let stays = explorer.state.match?.image
        var grown = try #require(explorer.state.answer)
        grown.matches.insert(grown.matches[5], at: 2)
        grown.matches[2].image = "photos/later.png"
        explorer.holdsAnswers = true
        explorer.send(.grown(explorer.state.health, explorer.state.catalog, isWhole: true))
        guard case .search(_, let generation)? = explorer.effects.last(where: { if case .search = $0 { true } else { false } })
        else { throw Missing() }
        explorer.send(.found(grown, generation: generation))
        #expect(explorer.state.match?.image == (moves ? stays : "photos/later.png"))
    }

    @Test func emptyBoxListsProductsAndSharpFindsThem() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        #expect(explorer.state.isPicking)
        #expect(
            explorer.state.pickerRows.contains {
                if case .product(let p) = $0 { p.label.productID == "p7" } else { false }
            })
        explorer.send(.type("#p12"))
        guard case .product(let first)? = explorer.state.pickerRows.first else { throw Missing() }
        #expect(first.label.productID == "p12")
        explorer.send(.edit(.deleteToStart), .type("＃ｂｌ ｍｕｇ"))
        guard case .product(let fuzzy)? = explorer.state.pickerRows.first else { throw Missing() }
        #expect(fuzzy.label.title == "blue mug")
        explorer.send(.edit(.deleteToStart), .type("#赤い靴"))
        guard case .product(let kana)? = explorer.state.pickerRows.first else { throw Missing() }
        #expect(kana.label.title == "red shoe")
    }

    @Test func pickingAProductSearchesWithItAndBackspaceLeadsBack() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type("#p6"))
        explorer.run(.enter)
        #expect(explorer.state.chip?.subject == .product("p6"))
        #expect(explorer.state.answer?.request.subject == .product("p6"))
        #expect(explorer.state.focus == .rows)
        explorer.run(.clearBox)
        #expect(explorer.state.isPicking)
    }

    @Test func enterAsksForMoreLikeTheInstanceAndBackReturnsToTheRow() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type("red mug"))
        explorer.run(.down, .down, .down)
        let row = try #require(explorer.state.match)
        explorer.run(.enter)
        #expect(explorer.state.chip?.subject == .picture(row.image, instance: row.instance))
        #expect(explorer.state.trail.count == 1)
        explorer.run(.back)
        #expect(explorer.state.box.text == "red mug")
        #expect(explorer.state.match?.image == row.image)
        #expect(explorer.state.trail.isEmpty)
        #expect(explorer.state.obstacle(to: .back) == .nowhereBack)
    }

    @Test func typingOverAChipStartsNewWordsWithAWayBack() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type("#p6"))
        explorer.run(.enter)
        explorer.send(.type("green shoe"), .idle)
        #expect(explorer.state.chip == nil)
        #expect(explorer.state.trail.last?.subject == .product("p6"))
    }

    @Test func aSlashLetsTheNextCharacterReplaceTheWords() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type("red mug"))
        explorer.run(.down, .newWords)
        explorer.send(.edit(.left), .type("e"))
        #expect(explorer.state.box.text == "red mueg")
        explorer.run(.down, .newWords)
        explorer.send(.type("b"), .type("l"))
        #expect(explorer.state.box.text == "bl")
        explorer.run(.down)
        explorer.send(.type("靴"))
        #expect(explorer.state.box.text == "靴")
    }

    @Test func foldingAndScoreKeepTheRowUnderTheCursor() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type("red mug"))
        explorer.run(.down, .down)
        let image = explorer.state.match?.image
        explorer.run(.score)
        #expect(explorer.state.score == .global)
        #expect(explorer.state.match?.image == image)
        explorer.run(.fold)
        #expect(explorer.state.answer?.matches.contains { $0.folded > 1 } == true)
    }

    @Test func pauseSettlesTheQuestionOnce() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type("red"), .idle, .idle)
        let queried = explorer.acts.filter { $0.name == "queried" }
        #expect(queried.count == 1)
        guard case .queried(let act)? = queried.first else { throw Missing() }
        #expect(act.digest == explorer.state.answer?.digest)
        #expect(act.digest?.count == 16)
    }

    @Test func globalRanksComeAtTheFirstPause() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type("red mug"))
        #expect(explorer.state.globalRanks.isEmpty)
        explorer.send(.idle)
        #expect(explorer.state.globalRanks.count == FixtureEngine.photoCount)
    }
}

struct Missing: Error {}

/// Many products: what fits `#` and some letters is found beside the screen.
@Suite struct LongLists {
    private func explorer() throws -> Rehearsal {
        var explorer = try Rehearsal(engine: FixtureEngine())
        let products = (0..<PickerCatalog.slowFrom).map {
            Product(label: ProductLabel(productID: "n\($0)", title: "thing \($0)"), titles: [:], category: "things", pictures: 1, cover: "")
        }
        explorer.send(.products(PickerCatalog(products)))
        return explorer
    }

    private func first(_ explorer: Rehearsal) -> String? {
        guard case .product(let product)? = explorer.state.pickerRows.first else { return nil }
        return product.label.productID
    }

    @Test func theyAreFoundByAnEffect() throws {
        var explorer = try explorer()
        explorer.holdsAnswers = true
        explorer.send(.type("#n12"))
        #expect(explorer.state.pickerIsBehind && first(explorer) != "n12")
        explorer.release()
        #expect(!explorer.state.pickerIsBehind && first(explorer) == "n12")
    }

    @Test func whatFitsOlderLettersIsDropped() throws {
        var explorer = try explorer()
        explorer.holdsAnswers = true
        explorer.send(.type("#n12"))
        explorer.holdsAnswers = false
        explorer.send(.type("34"))
        #expect(first(explorer) == "n1234")
        explorer.release()
        #expect(first(explorer) == "n1234")
    }

    @Test func enterMeansWhatWasTyped() throws {
        var explorer = try explorer()
        explorer.holdsAnswers = true
        explorer.send(.type("#n77"))
        explorer.run(.enter)
        #expect(explorer.state.chip?.subject == .product("n77"))
    }
}
