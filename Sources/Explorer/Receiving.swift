// Answers: a stale one is dropped by its number, a late picture is kept, a failure becomes something to read.
import Domain

extension Turn {
    mutating func receive(_ event: Event) {
        switch event {
        case .opened(let opening, let health, let language): open(opening, health, language)
        case .grown(let health, let catalog, let isWhole): grow(health, catalog, isWhole: isWhole)
        case .health(let health): state.health = health
        case .products(let catalog): receiveProducts(catalog)
        case .listed(let rows, let text): receiveList(rows, for: text)
        case .progress(let progress): state.progress = progress
        case .found(let answer, let generation): receive(answer, generation)
        case .foundSoFar(let answer, let generation): receiveSoFar(answer, generation)
        case .searchFailed(let problem, let generation): fail(problem, generation)
        case .queries(let questions, let name): receiveQueries(questions, name: name)
        case .glanced(let glances, let first): receiveGlances(glances, first: first)
        case .facets(let columns, let generation): receiveFacets(columns, generation)
        case .facetsFailed(let problem, let generation): failFacets(problem, generation)
        case .previewed(let answer, let generation): receivePreview(answer, generation)
        case .previewFailed(let problem, let generation): failPreview(problem, generation)
        case .compared(let rows, let generation): receiveComparison(rows, generation)
        case .comparisonFailed(let problem, let generation): failComparison(problem, generation)
        case .rankedGlobally(let ranks, let generation):
            if generation == state.searchGeneration { state.globalRanks = ranks }
        case .reading(let reading, let generation):
            if generation == state.whyGeneration, reading.image == state.shownImage { state.reading = reading }
        case .productRead(let read, let generation): receive(read, generation)
        case .picture(let raster, let image, _):
            state.pictures.put(raster, for: image)
            state.pictureFaults[image] = nil
        case .pictureFailed(let image, let problem): state.pictureFaults[image] = problem
        case .enlarged(let raster, let image): receiveEnlarged(raster, image)
        case .pinned, .pinFailed, .shone: receiveLight(event)
        case .saved(let through): state.savedThrough = max(state.savedThrough, through)
        case .probed(let probe, let answer): receive(answer, to: probe)
        case .journalFailed(let problem), .shareFailed(let problem): state.notice = .problem(problem)
        case .shared(let path): state.notice = .shared(path)
        case .reopen(let address): reopen(address)
        case .guide: if state.tour == nil { startTour() }
        default: break
        }
    }

    private mutating func receive(_ answer: SearchAnswer, _ generation: Int) {
        guard generation == state.searchGeneration else { return }
        let wanted = state.keptImage
        let instance = state.chosenInstance
        state.answer = answer
        state.knockedOut = nil
        state.answerIsCurrent = true
        state.isSearching = false
        state.searchFault = nil
        state.globalRanks = [:]
        state.cursor = wanted.flatMap { image in answer.matches.firstIndex { $0.image == image } } ?? 0
        state.scroll = 0
        state.wantedImage = nil
        if let image = state.addressedImage, !answer.matches.contains(where: { $0.image == image }) {
            state.notice = .noSuchPhoto(image)
        }
        state.addressedImage = nil
        keepCursorVisible()
        lookAtRow()
        if let wanted, wanted == state.shownImage { state.chosenInstance = instance }
        if state.unrecordedQuery == .jumped || state.unrecordedQuery == .back { settle() }
    }

    /// Rows to look at while the search goes on; they are not yet the answer.
    private mutating func receiveSoFar(_ answer: SearchAnswer, _ generation: Int) {
        guard generation == state.searchGeneration, state.isSearching, !answer.matches.isEmpty else { return }
        let kept = state.keptImage
        (state.answer, state.generationSoFar) = (answer, generation)
        (state.knockedOut, state.globalRanks) = (nil, [:])
        state.cursor = kept.flatMap { image in answer.matches.firstIndex { $0.image == image } } ?? 0
        state.scroll = 0
        keepCursorVisible()
        lookAtRow()
    }

    private mutating func fail(_ problem: String, _ generation: Int) {
        guard generation == state.searchGeneration else { return }
        state.isSearching = false
        state.searchFault = problem
        // Rows of another question under these words would be judged for them.
        (state.answer, state.knockedOut, state.reading) = (nil, nil, nil)
        if state.filterDoubt == nil { state.notice = .problem(problem) }
    }

