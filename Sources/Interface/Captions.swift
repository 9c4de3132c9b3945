// What stands over the photo: whose map is drawn, how, and what keeps it there. It says what is on the screen: a view that
// cannot show the map that was asked for says which one it shows instead.
import Domain
import Explorer
import Screen

extension Drawing {
    /// "7 as b sees it, spotlight 60 %", and shorter.
    func captions(_ image: String) -> [String] {
        if let fault = state.pictureFaults[image] { return ["! \(faultWords(fault, in: language))"] }
        let name = bareName(image)
        let forms = forms(name)
        let marks = [pinMark, heldMark, knockOutMark].compactMap { $0 }.joined(separator: language.comma)
        guard !marks.isEmpty else { return forms }
        return forms.map { marks + language.comma + $0 } + [marks + language.comma + name, marks]
    }

    private func say(_ phrase: ProbePhrase) -> String { say(.probe(phrase)) }

    /// The layer of the shown map, where it is not the last one.
    var shownLayer: Int? {
        guard case .layer(let layer) = state.probe.mode, state.shownMap?.layer == layer else { return nil }
        return layer
    }

    /// The photo is not that of the row; where the words' map is shown, the caption says so itself.
    private var pinMark: String? {
        state.pin != nil && (state.chosenInstance != nil || state.mapIsOfWords && state.probe.mode != .free) ? say(.isPinned) : nil
    }

    /// Every photo is shown through one query.
    private var heldMark: String? {
        guard let held = state.heldInstance, held == state.shownInstance, !state.mapIsOfWords, !state.mapIsOfEncoder else { return nil }
        return say(.held(InstanceReading.letter(held), key: keyName(of: .winner)))
    }

    /// What is taken out of the photo; maps that are read from its file are those of the whole photo.
    private var knockOutMark: String? {
        guard let report = state.knockOutShown, report.image == state.shownImage else { return nil }
        return say(.blanked(report.knockOut, rankOnly: state.mapIsOfWords || shownLayer != nil || state.mapIsOfEncoder))
    }

    // MARK: Whose map, and how

    private func forms(_ name: String) -> [String] {
        let comma = language.comma
        let reading = state.shownRaster == nil ? comma + say(.readingPhoto) : ""
        guard state.shownMap != nil else { return pinForms(name) ?? [say(.cover(name)) + reading] }
        if state.view == .photo { return [say(.photoAlone(name)) + reading, say(.photoAlone(name))] }
        if state.view == .owners, state.contrast == nil { return ownerForms(name) }
        let who = whose(name)
        if state.contrast != nil { return who }
        let share = state.view == .spotlight ? " \(Int((state.outlineShare * 100).rounded())) %" : ""
        let view = comma + state.view.said(in: language)
        return [who[0] + view + share + reading, who[0] + view + reading] + who.map { $0 + reading } + who
    }

    /// The owners are those of the queries after the last layer, whatever other map was asked for.
    private func ownerForms(_ name: String) -> [String] {
        guard owners != nil else { return [say(.ownersMissing(name, isReading: state.reading == nil))] }
        let instead: OwnersInstead? = state.mapIsOfWords ? .words : shownLayer != nil || state.mapIsOfEncoder ? .layer : nil
        let forms = [say(.owners(name, instead)), say(.owners(nil, instead))]
        return instead == nil ? forms : forms + [say(.owners(nil, nil))]
    }

    /// Whose map it is, the longest form first.
    private func whose(_ name: String) -> [String] {
        if let forms = probeForms(name) ?? pinForms(name) { return forms }
        let seen = say(.seenBy(name, InstanceReading.letter(state.shownInstance ?? 1)))
        // Another map was asked for and is on its way.
        return state.isAskingForMap ? [seen + language.comma + say(.asking), say(.asking)] : [seen]
    }

    /// Where another map takes the place of the free one.
    private func probeForms(_ name: String) -> [String]? {
        if let layer = shownLayer {
            let letter = InstanceReading.letter(state.shownInstance ?? 1)
            let short = say(.caption(.layer(layer), photo: name, layers: state.reading?.layers ?? layer))
            return [say(.seenBy(short, letter)), short]
        }
        if let map = state.shownMap, state.mapIsOfEncoder {
            return headCaption(map, name) ?? [say(.caption(.pooled, photo: name, layers: 1)), say(.globalShort)]
        }
        guard state.probe.mode != .free, state.mapIsOfWords else { return nil }
        return [say(.caption(state.probe.mode, photo: name, layers: 1))]
    }

    private func headCaption(_ map: AttentionMap, _ name: String) -> [String]? {
        guard let reading = map.reading, let encoder = state.probe.maps?.encoder,
            let block = encoder.blocks.first(where: { $0.number == map.layer })
        else { return nil }
        return [name, nil].map {
            say(.headCaption(reading, block: block.number, depth: encoder.depth, heads: block.heads, photo: $0))
        } + [say(.headShort(block: block.number, head: reading.head))]
    }

    private func pinForms(_ name: String) -> [String]? {
        guard let pin = state.pin, state.chosenInstance == nil else { return nil }
        let score = pin.score.map { " " + scoreText($0) } ?? ""
        guard state.showsLiveWords else { return [say(.pinned(name))] }
        return [say(.pinnedWords(name)) + score, say(.pinnedWordsShort) + score]
    }
}
