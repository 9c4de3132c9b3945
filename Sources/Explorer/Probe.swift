// Questions about one photo or about all queries that take the machine a while: which ones follow from the state, so that
// no key and no answer has to remember to ask, and an answer to an older question is told by the question it carries.
import Domain

/// A question to the machine beside the search.
package enum Probe: Equatable, Sendable {
    /// The place of a photo; with the effect of each word.
    case why(SearchRequest, image: String, words: Bool)
    case knockOut(KnockOut, image: String, SearchRequest)
    /// Where texts look in a photo, and its layers.
    case maps(image: String, texts: [String])
    /// All instance queries over the index.
    case sheet
    /// The photos whose query looks at one place.
    case region(RegionQuestion)

    /// One question of a kind waits at a time.
    package enum Kind: Int, Sendable {
        case why, knockOut, maps, sheet, region
    }

    package var kind: Kind {
        switch self {
        case .why: .why
        case .knockOut: .knockOut
        case .maps: .maps
        case .sheet: .sheet
        case .region: .region
        }
    }
}

/// What a probe found.
package enum ProbeAnswer: Equatable, Sendable {
    case why(WhyReport)
    case knockedOut(KnockOutReport)
    case maps(PhotoMaps)
    case sheet(QuerySheet)
    case region(RegionReport)
    case failed(String)
}

/// A page that shows what a probe found.
package enum Inquiry: Equatable, Sendable {
    case why, sheet, region
}

/// A step of the patch cursor.
package enum PatchMove: Equatable, Sendable {
    case left, right, up, down, leave
}

/// Which of a photo's maps is shown.
package enum MapMode: Equatable, Sendable {
    /// An instance query's, of the last layer (or the live words of a pinned photo).
    case free
    /// The text-conditioned map of the words in the box.
    case words
    /// That map minus the one of a prompt that says nothing, of the words asked before, of the title of the row's product.
    case minusEmpty, minusQuery, minusProduct
    /// An instance query's, of an earlier layer, from 1.
    case layer(Int)
    /// What the global vector is made of.
    case pooled
    /// From where the patch under the cursor reads in one head of the image encoder; counted through all its heads, from 1.
    case head(Int)
}

extension MapMode {
    /// A map minus another one.
    package var isContrast: Bool { [.minusEmpty, .minusQuery, .minusProduct].contains(self) }
}

/// What the probes know.
package struct ProbeState: Equatable, Sendable {
    package var why: WhyReport?
    package var sheet: QuerySheet?
    package var maps: PhotoMaps?
    /// The place that the page of photos is about, and what was found.
    package var place: RegionQuestion?
    package var region: RegionReport?
    package var mode = MapMode.free
    /// The patch under the patch cursor, row-major from the top left; nil while there is none.
    package var patch: Int?
    /// Why a probe failed, until another one is asked.
    package var fault: String?
    var asked: [Probe.Kind: Probe] = [:]
    /// What the map of `minusQuery` takes away where it is not the question before: that of an address.
    var minusWords: String?

    /// What was found belongs to an index that has grown since.
    mutating func forget() { (why, sheet, region, asked) = (nil, nil, nil, [:]) }

    /// Goes back to the map of the shown query.
    mutating func leaveMap() { (mode, minusWords) = (.free, nil) }
}

// MARK: What follows from the state

extension ExplorerState {
    /// What the words are called where a map is of words: those of the box without operators and filters, or the title of
    /// what was picked.
    package var probeWords: String { chip?.label ?? (isPicking ? "" : QueryParts(box.text).words) }

    /// The words of the latest other question.
    package var otherWords: String? {
        probe.minusWords ?? memory.recentWords.lazy.map { QueryParts($0).words }.first { !$0.isEmpty && $0.folded != probeWords.folded }
    }

