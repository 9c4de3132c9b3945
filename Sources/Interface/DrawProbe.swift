// What a probe adds to the main screen: the signed map, the patch cursor with its numbers, the pinned photo's true place;
// and on the page the map under all words beside the map without one.
import Domain
import Engraving
import Explorer
import Screen

extension KeyMap {
    /// Arrows and their letters while there is a patch cursor; Esc leaves it.
    static func patchStep(_ key: Key) -> PatchMove? {
        switch narrowed(key) {
        case .named(.left, []), .character("h", []): .left
        case .named(.right, []): .right
        case .named(.up, []), .character("k", []): .up
        case .named(.down, []), .character("j", []): .down
        case .named(.escape, _): .leave
        default: nil
        }
    }
}

extension Drawing {
    private func say(_ phrase: ProbePhrase) -> String { say(.probe(phrase)) }

    // MARK: The block

    /// Over the block of the shown map: the signed map in its place, the patch cursor on it.
    mutating func drawProbe(_ pane: Region, size: BlockSize) {
        if let contrast = state.contrast, contrast.rows == size.rows, contrast.columns == size.columns,
            state.view != .photo
        {
            grid.blit(surroundings.engraver.signed(contrast, size: size), row: pane.row, column: pane.column)
        }
        for patch in blankedShown where patch < size.patchCount { drawBlanked(Self.place(of: patch, in: pane, size: size)) }
        guard let patch = state.probe.patch, patch < size.patchCount else { return }
        let place = Self.place(of: patch, in: pane, size: size)
        grid.restyle(place) { style in
            var style = style
            style.emphasis = [style.emphasis, .reverse]
            return style
        }
        let middle = place.row + place.rows / 2
        let style = theme.style(.selected)
        grid.put("[", row: middle, column: place.column, style: style)
        // In a patch of two cells the sign of a blanked one goes before the bracket.
        let closing = place.columns == 2 && blankedShown.contains(patch) ? "x" : "]"
        grid.put(closing, row: middle, column: place.column + place.columns - 1, style: style)
    }

    private static func place(of patch: Int, in pane: Region, size: BlockSize) -> Region {
        let region = size.region(of: patch)
        return Region(
            row: pane.row + region.row, column: pane.column + region.column, rows: region.rows, columns: region.columns)
    }

    /// Patches of the shown photo that the list was ranked without.
    private var blankedShown: Set<Int> {
        guard let report = state.knockOutShown, report.image == state.shownImage, case .patches(let patches) = report.knockOut
        else { return [] }
        return patches
    }

    /// A patch that is gone: empty, with an x in its middle.
    private mutating func drawBlanked(_ place: Region) {
        grid.fill(place)
        let (row, column) = (place.row + (place.rows - 1) / 2, place.column + (place.columns - 1) / 2)
        grid.put(place.columns > 2 ? "xx" : "x", row: row, column: column, style: theme.style(.bad))
    }

    /// "row 5 column 6 reads from itself 41 %, right 22 %, up 12 %, elsewhere 25 %": the largest sources first, as many as
    /// there is room for and as are worth a percent.
    func readingSentence(_ map: AttentionMap, columns: Int) -> String? {
        guard let patch = map.reading?.patch else { return nil }
        let who = say(.patch(row: patch / map.columns + 1, column: patch % map.columns + 1))
        let head = (language == .en ? who + " " + say(.readsFrom) : who + say(.readsFrom) + ":") + " "
        let sources = map.weights.indices.filter { map.weights[$0] >= 0.005 }
            // Of equals the patch itself comes first, which is what one looks for.
            .sorted { (map.weights[$0], $0 == patch ? 1 : 0, $1) > (map.weights[$1], $1 == patch ? 1 : 0, $0) }
        let forms = (1...max(1, sources.count)).reversed().map { count in
            let named = sources.prefix(count).map { "\(sourceName($0, of: patch, map)) \(percent(map.weights[$0])) %" }
            let rest = percent(1 - sources.prefix(count).reduce(Float(0)) { $0 + map.weights[$1] })
            return head + (named + (rest > 0 ? [say(.elsewhere(rest))] : [])).joined(separator: language.comma)
        }
        return forms.first { widths.columns(of: $0) <= columns } ?? forms.last
    }

    private func sourceName(_ source: Int, of patch: Int, _ map: AttentionMap) -> String {
        if source == patch { return say(.itself) }
        let (down, right) = (source / map.columns - patch / map.columns, source % map.columns - patch % map.columns)
        return say(.beside(down: down, right: right))
    }

    private func percent(_ share: Float) -> Int { Int((share * 100).rounded()) }

