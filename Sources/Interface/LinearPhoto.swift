// What a zoom is for without a screen: the whole photo in words, one query a line, the one that owns most first.
import Domain
import Explorer

extension LinearReader {
    /// Reads the photo out. Which queries are dead is known once the sheet over the index was asked for.
    mutating func describe(_ state: ExplorerState) -> LinearStep {
        if let obstacle = state.spokenObstacle(to: .zoom) { return .events([.refused(.zoom, obstacle)]) }
        let events = closed(state)
        // The page would put back what was blanked.
        if state.probe.sheet != nil || state.knockOutShown != nil, events.isEmpty {
            return .say(LinearVoice(state: state, keys: keys).photo)
        }
        request = .photo
        guard state.probe.sheet == nil, state.knockOutShown == nil else { return .events(events) }
        return .events([.run(.sheet), .overlay(.close)])
    }
}

extension ExplorerState {
    /// Lines have no photo to wait for, but what its queries read.
    func spokenObstacle(to action: Action) -> Obstacle? {
        guard action == .zoom else { return obstacle(to: action) }
        guard let image = shownImage else { return .noPicture }
        return reading?.image == image ? nil : .noReading
    }
}

extension LinearVoice {
    /// The photo, what it is filed as, and what each of its queries sees.
    var photo: [String] {
        guard let reading = state.reading, reading.image == state.shownImage else { return [] }
        let count = reading.instances.count
        var lines = [([reading.image, filing].compactMap { $0 }).joined(separator: say(.comma)), say(.photoQueries(count))]
        let owned = PatchOwners(reading)
        let order = reading.instances.sorted {
            let (one, other) = ($0.isBackground ? 1 : 0, $1.isBackground ? 1 : 0)
            return (one, owned.count(of: $1.instance), $0.instance) < (other, owned.count(of: $0.instance), $1.instance)
        }
        lines += order.map { line($0, owned: owned.share(of: $0.instance)) }
        return lines
    }

    private var filing: String? {
        guard let image = state.shownImage else { return nil }
        if let match = state.answer?.matches.first(where: { $0.image == image }) { return say(.filedAs(match.product.name)) }
        if let report = state.pinnedWhy, report.image == image { return say(.filedAs(report.product.name)) }
        return state.pickedProduct.map { say(.filedAs($0.title(in: language.rawValue))) }
    }

    /// "b, wins, sees the left part, owns 12 percent of the patches, score .648, nearest to yellow sock, .701".
    private func line(_ instance: InstanceReading, owned: Double) -> String {
        let number = instance.instance
        let isWinner = state.match.map { $0.image == state.shownImage && $0.instance == number } ?? false
        var marks = isWinner ? [say(.winsRow)] : []
        if state.pickedInstance?.image == state.shownImage, state.pickedInstance?.instance == number { marks.append(say(.productsOwn)) }
        if instance.isBackground { marks.append(Phrase.background.said(in: language)) }
        if state.probe.sheet?.lines.first(where: { $0.instance == number })?.isDead == true {
            marks.append(Phrase.probe(.dead).said(in: language))
        }
        let place = instance.map.region(holding: Float(state.outlineShare)).place(in: language)
        var parts = [say(.querySees(InstanceReading.letter(number), place))] + marks + [say(.ownsPatches(percentText(owned)))]
        if let score = instance.score { parts.append(say(.scoreIs(scoreText(score)))) }
        if !instance.isBackground {
            parts.append(say(.nearestShort(drawing.nearestTitle(instance), scoreText(instance.nearestScore))))
        }
        return parts.joined(separator: say(.comma))
    }
}

/// Patches by the query with the largest share in them.
private struct PatchOwners {
    private var counts: [Int: Int] = [:]
    private let patches: Int

    init(_ reading: PictureReading) {
        patches = reading.instances.map(\.owned.count).min() ?? 0
        for patch in 0..<patches {
            guard let owner = reading.instances.max(by: { $0.owned[patch] < $1.owned[patch] }) else { continue }
            counts[owner.instance, default: 0] += 1
        }
    }

    func count(of instance: Int) -> Int { counts[instance] ?? 0 }

    /// 0...1.
    func share(of instance: Int) -> Double { Double(count(of: instance)) / Double(max(1, patches)) }
}
