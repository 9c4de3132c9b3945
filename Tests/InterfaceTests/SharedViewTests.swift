// Sharing: every cell of a grid in each form, the line that reopens the view, and the way there and back.
import Domain
import Explorer
import Interface
import Screen
import Support
import Testing

@Suite struct SharedViewTests {
    private static func small() -> SharedView {
        var grid = Grid(columns: 6, rows: 2)
        grid.put("a<", row: 0, column: 0, style: .bold)
        grid.put("靴", row: 0, column: 2, style: Style(foreground: .rgb(255, 0, 0)))
        grid.put("b", row: 0, column: 5)
        grid.put("▀", row: 1, column: 0, style: Style(foreground: .rgb(1, 2, 3), background: .rgb(4, 5, 6)))
        grid.put("x", row: 1, column: 1, style: .reverse)
        return SharedView(
            grid, command: "eclip explore --open 'a b'", foreground: RGB(229, 229, 229), background: RGB(0, 0, 0))
    }

    @Test func text() {
        #expect(Self.small().written(as: .text) == "a<靴 b\n▀x\n\neclip explore --open 'a b'\n")
    }

    @Test func ansi() {
        let lines = Self.small().written(as: .ansi).split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0] == "\u{1B}[1ma<\u{1B}[0;38;2;255;0;0m靴\u{1B}[0m b")
        #expect(lines[1].hasPrefix("\u{1B}[38;2;1;2;3;48;2;4;5;6m▀"))
        #expect(lines[3] == "eclip explore --open 'a b'")
    }

    @Test func html() {
        let page = Self.small().written(as: .html)
        #expect(page.contains("<span style=\"color:#e5e5e5;font-weight:bold\">a&lt;</span>"))
        #expect(page.contains("<span style=\"color:#ff0000\"><i>靴</i></span> b"))
        #expect(page.contains("<span style=\"color:#010203;background:#040506\">▀</span>"))
        #expect(page.contains("<span style=\"color:#000000;background:#e5e5e5\">x</span>"))
        #expect(page.contains("<pre>eclip explore --open 'a b'</pre>"))
    }

    @Test func svg() {
        let picture = Self.small().written(as: .svg)
        #expect(picture.contains("viewBox=\"0 0 60 80\""))
        #expect(picture.contains("<text x=\"20\" y=\"15\" textLength=\"20\""))
        #expect(picture.contains("fill=\"#ff0000\">靴</text>"))
        #expect(picture.contains("<rect x=\"0\" y=\"20\" width=\"10\" height=\"20\" fill=\"#040506\"/>"))
        #expect(picture.contains("<rect x=\"0\" y=\"20\" width=\"10\" height=\"10\" fill=\"#010203\"/>"))
        #expect(picture.contains("<desc>eclip explore --open 'a b'</desc>"))
    }

    @Test func wordsForAShellAreOneWordEach() {
        #expect(shellLine(["--open", "it's red", "#p1", "a/b.png:3", ""]) == "--open 'it'\\''s red' '#p1' a/b.png:3 ''")
    }

    @Test func theActionAsksForANameAndHandsItOn() throws {
        var explorer = try peppers()
        explorer.run(.share)
        #expect(explorer.state.overlay == .share(LineEditor("eclip-view.html", isSelected: true)))
        let screen = draw(explorer.state, in: Surroundings(columns: 80, rows: 24)).text
        #expect(screen.contains("> eclip-view.html"))
        explorer.send(try #require(KeyMap.standard.event(for: .named(.enter), in: explorer.state)))
        #expect(explorer.state.overlay == nil)
        #expect(explorer.effects.last == .share("eclip-view.html"))
        explorer.send(.shared("eclip-view-2.html"))
        let after = draw(explorer.state, in: Surroundings(columns: 80, rows: 24)).text
        #expect(after.contains("this view is now in eclip-view-2.html"))
    }

    @Test func anAddressLeadsToTheSameView() throws {
        var one = try peppers(judge: false)
        one.run(.down, .nextView)
        let address = try #require(ViewAddress(one.state))
        #expect(address.flags.prefix(2) == ["--open", "yellow bell pepper"])
        #expect(address.flags.contains("--photo"))
        var other = try Rehearsal(engine: FixtureEngine())
        other.send(.reopen(address))
        #expect(other.state.match?.image == one.state.match?.image)
        #expect(other.state.view == one.state.view)
        #expect(other.state.box.text == "yellow bell pepper")
        #expect(ViewAddress(other.state) == address)
    }

    @Test func anAddressCarriesWhatWasDoneToThePhoto() throws {
        let steps: [(String, (inout Rehearsal) -> Void)] = [
            ("--held 2", { $0.run(.sheet); $0.send(.overlay(.to(1, count: 5)), .overlay(.accept)) }),
            ("--map layer:1", { $0.run(.layer) }), ("--map global", { $0.run(.layer, .layer) }),
            ("--map head:2 --patch 2,3", { $0.run(.head, .head) }), ("--map words", { $0.run(.wordsMap) }),
            ("--map minus-none", { $0.run(.contrast) }), ("--map minus-product", { $0.run(.contrast, .contrast, .contrast) }),
            ("--map minus:red mug", { $0.run(.contrast, .contrast) }),
            ("--pinned photos/1.png", { $0.run(.pin, .focusRows, .down) }),
            ("--pinned photos/1.png --query 3", { $0.run(.pin, .focusRows, .down, .nextInstance); $0.send(.instance(3)) }),
            ("--without query:1", { $0.run(.knockQuery) }),
            ("--without patches:2,3;2,4 --patch 2,4", { $0.run(.patchCursor, .knockPatch); $0.send(.patch(.right)); $0.run(.knockPatch) }),
        ]
        for (flags, step) in steps {
            var one = try Rehearsal(engine: FixtureEngine())
            one.send(.type("red mug"), .idle)
            one.run(.newWords)
            one.send(.type("yellow bell pepper"), .idle)
            one.run(.down, .down)
            step(&one)
            let address = try #require(ViewAddress(one.state))
            #expect(address.flags.joined(separator: " ").hasSuffix(flags), "\(address.flags)")
            var other = try Rehearsal(engine: FixtureEngine())
            other.send(.reopen(address))
            #expect(ViewAddress(other.state) == address)
            #expect(other.state.answer?.matches == one.state.answer?.matches, "\(flags)")
            #expect(other.state.shownMap == one.state.shownMap && other.state.contrast == one.state.contrast, "\(flags)")
            #expect(other.state.blankedPatches == one.state.blankedPatches && other.state.cursor == one.state.cursor)
        }
    }

    @Test(arguments: Language.allCases) func whatAnAddressCannotFindIsSaid(language: Language) throws {
        var explorer = try Rehearsal(engine: FixtureEngine(), language: language)
        var address = ViewAddress(.text("red mug"))
        address.part = .patches([PatchPlace(row: 9, column: 1)])
        explorer.send(.reopen(address))
        #expect(explorer.state.knockOutShown == nil)
        let text = draw(explorer.state, in: Surroundings(columns: 80, rows: 24)).text
        #expect(text.contains(language == .en ? "there is no patch 9,1" : "区画 9,1 はありません"), "\(text)")
        address.part = nil
        (address.held, address.map) = (7, MapName(mode: .layer(5)))
        explorer.send(.reopen(address))
        #expect(explorer.state.notice == .noSuchQuery(7, of: 4) && explorer.state.heldInstance == nil)
        #expect(explorer.state.probe.mode == .free)
    }

    /// A mark that combines with a bracket or a quote makes another character of it, and the same markup and shell.
    @Test func nothingInACommandIsMarkupOrShell() {
        let words = ["eclip", "<\u{301}b>&\u{301}\"\u{301}", "it'\u{301}s", "a\u{1B}[2J\nb'\\"]
        let line = shellLine(words)
        #expect(line.contains("'it'\\''\u{301}s'"))
        #expect(line.hasSuffix("$'a\\x1b[2J\\x0ab\\'\\\\'"), "\(line)")
        var grid = Grid(columns: 4, rows: 1)
        grid.put("a<b", row: 0, column: 0)
        for form in [SharedForm.html, .svg] {
            let text = SharedView(grid, command: line, foreground: RGB(0, 0, 0), background: RGB(255, 255, 255)).written(as: form)
            #expect(text.contains("&lt;\u{301}b&gt;&amp;\u{301}&quot;\u{301}") && !text.contains("<\u{301}"))
            #expect(!text.unicodeScalars.contains { $0.value == 0x1B })
        }
    }

    @Test func subjectsOnTheCommandLine() throws {
        #expect(ViewAddress.subject(open: "#p12") == .product("p12"))
        #expect(ViewAddress.subject(open: "red mug") == .text("red mug"))
        #expect(ViewAddress.subject(like: "a:b.png:3") == .picture("a:b.png", instance: 3))
        #expect(ViewAddress.subject(like: "a.png") == .picture("a.png", instance: nil))
        #expect(ViewAddress(.picture("a.png", instance: 2)).flags == ["--like", "a.png:2"])
        var blended = ViewAddress(.text("mug"), score: .blend)
        #expect(blended.flags == ["--open", "mug", "--by", "blend"])
        blended.blend = 0.3
        #expect(blended.flags == ["--open", "mug", "--by", "blend", "--blend", "0.3"])
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.reopen(blended))
        #expect(explorer.state.answer?.request.blend == 0.3 && ViewAddress(explorer.state)?.blend == 0.3)
    }
}