    /// The recipe of a map that takes the place of the free one, the longest form first: each begins with its name and the key
    /// that ends it, since it stays on for the questions to come.
    func probeRecipes(_ forms: [String]) -> [String]? {
        guard state.probe.mode != .free else { return nil }
        let mark = say(.mapIsOn(state.probe.mode))
        guard state.contrast != nil else { return forms.map { mark + $0 } }
        let words: String? =
            switch state.probe.mode {
            case .minusQuery: state.otherWords
            case .minusProduct: state.rowTitle
            default: nil
            }
        let scale = say(.contrastScale)
        let long = say(.contrastRecipe(state.probe.mode, words)) + language.stop + say(.evenShares) + scale
        // What the scale means matters more than whose maps they are: the caption says that too.
        let whose = say(.contrastOf(state.probe.mode, words))
        let room = grid.columns - 2 - widths.columns(of: mark + language.stop + scale)
        return [mark + long, mark + whose + language.stop + scale, mark + widths.cut(whose, to: max(0, room), ellipsis: ellipsis) + language.stop + scale]
    }

    // MARK: Lines

    /// Every query's percent of its own weight in a patch and its percent of that patch among the queries; the owner first.
    func patchShares(_ patch: Int, _ reading: PictureReading) -> [(instance: Int, own: String, among: String)] {
        reading.instances.filter { patch < $0.owned.count }
            .sorted { ($0.owned[patch], $1.instance) > ($1.owned[patch], $0.instance) }
            .map { ($0.instance, tenthsOfPercent(Double($0.map.weights[patch])), tenthsOfPercent(Double($0.owned[patch]))) }
    }

    /// The patch under the cursor, query by query: share of the picture and share among the queries. True when it took the
    /// sentence's row.
    mutating func drawPatch(row: Int) -> Bool {
        guard let patch = state.probe.patch, let map = state.shownMap, let reading = state.reading,
            reading.image == state.shownImage
        else { return false }
        if let sentence = readingSentence(map, columns: grid.columns - 2) {
            grid.fill(Region(row: row, column: 0, rows: 1, columns: grid.columns))
            grid.put([Span(sentence, .plain)], row: row, column: 1, limit: grid.columns - 1, theme: theme)
            return true
        }
        var spans = [Span(say(.patch(row: patch / map.columns + 1, column: patch % map.columns + 1)), .key)]
        // The query that is looked at comes first: it is the one asked about.
        let shares = patchShares(patch, reading)
        let shown = shares.filter { $0.instance == state.shownInstance }
        let numbers = (shown + shares.filter { $0.instance != state.shownInstance }).map { share in
            let text = "  \(InstanceReading.letter(share.instance)) \(share.own)/\(share.among)"
            return Span(text, share.instance == state.shownInstance ? .winner : .plain)
        }
        let legend = Span("  (" + say(.share) + "/" + say(.among) + ")", .quiet)
        // The numbers are those of the last layer, whatever map is drawn.
        if shownLayer != nil || state.mapIsOfEncoder { spans.append(Span("  " + say(.lastLayer), .quiet)) }
        let room = grid.columns - 2 - columns(of: spans)
        let forms = [numbers + [legend], [Span("  " + say(.ownAndAmong), .quiet)] + numbers]
        spans += forms.first { columns(of: $0) <= room } ?? compactShares(patch, reading, room: room)
        grid.fill(Region(row: row, column: 0, rows: 1, columns: grid.columns))
        grid.put(spans, row: row, column: 1, limit: grid.columns - 1, theme: theme)
        return true
    }

    /// The same in whole percents, the shown query and the strongest first; those without room are counted with their sum.
    private func compactShares(_ patch: Int, _ reading: PictureReading, room: Int) -> [Span] {
        let legend = Span("  " + say(.ownAndAmong), .quiet)
        let all = reading.instances.filter { patch < $0.owned.count }
            .sorted { ($0.owned[patch], $1.instance) > ($1.owned[patch], $0.instance) }
        let ordered = all.filter { $0.instance == state.shownInstance } + all.filter { $0.instance != state.shownInstance }
        let numbers = ordered.map { instance in
            let letter = InstanceReading.letter(instance.instance)
            return Span(
                " \(letter)\(percent(instance.map.weights[patch]))/\(percent(instance.owned[patch]))",
                instance.instance == state.shownInstance ? .winner : .plain)
        }
        let forms = (0...numbers.count).reversed().map { count in
            let rest = ordered.dropFirst(count)
            let sum = percent(rest.reduce(Float(0)) { $0 + $1.owned[patch] })
            return [legend] + numbers.prefix(count) + (rest.isEmpty ? [] : [Span(" +\(rest.count) /\(sum)", .quiet)])
        }
        // On the narrowest screens the numbers go before what they are called.
        let named = forms.first { $0.count > 2 && columns(of: $0) <= room }
        return named ?? forms.map { Array($0.dropFirst()) }.first { columns(of: $0) <= room } ?? []
    }

