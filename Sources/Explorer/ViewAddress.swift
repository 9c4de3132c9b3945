// Where a view is, in the words of the command line: what is asked, the row, the query and the drawing, and what was taken
// out of the photo. A shared picture of the screen carries its address, so that whoever gets it can stand at the same place.
import Domain

/// The address of a view.
package struct ViewAddress: Equatable, Sendable {
    package var subject: QuerySubject
    package var score: ScoreKind
    /// Weight of the global vector in a blend, 0...1.
    package var blend = 0.5
    package var view: MapView
    /// The photo under the cursor; nil for the first row.
    package var image: String?
    /// The photo in the pane, where it is not that of the row.
    package var pinned: String?
    /// The instance query looked at, from 1; nil for the winner.
    package var instance: Int?
    /// The query that all photos are seen through, from 1.
    package var held: Int?
    package var map = MapName.free
    /// What the photo was ranked without.
    package var part: PartName?
    /// Where the patch cursor stands.
    package var patch: PatchPlace?

    package init(
        _ subject: QuerySubject, score: ScoreKind = .instance, view: MapView = .spotlight, image: String? = nil,
        instance: Int? = nil
    ) {
        self.subject = subject
        self.score = score
        self.view = view
        self.image = image
        self.instance = instance
    }

    /// The address of what is on the screen; nil while a product is being picked.
    package init?(_ state: ExplorerState) {
        guard let subject = state.subject else { return nil }
        // The list is ranked without a part of one photo, so that photo is the one to stand on.
        let image = (state.pin == nil ? state.knockOutShown?.image : nil) ?? state.match?.image
        let isHeld = state.heldInstance != nil && state.chosenInstance == state.heldInstance
        self.init(
            subject, score: state.score, view: state.view, image: image, instance: isHeld ? nil : state.chosenInstance)
        (blend, held, map, pinned) = (state.blend, state.heldInstance, MapName(state), state.pin?.image)
        let columns = state.shownMap?.columns ?? state.health.patchColumns
        part = state.knockOutShown.map { PartName($0.knockOut, columns: columns) }
        patch = state.probe.patch.map { PatchPlace(patch: $0, columns: columns) }
    }

    /// The same address with its photos under other names.
    package func moved(by rename: (String) -> String) -> ViewAddress {
        var moved = self
        (moved.image, moved.pinned) = (image.map(rename), pinned.map(rename))
        if case .picture(let path, let instance) = subject { moved.subject = .picture(rename(path), instance: instance) }
        return moved
    }

    /// The flags of `eclip explore` that lead here.
    package var flags: [String] {
        var flags: [String]
        switch subject {
        case .text(let words): flags = ["--open", words]
        case .product(let id): flags = ["--open", "#" + id]
        case .picture(let path, let instance): flags = ["--like", path + (instance.map { ":\($0)" } ?? "")]
        }
        if score != .instance { flags += ["--by", score.rawValue] }
        if score == .blend, blend != 0.5 { flags += ["--blend", String(blend)] }
        if view != .spotlight { flags += ["--view", view.rawValue] }
        if let image { flags += ["--photo", image] }
        if let pinned { flags += ["--pinned", pinned] }
        if let instance { flags += ["--query", String(instance)] }
        if let held { flags += ["--held", String(held)] }
        if let map = map.text { flags += ["--map", map] }
        if let part { flags += ["--without", part.text] }
        if let patch { flags += ["--patch", patch.text] }
        return flags
    }

    /// What `--open` means: `#id` is a product, anything else words.
    package static func subject(open text: String) -> QuerySubject {
        text.hasPrefix("#") && text.count > 1 ? .product(String(text.dropFirst())) : .text(text)
    }

    /// What `--like` means: a picture, and behind the last colon an instance from 1.
    package static func subject(like text: String) -> QuerySubject {
        guard let colon = text.lastIndex(of: ":"), colon != text.startIndex,
            let instance = Int(text[text.index(after: colon)...]), instance > 0
        else { return .picture(text, instance: nil) }
        return .picture(String(text[..<colon]), instance: instance)
    }
}