    /// The title of the product whose row is under the cursor.
    package var rowTitle: String? {
        let title = match?.product.title ?? pickedProduct?.label.title
        return title.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The query that the patch under the cursor belongs to, the strongest of those that see products; nil without a patch cursor.
    package var patchOwner: Int? {
        guard let patch = probe.patch, let reading, reading.image == shownImage else { return nil }
        let all = reading.instances.filter { patch < $0.owned.count }
        let products = all.filter { !$0.isBackground }
        return (products.isEmpty ? all : products).max { ($0.owned[patch], $1.instance) < ($1.owned[patch], $0.instance) }?.instance
    }

    /// The query that Enter asks for more of: the owner of the patch under the cursor, else the one that is shown.
    package var likenedInstance: Int? { patchOwner ?? shownInstance }

    /// The pinned photo's place, once known for the question on the screen.
    package var pinnedWhy: WhyReport? {
        guard let report = probe.why, report.image == pin?.image, answerIsCurrent,
            report.request.subject == answer?.request.subject, report.request.score == answer?.request.score
        else { return nil }
        return report
    }

    /// How far the pinned photo is behind the last row that was fetched; nil where it stands among them.
    package var behindLastRow: Float? {
        guard let report = pinnedWhy, let last = answer?.matches.last, last.score > report.standing.score else { return nil }
        return last.score - report.standing.score
    }

    /// The probed maps of the photo on the screen.
    var shownMaps: PhotoMaps? {
        guard let maps = probe.maps, maps.image == shownImage, maps.texts == probeTexts else { return nil }
        return maps
    }

    private var probeTexts: [String] { [probeWords, "", otherWords ?? "", rowTitle ?? ""] }

    /// The map that takes the place of the free one.
    var probedMap: AttentionMap? {
        guard probe.mode != .free, let maps = shownMaps else { return nil }
        switch probe.mode {
        case .layer, .pooled, .head: return steppedMap(maps)
        default: return probeWords.isEmpty ? nil : maps.conditioned.first
        }
    }

    /// The signed map, where one is shown.
    package var contrast: ContrastMap? {
        guard let maps = shownMaps, maps.conditioned.count == 4, !probeWords.isEmpty else { return nil }
        switch probe.mode {
        case .minusEmpty: return ContrastMap(maps.conditioned[0], minus: maps.conditioned[1])
        case .minusQuery: return ContrastMap(maps.conditioned[0], minus: maps.conditioned[2])
        case .minusProduct: return ContrastMap(maps.conditioned[0], minus: maps.conditioned[3])
        default: return nil
        }
    }

    /// The shown map is of words rather than of an instance query.
    package var mapIsOfWords: Bool {
        switch probe.mode {
        case .free: showsLiveWords
        case .layer, .pooled, .head: false
        default: probedMap != nil
        }
    }

    /// The map that was asked for is not here yet.
    package var isAskingForMap: Bool {
        switch probe.mode {
        case .layer, .pooled, .head: return shownMaps == nil
        default: break
        }
        return probe.mode != .free && shownMaps == nil && !probeWords.isEmpty
    }

    /// The map modes that a key can lead to now, the free one first.
    var contrasts: [MapMode] {
        [.free, .minusEmpty] + (otherWords == nil ? [] : [.minusQuery]) + (rowTitle == nil ? [] : [.minusProduct])
    }

    var probeObstacles: [Action: Obstacle] {
        var obstacles: [Action: Obstacle] = [:]
        if shownImage == nil || answer == nil || isPicking { obstacles[.why] = isPicking ? .notAMatch : .noPicture }
        for action in [Action.patchCursor, .layer, .head] where reading == nil {
            obstacles[action] = shownImage == nil ? .noPicture : .noReading
        }
        for action in [Action.wordsMap, .contrast] {
            if shownImage == nil { obstacles[action] = .noPicture } else if probeWords.isEmpty { obstacles[action] = .noWords }
        }
        for action in [Action.knockPatch, .knockOutline, .knockQuery] {
            if isPicking || answer == nil { obstacles[action] = .notAMatch } else if reading == nil { obstacles[action] = .noReading }
        }
        if regionQuestion == nil { obstacles[.spot] = shownImage == nil ? .noPicture : reading == nil ? .noReading : .noPatch }
        if obstacles[.knockPatch] == nil, probe.patch == nil { obstacles[.knockPatch] = .noPatch }
        return obstacles
    }

    /// The questions whose answers the screen shows now.
    fileprivate var wantedProbes: [Probe] {
        var wanted: [Probe] = []
        var page: Inquiry?
        if case .inquiry(let inquiry, _) = overlay { page = inquiry }
        if answerIsCurrent, let request = answer?.request, let image = pin?.image ?? (page == .why ? shownImage : nil) {
            wanted.append(.why(request, image: image, words: page == .why))
        }
        if probe.mode != .free, let image = shownImage { wanted.append(.maps(image: image, texts: probeTexts)) }
        if page == .sheet { wanted.append(.sheet) }
        if page == .region, let place = probe.place, regionReport == nil { wanted.append(.region(place)) }
        return wanted
    }
}

// MARK: The reducer's part

extension Turn {
    /// Asks what the screen needs and was not asked yet. The last thing in every turn.
    mutating func askProbes() {
        if state.focus == .box || state.reading == nil { state.probe.patch = nil }
        // There is nothing left to take away.
        if state.answerIsCurrent, !state.contrasts.contains(state.probe.mode), state.probe.mode.isContrast { state.probe.leaveMap() }
        // Nobody looks at the page any more: all photos of a large index take a while.
        if let asked = state.probe.asked[.region], !state.wantedProbes.contains(asked) {
            state.probe.asked[.region] = nil
            effects.append(.cancel(.region))
        }
        dropHeadWithoutPatch()
        for probe in state.wantedProbes where state.probe.asked[probe.kind] != probe {
            if case .why(_, let image, false) = probe, case .why(_, image, true)? = state.probe.asked[.why],
                state.pinnedWhy != nil
            { continue }
            ask(probe)
        }
    }

