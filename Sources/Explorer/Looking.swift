// The cursor and the photo: whatever row is under the cursor is what the pane shows and what the engine is asked about.
import Domain

extension Turn {
    mutating func focusRows() {
        guard state.rowCount > 0 else {
            state.notice = .refused(.focusRows, .noRow)
            return
        }
        state.focus = .rows
    }

    mutating func move(_ action: Action) {
        let page = max(1, state.pageRows - 1)
        let target: Int =
            switch action {
            case .down: state.listCursor + (state.focus == .box && state.listCursor == 0 ? 0 : 1)
            case .up: state.listCursor - 1
            case .pageDown: state.listCursor + page
            case .pageUp: state.listCursor - page
            case .first: 0
            default: state.rowCount - 1
            }
        if action == .up, state.focus == .rows, state.listCursor == 0 {
            state.focus = .box
            return
        }
        state.focus = .rows
        stand(on: target)
    }

    mutating func stand(on row: Int) {
        state.justJudged = nil
        let row = max(0, min(row, state.rowCount - 1))
        let changed = row != state.listCursor
        state.listCursor = row
        keepCursorVisible()
        if changed {
            state.hasUnrecordedLook = !state.isPicking
            lookAtRow()
        }
    }

    mutating func keepCursorVisible() {
        let last = max(0, state.rowCount - state.pageRows)
        state.listScroll = min(max(state.listScroll, state.listCursor - state.pageRows + 1), state.listCursor)
        state.listScroll = max(0, min(state.listScroll, last))
    }

    /// Asks for the photo and the reading of what the pane shows now.
    mutating func lookAtRow() {
        if state.pin == nil { state.chosenInstance = state.heldInstance }
        state.whyGeneration += 1
        if let product = state.pickedProduct, state.pin == nil, state.judge == nil { return lookAt(product) }
        guard let image = state.shownImage else {
            state.reading = nil
            return
        }
        if state.reading?.image != image { state.reading = nil }
        fetch(image)
        let subject = state.subject.map { state.withoutVerdicts($0).subject }
        effects.append(.read(image: image, subject: subject, generation: state.whyGeneration))
    }

    /// Asks what a product of the list would be asked with. Which photo that is, the engine says.
    private mutating func lookAt(_ product: Product) {
        if state.reading?.image != state.shownImage { state.reading = nil }
        effects.append(.readProduct(product, generation: state.whyGeneration))
        if let image = state.pickedInstance?.image { fetch(image) }
    }

    mutating func receive(_ read: ProductReading, _ generation: Int) {
        guard generation == state.whyGeneration, read.productID == state.pickedProduct?.label.productID else { return }
        state.picked = PickedInstance(productID: read.productID, image: read.asked.image, instance: read.asked.instance)
        state.reading = read.picture
        fetch(read.asked.image)
    }

    private mutating func fetch(_ image: String) {
        guard state.pictures[image] == nil else { return }
        effects.append(.picture(image: image, generation: state.whyGeneration))
    }

    /// Changes how the photo is shown; the journal hears of it at the next pause.
    mutating func look(_ change: (inout ExplorerState) -> Void) {
        change(&state)
        state.hasUnrecordedLook = true
    }

    mutating func stepInstance(_ step: Int) {
        guard let instances = state.reading?.instances.map(\.instance), !instances.isEmpty else { return }
        let next = instances.following(state.shownInstance ?? instances[0], by: step)
        look { $0.chosenInstance = next }
    }

    /// Shows every photo through one query; 0 shows the winners again.
    mutating func hold(_ line: Int) {
        guard let lines = state.probe.sheet?.lines, lines.indices.contains(line) else { return }
        state.heldInstance = lines[line].instance
        look { $0.chosenInstance = lines[line].instance }
        state.notice = .holding(lines[line].instance)
    }

    mutating func choose(_ instance: Int) {
        if let obstacle = state.obstacle(to: .nextInstance) {
            state.notice = .refused(.nextInstance, obstacle)
        } else if state.reading?.instances.contains(where: { $0.instance == instance }) == true {
            look { $0.chosenInstance = instance }
        } else if let reading = state.reading {
            state.notice = .noSuchQuery(instance, of: reading.instances.count)
        }
    }

    // MARK: The pinned photo

    mutating func togglePin() {
        state.hasUnrecordedLook = true
        if state.pin != nil {
            state.pin = nil
            return lookAtRow()
        }
        guard let image = state.shownImage else { return }
        pin(image)
        state.focus = .box
    }

    mutating func pin(_ image: String) {
        state.pin = Pin(image: image)
        effects.append(.pin(image: image))
        shine()
    }

    /// Asks for the map of the pinned photo under the words in the box.
    mutating func shine() {
        guard let pin = state.pin else { return }
        state.shineGeneration += 1
        let words = state.isPicking ? "" : state.box.text
        guard !words.isEmpty else {
            state.pin?.map = nil
            state.pin?.score = nil
            return
        }
        state.chosenInstance = nil
        effects.append(.shine(image: pin.image, words: words, generation: state.shineGeneration))
    }
}

extension ExplorerState {
    /// The cursor of the list on the screen, products or matches.
    package internal(set) var listCursor: Int {
        get { isPicking ? pickerCursor : cursor }
        set { if isPicking { pickerCursor = newValue } else { cursor = newValue } }
    }

    package internal(set) var listScroll: Int {
        get { isPicking ? pickerScroll : scroll }
        set { if isPicking { pickerScroll = newValue } else { scroll = newValue } }
    }
}
