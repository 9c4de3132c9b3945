// What has no room: numbers are left out whole, a cut shows, and what matters most goes last.
import Domain
import Explorer
import Interface
import Screen
import Support
import Testing

@Suite struct CutLineTests {
    @Test(arguments: Language.allCases) func noNumberIsCutInTheTitle(language: Language) throws {
        let state = try peppers(language).state
        let count = language == .en ? "24 photos" : "写真 24 枚"
        for columns in 40...100 {
            let line = draw(state, in: Surroundings(columns: columns, rows: 14)).lines[0]
            #expect(line.contains(count) || !line.contains("24"), "\(line)")
        }
    }

    @Test(arguments: Language.allCases) func theFactsEndWithASign(language: Language) throws {
        var explorer = try peppers(language, judge: false)
        explorer.send(.reason(.filedElsewhere))
        explorer.run(.note)
        explorer.send(.type("a note long enough for any line of eighty columns, and then some more words"), .overlay(.accept))
        explorer.run(.up)
        let line = draw(explorer.state, in: Surroundings(columns: 80, rows: 24)).lines[21]
        #expect(line.last { $0 != " " } == "~", "\(line)")
    }

    @Test func noNumberIsCutUnderThePatchCursor() throws {
        var explorer = try peppers(.ja)
        explorer.run(.patchCursor)
        let whole = draw(explorer.state, in: Surroundings(columns: 200, rows: 24)).lines.first { $0.contains(" 行 ") } ?? ""
        let numbers = Set(whole.split(separator: " ").filter { $0.contains("/") })
        for columns in 44...120 {
            let line = draw(explorer.state, in: Surroundings(columns: columns, rows: 24)).lines.first { $0.contains(" 行 ") } ?? ""
            let shown = line.split(separator: " ").filter { $0.contains("/") && $0.first?.isNumber == true }
            #expect(shown.allSatisfy(numbers.contains), "\(line)")
        }
    }

    @Test func theReasonWhyNotIsReadInFull() throws {
        var explorer = try Rehearsal(engine: FixtureEngine(), language: .ja)
        explorer.run(.help)
        explorer.send(.type("区画を隠す"))
        #expect(draw(explorer.state, in: Surroundings(columns: 60, rows: 24)).text.contains("今はできません: 商品の一覧で、検索結果ではありません"))
    }

    @Test func ranksStandInOneColumn() throws {
        var explorer = try peppers()
        explorer.run(.compare)
        let lines = draw(explorer.state, in: Surroundings(columns: 80, rows: 40)).lines.dropFirst(4)
        let signs = lines.prefix(20).compactMap { line in line.firstIndex { "^v=n".contains($0) }.map { line.distance(from: line.startIndex, to: $0) } }
        #expect(Set(signs).count == 1 && signs.count > 12, "\(signs)")
    }

    @Test(arguments: [(60, 18), (40, 12)], Language.allCases)
    func howMuchIsDoneOutlastsThePace(size: (Int, Int), language: Language) throws {
        let items = (1...40).map { QueueItem(query: "red mug", image: "photos/\($0).png", productID: "p2", title: "red mug") }
        var explorer = try Rehearsal(engine: FixtureEngine(), language: language, queue: JudgeQueue(items: items))
        for second in 1...4 { explorer.send(.clock(Double(second) * 5), .judge(.grade(1))) }
        let line = draw(explorer.state, in: Surroundings(columns: size.0, rows: size.1)).lines[0]
        #expect(explorer.state.judge?.pace != nil && line.contains(language == .en ? "4 of 40 done" : "完了 4/40"), "\(line)")
    }

    @Test(arguments: Language.allCases) func aScaleOfDigitsIsOneHint(language: Language) throws {
        let items = (1...4).map { QueueItem(query: "red mug", image: "photos/\($0).png", productID: "p2", title: "red mug") }
        let queue = JudgeQueue(scale: JudgeScale(names: ["", "", "", ""]), items: items)
        var explorer = try Rehearsal(engine: FixtureEngine(), language: language, queue: queue)
        explorer.send(.judge(.grade(0)))
        let lines = draw(explorer.state, in: Surroundings(columns: 80, rows: 24)).lines
        let hints = language == .en ? ["0-3 grade", "Bksp back", "u undo"] : ["0-3 段階", "Bksp 前へ", "u 元に戻す"]
        for hint in hints { #expect(lines[23].contains(hint), "\(lines[23])") }
        #expect(lines[22].contains(language == .en ? "grade 0: Alt-1 product" : "段階 0: Alt-1 商品"), "\(lines[22])")
    }

    @Test func apageOfJudgeModeHasItsOwnKeys() throws {
        let items = [QueueItem(query: "red mug", image: "photos/1.png", productID: "p2", title: "red mug")]
        var explorer = try Rehearsal(engine: FixtureEngine(), queue: JudgeQueue(items: items))
        for move: JudgeMove in [.note, .help, .guidelines, .history] {
            explorer.send(.judge(move))
            let bar = draw(explorer.state, in: Surroundings(columns: 80, rows: 24)).lines[23]
            #expect(bar.contains("Esc") && !bar.contains("g good"), "\(bar)")
            explorer.send(.judge(.close))
        }
    }
}