/// Which map is shown, as `--map` names it: `words`, `minus-none`, `minus-product`, `minus:WORDS`, `layer:N`, `global`,
/// `head:N` (of the patch cursor; counted through all heads of the image encoder).
package struct MapName: Equatable, Sendable {
    package var mode: MapMode
    /// What `minus:` takes away; nobody else's session knows the question before.
    package var minusWords: String?

    package static let free = MapName(mode: .free)

    package init(mode: MapMode, minusWords: String? = nil) {
        self.mode = mode
        self.minusWords = minusWords
    }

    init(_ state: ExplorerState) {
        self.init(mode: state.probe.mode, minusWords: state.probe.mode == .minusQuery ? state.otherWords : nil)
    }

    /// nil for a name that is none.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        switch (parts[0], parts.count > 1 ? parts[1] : nil) {
        case ("words", nil): self.init(mode: .words)
        case ("minus-none", nil): self.init(mode: .minusEmpty)
        case ("minus-product", nil): self.init(mode: .minusProduct)
        case ("minus", let words?) where !words.isEmpty: self.init(mode: .minusQuery, minusWords: words)
        case ("layer", let number?):
            guard let layer = Int(number), layer > 0 else { return nil }
            self.init(mode: .layer(layer))
        case ("global", nil): self.init(mode: .pooled)
        case ("head", let number?):
            guard let head = Int(number), head > 0 else { return nil }
            self.init(mode: .head(head))
        default: return nil
        }
    }

    /// nil for the free map.
    package var text: String? {
        switch mode {
        case .words: "words"
        case .minusEmpty: "minus-none"
        case .minusProduct: "minus-product"
        case .minusQuery: minusWords.map { "minus:" + $0 }
        case .layer(let layer): "layer:\(layer)"
        case .pooled: "global"
        case .head(let head): "head:\(head)"
        default: nil
        }
    }
}

/// What an address asks for once its photo has been read.
struct Arrival: Equatable, Sendable {
    var image: String?
    var part: PartName?
    var patch: PatchPlace?
}

extension Turn {
    /// Goes to an address as one goes to a place: the question before stays behind as the way back.
    mutating func reopen(_ address: ViewAddress) {
        settle()
        state.overlay = nil
        state.marked = []
        show(address.subject)
        (state.score, state.blend) = (address.score, address.blend)
        state.view = address.view
        state.focus = .rows
        state.addressedImage = address.image
        state.unrecordedQuery = .jumped
        state.pin = nil
        if let pinned = address.pinned { pin(pinned) }
        ask(keeping: address.image)
        // Another question let go of what was held: the address holds its own.
        state.heldInstance = known(address.held)
        state.chosenInstance = known(address.instance) ?? state.heldInstance
        (state.probe.mode, state.probe.minusWords) = (address.map.mode, address.map.minusWords)
        state.arrival = Arrival(image: address.pinned ?? address.image, part: address.part, patch: address.patch)
    }

    /// A query that a photo has; others are told.
    private mutating func known(_ instance: Int?) -> Int? {
        let count = state.health.instancesPerPicture
        guard let instance, count > 0, !(1...count).contains(instance) else { return instance }
        state.notice = .noSuchQuery(instance, of: count)
        return nil
    }

    /// The photo of an address is here: its patch cursor and its blanked parts follow.
    mutating func arrive() {
        guard let arrival = state.arrival, state.answerIsCurrent, let map = state.shownMap, state.reading?.image == state.shownImage
        else { return }
        state.arrival = nil
        guard arrival.image == nil || arrival.image == state.shownImage else { return }
        if let place = arrival.patch { state.probe.patch = patch(at: place, of: map) }
        guard let part = arrival.part else { return }
        switch part {
        case .outline: knockOutOutline()
        case .query(let number): if let number = known(number) { knockOut(.query(number)) }
        case .patches(let places):
            let patches = places.compactMap { patch(at: $0, of: map) }
            if patches.count == places.count { knockOut(.patches(Set(patches))) }
        }
    }

    private mutating func patch(at place: PatchPlace, of map: AttentionMap) -> Int? {
        let patch = place.patch(rows: map.rows, columns: map.columns)
        if patch == nil { state.notice = .noSuchPatch(place, rows: map.rows, columns: map.columns) }
        return patch
    }
}
