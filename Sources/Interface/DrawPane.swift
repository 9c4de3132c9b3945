// The photo as one query sees it, its caption, and the tables beside it.
import Domain
import Engraving
import Explorer
import Screen

extension Drawing {
    mutating func drawPane(_ layout: Layout) {
        guard let size = layout.block else { return }
        guard let image = state.shownImage else { return drawWelcome(layout.pane) }
        let bar = drawsPlain ? "|" : "│"
        if !layout.isPortrait {
            for row in 2..<layout.pane.row + layout.pane.rows {
                grid.put(bar, row: row, column: layout.pane.column - 1, style: theme.style(.rule))
            }
        }
        let caption = layout.caption
        let forms = captions(image).map { " " + $0 }
        let fitting = forms.first { widths.columns(of: $0) <= caption.columns } ?? forms[forms.count - 1]
        let text = widths.cut(fitting, to: caption.columns, ellipsis: ellipsis)
        grid.put([Span(text, .heading)], row: caption.row, column: caption.column, limit: caption.columns, theme: theme)
        drawBlock(layout.pane, size: size, image: image)
        if layout.side.rows > 0 { drawSide(layout.side, bar: bar, size: size) }
    }

    /// First steps, where there is no photo to show.
    private mutating func drawWelcome(_ pane: Region) {
        guard state.isPicking else { return }
        for (offset, line) in Phrase.welcome(in: language).prefix(pane.rows).enumerated() {
            grid.put(line.key, row: pane.row + offset, column: pane.column, style: theme.style(.key), limit: 7)
            let text = widths.cut(line.words, to: pane.columns - 8, ellipsis: ellipsis)
            grid.put(text, row: pane.row + offset, column: pane.column + 8, style: theme.style(.quiet))
        }
    }

    private mutating func drawBlock(_ pane: Region, size: BlockSize, image: String) {
        let fallback = AttentionMap(
            rows: size.rows, columns: size.columns, axis: .picture, layer: 1, frame: .whole,
            weights: [Float](repeating: 1 / Float(size.patchCount), count: size.patchCount))
        guard state.shownMap != nil || state.shownRaster != nil else { return }
        let subject = BlockSubject(
            raster: state.shownRaster, map: state.shownMap ?? fallback, owners: owners,
            outlineShare: Float(state.outlineShare))
        let view = state.shownMap == nil ? .photo : state.view
        let block = surroundings.engraver.block(view, of: subject, size: size)
        grid.blit(block.grid, row: pane.row, column: pane.column)
        if state.probe.patch != nil { clickable(.patches(size), pane) }
        drawProbe(pane, size: size)
    }

    /// The owners of the shown photo's patches, once its queries are read.
    var owners: OwnerMap? {
        guard let reading = state.reading, reading.image == state.shownImage, reading.instances.count > 1 else {
            return nil
        }
        return OwnerMap(reading.instances)
    }

    // MARK: The side column

    private mutating func drawSide(_ side: Region, bar: String, size: BlockSize) {
        for row in side.row..<side.row + side.rows {
            grid.put(bar, row: row, column: side.column - 1, style: theme.style(.rule))
        }
        if drawFreeBeside(side, size: size) { return }
        guard let map = state.shownMap else { return }
        var row = side.row
        let letter = state.shownInstance.map(InstanceReading.letter) ?? " "
        let cell = min(4, side.columns / map.columns)
        guard cell >= 2 else { return }
        // Two numbers of two digits need a blank between them: in cells of two they are one number of four.
        if cell >= 3 {
            let layer = shownLayer.map { language.comma + say(.probe(.layer($0))) } ?? ""
            let forms = state.mapIsOfEncoder ? [say(.probe(map.axis == .pooled ? .percentOfPool : .percentOfReading))]
                : state.mapIsOfWords ? [say(.percentOfWords), say(.probe(.percentOfWordsShort))]
                : [say(.percentTitle(letter)) + layer, say(.probe(.percentShort(letter, layer: shownLayer)))]
            putTitle(forms, row: row, side: side)
            grid.blit(surroundings.engraver.percentTable(map, width: cell), row: row + 1, column: side.column)
            markPatch(inTableAt: row + 1, column: side.column, width: cell, of: map)
            row += map.rows + 2
        }
        guard let owners, row + map.rows + 1 <= side.row + side.rows else { return }
        putTitle([say(shownLayer == nil ? .ownersTitle : .probe(.ownersOfLastLayer)), say(.probe(.ownersShort))], row: row, side: side)
        grid.blit(surroundings.engraver.ownerTable(owners, width: min(2, cell)), row: row + 1, column: side.column + 1)
        row += map.rows + 2
        if row < side.row + side.rows { drawNearest(row: row, side: side) }
    }

    /// The longest title that the table's columns hold.
    private mutating func putTitle(_ forms: [String], row: Int, side: Region) {
        let title = forms.first { widths.columns(of: $0) < side.columns } ?? forms[forms.count - 1]
        grid.put(" " + title, row: row, column: side.column, limit: side.columns)
    }

    /// Beside the map of the words the query's own map of the same photo, drawn the same way and on the same scale.
    private mutating func drawFreeBeside(_ side: Region, size: BlockSize) -> Bool {
        let room = BlockSize.fitting(
            rows: size.rows, columns: size.columns, inColumns: side.columns, inRows: side.rows - 1)
        guard state.probe.mode == .words, state.mapIsOfWords, state.view != .owners, state.view != .photo, let map = state.freeMap, let instance = state.shownInstance,
            let room
        else { return false }
        let size = room.scale < size.scale ? room : size
        let subject = BlockSubject(
            raster: state.shownRaster, map: map, owners: owners, outlineShare: Float(state.outlineShare))
        let block = surroundings.engraver.block(state.view, of: subject, size: size).grid
        let title = say(.queryAlone(InstanceReading.letter(instance)))
        grid.put([Span(" " + title, .heading)], row: side.row, column: side.column, limit: side.columns, theme: theme)
        grid.blit(block, row: side.row + 1, column: side.column)
        return true
    }

    /// Every query's nearest title in full, as far as there is room.
    private mutating func drawNearest(row: Int, side: Region) {
        guard let instances = state.reading?.instances else { return }
        let room = side.row + side.rows - row
        let shown = instances.filter { !$0.isBackground }.sorted { $0.nearestScore > $1.nearestScore }.prefix(room)
        for (offset, instance) in shown.enumerated() {
            let letter = InstanceReading.letter(instance.instance)
            let text = "\(letter) \(scoreText(instance.nearestScore)) \(nearestTitle(instance))"
            grid.put(text, row: row + offset, column: side.column + 1, width: side.columns - 1, ellipsis: ellipsis)
            clickable(
                .event(.instance(instance.instance)), row: row + offset, column: side.column, columns: side.columns)
        }
    }
}