    private mutating func ask(_ probe: Probe) {
        state.probe.asked[probe.kind] = probe
        state.probe.fault = nil
        effects.append(.probe(probe))
    }

    mutating func probe(_ action: Action) {
        switch action {
        case .why: state.overlay = .inquiry(.why, ListPage())
        case .sheet: state.overlay = .inquiry(.sheet, ListPage())
        case .spot: openRegion()
        case .patchCursor: togglePatch()
        case .knockPatch: if let patch = state.probe.patch { knockOut(state.blankedPatches.symmetricDifference([patch])) }
        case .knockOutline: knockOutOutline()
        case .knockQuery: if let instance = state.shownInstance { knockOut(.query(instance)) }
        case .wordsMap: state.probe.mode = state.probe.mode == .words ? .free : .words
        case .contrast:
            // From any other map, the words' own above all, the first contrast: nobody asked for the free map.
            let isOther = !state.contrasts.contains(state.probe.mode)
            let next = isOther ? .minusEmpty : state.contrasts.following(state.probe.mode, by: 1)
            if next == .free { state.probe.leaveMap() } else { state.probe.mode = next }
        case .layer: stepLayer()
        case .head: stepHead()
        default: break
        }
    }

    // MARK: The patch cursor

    private mutating func togglePatch() {
        state.probe.patch = state.probe.patch == nil ? state.shownMap?.peak : nil
        state.focus = .rows
    }

    mutating func move(_ move: PatchMove) {
        guard let patch = state.probe.patch, let map = state.shownMap else { return }
        let (row, column) = (patch / map.columns, patch % map.columns)
        switch move {
        case .left: state.probe.patch = column > 0 ? patch - 1 : patch
        case .right: state.probe.patch = column + 1 < map.columns ? patch + 1 : patch
        case .up: state.probe.patch = row > 0 ? patch - map.columns : patch
        case .down: state.probe.patch = row + 1 < map.rows ? patch + map.columns : patch
        case .leave: state.probe.patch = nil
        }
    }

    // MARK: Knock-out

    mutating func knockOutOutline() {
        guard let map = state.shownMap else { return }
        let inside = map.outline(holding: Float(state.outlineShare)).inside
        knockOut(state.blankedPatches.union(inside.indices.filter { inside[$0] }))
    }

    /// A badge is several patches: each press adds to what is blanked already; without any left the photo is whole again.
    private mutating func knockOut(_ patches: Set<Int>) {
        if patches.isEmpty { putBack() } else { knockOut(.patches(patches)) }
    }

    mutating func knockOut(_ part: KnockOut) {
        guard let image = state.shownImage, let request = state.answer?.request else { return }
        ask(.knockOut(part, image: image, request))
    }

    // MARK: Answers

    mutating func receive(_ answer: ProbeAnswer, to probe: Probe) {
        guard state.probe.asked[probe.kind] == probe else { return }
        switch answer {
        case .why(let report): state.probe.why = report
        case .maps(let maps):
            state.probe.maps = maps
            // An address may name a layer or a head that this checkpoint does not have.
            if state.probe.mode.isMissing(from: maps) { state.probe.leaveMap() }
        case .sheet(let sheet): state.probe.sheet = sheet
        case .region(let report): (state.probe.region, state.probe.asked[.region]) = (report, nil)
        case .knockedOut(let report):
            state.probe.asked[.knockOut] = nil
            showKnockOut(report)
        case .failed(let problem):
            state.probe.fault = problem
            if probe.kind == .maps { state.probe.mode = .free }
            if probe.kind == .knockOut { state.probe.asked[.knockOut] = nil }
            state.notice = .problem(problem)
        }
    }
}
