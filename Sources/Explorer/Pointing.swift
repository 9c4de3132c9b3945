// The mouse: what was pointed at comes as the thing itself (a row, a patch, a caret), never as a place on the screen, so
// that a click and a key end in the same change.

/// What a click or the wheel is about.
package enum Pointing: Equatable, Sendable {
    /// A row of the list, products or matches, from 0.
    case row(Int)
    /// A row of the page on top, of `count`.
    case pageRow(Int, count: Int)
    /// The caret of the line that is edited goes before this character.
    case caret(Int)
    /// A patch of the shown map, row-major from the top left.
    case patch(Int)
    /// The wheel over the list: rows, down is positive.
    case scroll(Int)
}

/// What the mouse does and did.
package struct PointerState: Equatable, Sendable {
    /// The row that the click before was on; any key forgets it.
    package enum Row: Equatable, Sendable {
        case list(Int)
        case page(Int)
    }

    /// The program reads the mouse; otherwise the terminal selects text with it.
    package var isOn: Bool
    package internal(set) var clicked: Row?

    package init(isOn: Bool = true) {
        self.isOn = isOn
    }
}

extension Turn {
    mutating func point(_ pointing: Pointing) {
        switch pointing {
        case .row(let row):
            guard row < state.rowCount else { return }
            state.boxIsSelected = false
            state.focus = .rows
            stand(on: row)
            state.pointer.clicked = .list(row)
        case .pageRow(let row, let count):
            moveInOverlay(.to(row, count: count))
            state.pointer.clicked = .page(row)
        case .caret(let caret): placeCaret(caret)
        case .patch(let patch):
            if state.probe.patch != nil, let map = state.shownMap, map.weights.indices.contains(patch) {
                state.probe.patch = patch
            }
        case .scroll(let rows):
            guard state.rowCount > 0 else { return }
            state.listScroll = max(0, state.listScroll + rows)
            stand(on: state.listCursor + rows)
        }
    }

    private mutating func placeCaret(_ caret: Int) {
        if editOverlay({ $0.stand(before: caret) }) { return }
        state.focus = .box
        state.boxIsSelected = false
        state.box.stand(before: caret)
    }

    /// Gives the mouse to the program, or back to the terminal.
    mutating func toggleMouse() {
        state.pointer.isOn.toggle()
        state.notice = .mouse(state.pointer.isOn)
        effects.append(.mouse(state.pointer.isOn))
    }
}