    private mutating func receiveLight(_ event: Event) {
        switch event {
        case .pinned(let image):
            guard state.pin?.image == image else { return }
            state.pin?.isReady = true
            let chosen = state.chosenInstance
            shine()
            state.chosenInstance = chosen
        case .pinFailed(let image, let problem):
            guard state.pin?.image == image else { return }
            state.pin = nil
            state.notice = .problem(problem)
            lookAtRow()
        case .shone(let image, let words, let map, let score, let generation):
            guard state.pin?.image == image, generation == state.shineGeneration else { return }
            state.pin?.words = words
            state.pin?.map = map
            state.pin?.score = score
        default: break
        }
    }

    private mutating func receiveList(_ rows: [PickerRow], for text: String) {
        guard state.box.text == text else { return }
        show(rows)
        if state.isPicking { lookAtRow() }
    }

    private mutating func receiveProducts(_ catalog: PickerCatalog) {
        state.catalog = catalog
        refreshPicker()
        if case .product(let id) = state.chip?.subject,
            let title = state.catalog.title(of: id, language: state.language)
        {
            state.chip?.label = title
        }
        if state.judge != nil { return }
        if state.isPicking { lookAtRow() }
        effects.append(.countFacets([], generation: 0))
    }

    // MARK: Opening

    private mutating func open(_ opening: Opening, _ health: HealthReport, _ language: Language) {
        let wasRunning = state.isOpen
        state.health = health
        state.language = language
        if case .restored(let memory, _) = opening {
            state.memory = memory
            state.noteDrafts = memory.asides.compactMapValues(\.draft)
        }
        let isReturning = state.memory.opened.map { $0.index == health.index } ?? true || state.memory.hasPlace(on: health.index)
        if !wasRunning { recordOpening(health) }
        if state.judge != nil { return startJudging() }
        switch opening {
        case .restored(_, let note): restore(note: note, isReturning: isReturning)
        case .story(let story): tell(story)
        case .picker: state.isPicking ? refreshPicker() : ask(keeping: state.rowImage)
        }
        if state.isPicking { lookAtRow() }
        if let warning = health.warnings.first, state.notice == nil || opening == .picker {
            state.notice = .warning(warning)
        }
    }

    /// The same question to more photos. A cursor that was moved stays on its photo; who only typed gets the best row.
    private mutating func grow(_ health: HealthReport, _ catalog: PickerCatalog, isWhole: Bool) {
        let warnings = health.warnings.filter { !state.health.warnings.contains($0) }
        state.health = health
        state.probe.forget()
        if isWhole { recordOpening(health) }
        receiveProducts(catalog)
        if let warning = warnings.first { state.notice = .warning(warning) }
        let isOnRows = state.focus == .rows || state.cursor > 0
        if !state.isPicking { ask(keeping: state.awaitedImage ?? (isOnRows ? state.rowImage : state.wantedImage)) }
        if isWhole { state.awaitedImage = nil }
    }

    private mutating func recordOpening(_ health: HealthReport) {
        record(
            .opened(
                OpenedAct(
                    program: "eclip", modelSHA256: health.modelSHA256, index: health.index, pictures: health.pictures,
                    catalog: health.catalog)))
    }

    private mutating func restore(note: String?, isReturning: Bool) {
        let look = state.memory.look
        (state.view, state.outlineShare, state.chosenInstance) = (look.view, look.outline, look.instance)
        refreshPicker()
        if !state.box.isEmpty {
            // Words that were typed while the files were opened are newer than any place.
            state.isPicking ? () : ask(keeping: nil)
        } else if let place = state.memory.place {
            go(to: place)
            state.marked = Set(state.memory.marked)
            state.focus = .rows
            state.awaitedImage = place.image
            ask(keeping: place.image)
        }
        if let pinned = look.pinned { pin(pinned) }
        // Nobody is welcomed back to a catalog that was never opened.
        if isReturning || note != nil { state.notice = .restored(verdicts: state.memory.verdicts.count, note: note) }
    }

    private mutating func tell(_ story: Story) {
        state.box = LineEditor(story.words)
        // A newcomer's first act is to type: the words give way to the first letter, and no letter is a command yet.
        state.focus = .box
        state.boxIsSelected = true
        state.unrecordedQuery = .typed
        ask(keeping: story.image)
        state.notice = .story(story)
    }
}