    /// The patch under the cursor in a table beside the photo, `width` columns a patch.
    mutating func markPatch(inTableAt row: Int, column: Int, width: Int, of map: AttentionMap) {
        guard let patch = state.probe.patch, patch < map.patchCount else { return }
        let place = Region(row: row + patch / map.columns, column: column + patch % map.columns * width, rows: 1, columns: width)
        if width > 2, grid[place.row, place.column].text == " " { grid.put("[", row: place.row, column: place.column) }
        let style = theme.style(.selected)
        grid.restyle(place) { _ in style }
    }

    /// The pinned photo's true place for the words.
    var pinnedSpans: [Span] {
        guard let report = state.pinnedWhy else { return [] }
        let text = say(
            .pinned(
                rank: report.standing.rank, total: report.total, score: scoreText(report.standing.score),
                behind: scoreText(report.behindFirst), behindLast: state.behindLastRow.map(scoreText)))
        return [Span(text + "    ", .winner)]
    }

    // MARK: Maps on the page

    /// The word under the page's cursor; nil elsewhere.
    private var shownEffect: (report: WhyReport, effect: WordEffect?)? {
        guard case .inquiry(.why, let page)? = state.overlay, let report = shownReport(state) else { return nil }
        let word = page.cursor - WhyRows(report: report, state: state).rowsBeforeWords
        return (report, report.words.indices.contains(word) ? report.words[word] : nil)
    }

    /// The line of the sheet under the page's cursor, with its mean map.
    private var shownMean: (line: SheetLine, map: AttentionMap, photos: Int)? {
        guard case .inquiry(.sheet, let page)? = state.overlay, let sheet = state.probe.sheet,
            sheet.lines.indices.contains(page.cursor), let map = sheet.lines[page.cursor].mean
        else { return nil }
        return (sheet.lines[page.cursor], map, sheet.sampled)
    }

    /// Where the query under the cursor looks by habit.
    private mutating func drawMean(_ count: Int) {
        guard let (line, map, photos) = shownMean else { return }
        let tile = surroundings.engraver.tile(map)
        let top = grid.rows - tile.rows - 5
        guard top >= 4 + count else { return }
        let place = map.region(holding: Float(state.outlineShare)).place(in: language)
        let title = say(.meanMap(InstanceReading.letter(line.instance), place: place, photos: photos))
        grid.put(title, row: top, column: 2, style: theme.style(.quiet), limit: grid.columns - 2)
        grid.blit(tile, row: top + 1, column: 2)
    }

    /// Rows that the page's list leaves to the maps: none unless the cursor is on a word and there is room for both.
    var inquiryMapRows: Int {
        guard let shown = shownEffect, shown.effect != nil else { return 0 }
        let rows = (shown.report.map.rows + 1) / 2 + 3
        return grid.rows >= rows + 10 ? rows : 0
    }

    /// The map under all words beside the map without the word under the cursor, at one scale, with their recipe.
    mutating func drawInquiryMaps(_ count: Int) {
        guard let (report, effect) = shownEffect else { return drawMean(count) }
        let map = report.conditioned ?? report.map
        let tile = surroundings.engraver.tile(map)
        let top = grid.rows - tile.rows - 5
        guard effect == nil ? top > 4 + count : inquiryMapRows > 0 else { return }
        let recipes = recipes(map, view: .heat, layers: report.layers, share: state.outlineShare, language: language)
        grid.put(say(.allWords), row: top, column: 2, style: theme.style(.quiet))
        grid.blit(tile, row: top + 1, column: 2)
        if let effect {
            let column = 2 + max(tile.columns, widths.columns(of: say(.allWords))) + 3
            let label = say(.rest) + " " + effect.word
            grid.put(label, row: top, column: column, style: theme.style(.quiet), limit: grid.columns - column)
            grid.blit(surroundings.engraver.tile(effect.map), row: top + 1, column: column)
        }
        let forms = recipes.map { effect == nil ? $0 : say(.scaleShared($0)) }
        let fitting = forms.first { widths.columns(of: $0) <= grid.columns - 3 } ?? forms[forms.count - 1]
        grid.put(fitting, row: top + 1 + tile.rows, column: 2, style: theme.style(.quiet), limit: grid.columns - 2)
    }
}
