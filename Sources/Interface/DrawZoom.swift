// The photo over the whole screen in cells, and the words below it, which the zoom in pixels shares.
import Domain
import Engraving
import Explorer
import Screen

extension KeyMap {
    /// What works in the zoom works there as on the rows; every other key goes back.
    func inZoom(_ key: Key) -> Event {
        let key = Self.narrowed(key)
        // "any other key: back" holds for the letter too; ^Q and ^C end the program from anywhere.
        if byRowKey[key] == .quit, case .character(_, []) = key { return .run(.zoom) }
        if let action = byRowKey[key], ExplorerState.zoomActions.contains(action) { return .run(action) }
        if case .character(let character, []) = key, character.isASCII, let digit = character.wholeNumberValue {
            return .instance(digit)
        }
        return .run(.zoom)
    }
}

/// The line below the zoomed photo: what it shows and which keys work, no wider than the screen.
package func zoomCaption(_ state: ExplorerState, in surroundings: Surroundings) -> String {
    let drawing = Drawing(state: state, surroundings: surroundings)
    return drawing.zoomForms.first { drawing.widths.columns(of: $0) < surroundings.columns }
        ?? drawing.widths.cut(drawing.zoomForms.last ?? "", to: surroundings.columns - 1, ellipsis: drawing.ellipsis)
}

extension Drawing {
    mutating func drawZoom() {
        let room = Region(row: 0, column: 0, rows: max(1, grid.rows - 1), columns: grid.columns)
        if let block = zoomedBlock(in: room) {
            grid.blit(block, row: (room.rows - block.rows) / 2, column: (room.columns - block.columns) / 2)
        }
        grid.put(
            zoomCaption(state, in: surroundings), row: grid.rows - 1, column: 0, style: theme.style(.quiet),
            limit: grid.columns)
        grid.caret = Position(row: grid.rows - 1, column: 0)
        clickable(.event(.run(.zoom)), grid.region)
    }

    /// Photos by cells as small as there are; levels, owners and numbers with whole cells to a patch, as in the pane.
    private func zoomedBlock(in room: Region) -> Grid? {
        guard let raster = state.zoomedRaster else { return nil }
        let map = state.shownMap ?? evenMap
        let isPhoto =
            (state.view == .photo || state.view == .spotlight) && (state.contrast == nil || state.view == .photo)
        if isPhoto || state.shownMap == nil {
            let inside =
                state.view == .photo || state.shownMap == nil
                ? nil : map.outline(holding: Float(state.outlineShare)).inside
            return surroundings.engraver.enlarged(
                raster, map: map, inside: inside, inColumns: room.columns, inRows: room.rows)
        }
        guard
            let size = BlockSize.fitting(
                rows: map.rows, columns: map.columns, inColumns: room.columns, inRows: room.rows)
        else { return nil }
        if let contrast = state.contrast { return surroundings.engraver.signed(contrast, size: size) }
        let subject = BlockSubject(
            raster: raster, map: map, owners: owners, outlineShare: Float(state.outlineShare))
        return surroundings.engraver.block(state.view, of: subject, size: size).grid
    }

    private var evenMap: AttentionMap {
        AttentionMap(rows: 1, columns: 1, axis: .picture, layer: 1, frame: .whole, weights: [1])
    }

    /// The caption with the keys, with fewer of them, alone.
    fileprivate var zoomForms: [String] {
        let image = state.zoom?.image ?? ""
        let captions = captions(image)
        let caption = " " + (captions.first ?? "")
        let notice = state.notice.map { " " + text(of: $0) + "  " } ?? ""
        func hint(_ actions: Action..., named: Action? = nil) -> String {
            let keys = actions.compactMap { surroundings.keys.names(of: $0, while: .rows).first }.joined(separator: " ")
            return keys + " " + ((named ?? actions.last)?.label(in: language) ?? "")
        }
        let back = "   " + say(.anyOtherKey)
        let few = "   " + hint(.nextView) + "  " + hint(.previousInstance, .nextInstance)
        let many =
            few + "  " + hint(.outline) + "  " + hint(.down, .up, named: .focusRows) + "  " + hint(.good) + "  "
            + hint(.bad)
        return [
            notice + caption + many + back, notice + caption + few + back, notice + caption + back, notice + caption,
        ]
            + captions.dropFirst().map { " " + $0 + back }
    }
}

/// What the zoom shows in pixels: equal values look the same.
package struct ZoomedPicture: Equatable, Sendable {
    package var raster: Raster
    /// nil where only the photo is known.
    package var map: AttentionMap?
    package var owners: OwnerMap?
    package var contrast: ContrastMap?
    package var view: MapView
    package var outlineShare: Float
}

/// What the zoom of a state shows; nil without one.
package func zoomedPicture(_ state: ExplorerState, in surroundings: Surroundings) -> ZoomedPicture? {
    guard let raster = state.zoomedRaster else { return nil }
    return ZoomedPicture(
        raster: raster, map: state.shownMap, owners: Drawing(state: state, surroundings: surroundings).owners,
        contrast: state.contrast, view: state.view, outlineShare: Float(state.outlineShare))
}
