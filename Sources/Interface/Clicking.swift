// The mouse on the screen: the drawing notes what it draws where, so that a click can only mean what is seen there, and
// gives the event that the key of the same thing gives.
import Domain
import Engraving
import Explorer
import Screen

/// A part of the drawn screen that answers to a click.
package struct Clickable: Equatable, Sendable {
    package enum Meaning: Equatable, Sendable {
        /// What its key does.
        case event(Event)
        /// A row of the list, and of the page on top.
        case row(Int)
        case pageRow(Int, count: Int)
        /// A line that is edited: its first shown character and the columns of the shown ones.
        case line(first: Int, columns: [Int])
        /// The block of the shown map.
        case patches(BlockSize)
        /// Words that cover something else.
        case nothing
    }

    package var region: Region
    package var meaning: Meaning
}

/// Everything on the screen of a state that answers to a click; what lies on top comes last.
package func clickables(_ state: ExplorerState, in surroundings: Surroundings) -> [Clickable] {
    var drawing = Drawing(state: state, surroundings: surroundings)
    drawing.drawAll()
    return drawing.clickables
}

/// Mouse reports to events.
package enum MouseMap {
    /// Rows of a turn of the wheel.
    static let wheelRows = 3

    /// What a mouse report means now; nil for nothing. Only presses of the first button and the wheel mean something.
    package static func event(for mouse: Mouse, in state: ExplorerState, surroundings: Surroundings) -> Event? {
        switch mouse.action {
        case .wheelUp: return wheel(-wheelRows, state, surroundings.keys)
        case .wheelDown: return wheel(wheelRows, state, surroundings.keys)
        case .press where mouse.button == 1:
            let place = Position(row: mouse.row, column: mouse.column)
            guard let part = clickables(state, in: surroundings).last(where: { $0.region.contains(place) }) else {
                return nil
            }
            return event(for: part, at: place, state, surroundings.keys)
        default: return nil
        }
    }

    private static func wheel(_ rows: Int, _ state: ExplorerState, _ keys: KeyMap) -> Event {
        if state.judge != nil { return .judge(rows < 0 ? .previous : .next) }
        guard state.zoom == nil, let overlay = state.overlay else { return .point(.scroll(rows)) }
        return .overlay(.to(overlay.cursor + rows, count: OverlayContent(overlay, state, keys: keys).rows.count))
    }

    private static func event(
        for part: Clickable, at place: Position, _ state: ExplorerState, _ keys: KeyMap
    ) -> Event? {
        switch part.meaning {
        case .event(let event): return event
        case .row(let row): return state.pointer.clicked == .list(row) ? .run(.enter) : .point(.row(row))
        case .pageRow(let row, let count):
            guard state.pointer.clicked == .page(row) else { return .point(.pageRow(row, count: count)) }
            return keys.event(for: .named(.enter), in: state)
        case .line(let first, let columns):
            return .point(.caret(first + character(at: place.column - part.region.column, columns)))
        case .patches(let size):
            return .point(
                .patch(size.patch(row: place.row - part.region.row, column: place.column - part.region.column)))
        case .nothing: return nil
        }
    }

    /// The character that a column of a line belongs to; their number behind the last one.
    private static func character(at column: Int, _ columns: [Int]) -> Int {
        var end = 0
        for (index, width) in columns.enumerated() {
            end += width
            if column < end { return index }
        }
        return columns.count
    }
}

extension Drawing {
    /// Notes what was drawn in a region.
    mutating func clickable(_ meaning: Clickable.Meaning, _ region: Region) {
        if region.rows > 0, region.columns > 0 { clickables.append(Clickable(region: region, meaning: meaning)) }
    }

    /// A row of cells that means something.
    mutating func clickable(_ meaning: Clickable.Meaning, row: Int, column: Int = 0, columns: Int) {
        clickable(meaning, Region(row: row, column: column, rows: 1, columns: columns))
    }

    /// Puts spans and notes what a click on each of them does.
    /// - Returns: the column behind the last one written.
    @discardableResult
    mutating func place(_ spans: [Span], row: Int, column: Int, limit: Int) -> Int {
        var start = column
        for span in spans {
            let end = grid.put([span], row: row, column: start, limit: column + limit - start, theme: theme)
            if let event = span.event { clickable(.event(event), row: row, column: start, columns: end - start) }
            start = end
        }
        return start
    }
}
