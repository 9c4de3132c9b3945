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
        guard let patch = state.probe.patch, patch < size.patchCount else { return }
        let region = size.region(of: patch)
        let place = Region(
            row: pane.row + region.row, column: pane.column + region.column, rows: region.rows, columns: region.columns)
        grid.restyle(place) { style in
            var style = style
            style.emphasis = [style.emphasis, .reverse]
            return style
        }
        let middle = place.row + place.rows / 2
        let style = theme.style(.selected)
        grid.put("[", row: middle, column: place.column, style: style)
        grid.put("]", row: middle, column: place.column + place.columns - 1, style: style)
    }

    /// Who sees the photo, where another map takes the place of the free one.
    func probeCaption(_ name: String) -> String? {
        switch state.probe.mode {
        case .free: return nil
        case .layer(let layer): guard state.shownMap?.layer == layer else { return nil }
        default: guard state.mapIsOfWords else { return nil }
        }
        return say(.caption(state.probe.mode, photo: name, layers: state.reading?.layers ?? 1))
    }

    /// The recipe of a signed map, the longest form first.
    func probeRecipes(_ map: AttentionMap) -> [String]? {
        guard state.contrast != nil else { return nil }
        let words: String? =
            switch state.probe.mode {
            case .minusQuery: state.otherWords
            case .minusProduct: state.rowTitle
            default: nil
            }
        let recipe = say(.contrastRecipe(state.probe.mode, words))
        // What the scale means matters more than whose maps they are: the caption says that too.
        let scale = recipe.firstRange(of: ": ").map { String(recipe[$0.upperBound...]) } ?? recipe
        return [recipe, scale, widths.cut(scale, to: grid.columns - 2, ellipsis: ellipsis)]
    }

    // MARK: Lines

    /// The patch under the cursor, query by query: share of the picture and share among the queries. True when it took the
    /// sentence's row.
    mutating func drawPatch(row: Int) -> Bool {
        guard let patch = state.probe.patch, let map = state.shownMap, let reading = state.reading,
            reading.image == state.shownImage
        else { return false }
        var spans = [Span(say(.patch(row: patch / map.columns + 1, column: patch % map.columns + 1)), .key)]
        let sorted = reading.instances.filter { patch < $0.owned.count }.sorted {
            ($0.owned[patch], $1.instance) > ($1.owned[patch], $0.instance)
        }
        let numbers = sorted.map { instance in
            let text = "  \(InstanceReading.letter(instance.instance)) \(percent(instance.map.weights[patch]))/\(percent(instance.owned[patch]))"
            return Span(text, instance.instance == state.shownInstance ? .winner : .plain)
        }
        let legend = Span("  (" + say(.share) + "/" + say(.among) + ")", .quiet)
        let whole = (spans + numbers + [legend]).reduce(0) { $0 + widths.columns(of: $1.text) }
        // Without room for it behind the numbers a short one stands before them: the last queries hold next to nothing.
        spans += whole < grid.columns ? numbers + [legend] : [Span("  " + say(.ownAndAmong), .quiet)] + numbers
        // Half a number is another number.
        let more = Span("  " + ellipsis, .quiet)
        if columns(of: spans) > grid.columns - 2 {
            while spans.count > 2, columns(of: spans + [more]) > grid.columns - 2 { spans.removeLast() }
            spans.append(more)
        }
        grid.fill(Region(row: row, column: 0, rows: 1, columns: grid.columns))
        grid.put(spans, row: row, column: 1, limit: grid.columns - 1, theme: theme)
        return true
    }

    /// "4.2"; whole from 10 on.
    private func percent(_ share: Float) -> String {
        let tenths = Int((share * 1000).rounded())
        return tenths >= 100 ? "\((tenths + 5) / 10)" : "\(tenths / 10).\(tenths % 10)"
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
