// Where a view is, in the words of the command line: what is asked, the row, the query and the drawing. A shared
// picture of the screen carries its address, so that whoever gets it can stand at the same place.
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
    /// The instance query looked at, from 1; nil for the winner.
    package var instance: Int?

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
        self.init(
            subject, score: state.score, view: state.view, image: state.match?.image, instance: state.chosenInstance)
        blend = state.blend
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
        if let instance { flags += ["--query", String(instance)] }
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
        state.chosenInstance = address.instance
        state.addressedImage = address.image
        let count = state.health.instancesPerPicture
        if let instance = address.instance, count > 0, !(1...count).contains(instance) {
            state.chosenInstance = nil
            state.notice = .noSuchQuery(instance, of: count)
        }
        state.unrecordedQuery = .jumped
        ask(keeping: address.image)
    }
}
