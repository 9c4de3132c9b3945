// The rows of the two pages that a probe fills: why a photo stands where it stands, and every instance query over the
// index.
import Domain
import Explorer

func inquiryTitle(_ inquiry: Inquiry, _ state: ExplorerState) -> Phrase {
    switch inquiry {
    case .why: .probe(.whyTitle)
    case .sheet: .probe(.sheetTitle)
    case .region: .probe(state.probe.place.map { .regionTitle($0, state.regionReport) } ?? .asking)
    }
}

/// The photos whose query looks at a place: the weight, what they are filed as, the file.
private func regionRows(_ report: RegionReport, _ state: ExplorerState) -> [OverlayRow] {
    report.rows.map { row in
        let title = row.product.map { state.catalog.title(of: $0.productID, language: state.language) ?? $0.title }
        return OverlayRow(lead: percentText(row.weight), text: title ?? "", detail: row.image.withoutSteps)
    }
}

/// The rows of a page; one that says so while the machine is asked.
func inquiryRows(_ inquiry: Inquiry, _ state: ExplorerState) -> [OverlayRow] {
    func say(_ phrase: ProbePhrase) -> String { Phrase.probe(phrase).said(in: state.language) }
    if let fault = state.probe.fault { return [OverlayRow(lead: "", text: fault, role: .problem)] }
    switch inquiry {
    case .why:
        guard let report = shownReport(state) else { return [OverlayRow(lead: "", text: say(.asking), role: .quiet)] }
        return WhyRows(report: report, state: state).rows
    case .sheet:
        guard let sheet = state.probe.sheet else { return [OverlayRow(lead: "", text: say(.asking), role: .quiet)] }
        return SheetRows(sheet: sheet, state: state).rows
    case .region:
        guard let report = state.regionReport else { return [OverlayRow(lead: "", text: say(.asking), role: .quiet)] }
        return regionRows(report, state)
    }
}

/// The report of the photo in the pane, with its words.
func shownReport(_ state: ExplorerState) -> WhyReport? {
    guard let report = state.probe.why, report.image == state.shownImage,
        report.request.subject == state.answer?.request.subject, report.request.score == state.answer?.request.score
    else { return nil }
    return report
}

/// "-.123" or "+.045".
func signedScore(_ change: Float) -> String { change < 0 ? scoreText(change) : "+" + scoreText(change) }

struct WhyRows {
    let report: WhyReport
    let state: ExplorerState

    private func say(_ phrase: ProbePhrase) -> String { Phrase.probe(phrase).said(in: state.language) }

    /// Rows before those of the words.
    var rowsBeforeWords: Int { 5 + max(1, report.above.count) + 1 }

    var rows: [OverlayRow] { head + rivals + words }

    /// What an instance of a photo looks like has no words.
    private var asksByWords: Bool {
        if case .picture = report.request.subject { false } else { true }
    }

    private func title(_ product: ProductLabel) -> String {
        state.catalog.localized(product.name, language: state.language)
    }

    private var head: [OverlayRow] {
        let region = report.map.region(holding: Float(state.outlineShare)).place(in: state.language)
        let letter = InstanceReading.letter(report.standing.instance)
        let words = (asksByWords ? report.conditioned : nil).map { map in
            say(.wordsSee(map.region(holding: Float(state.outlineShare)).place(in: state.language)))
        }
        return [
            OverlayRow(
                lead: "", text: say(
                    .place(
                        rank: report.standing.rank, total: report.total, score: scoreText(report.standing.score),
                        behind: scoreText(report.behindFirst))), role: .winner),
            OverlayRow(lead: "", text: say(.filed(title(report.product), report.image.withoutSteps))),
            OverlayRow(lead: String(letter), text: say(.querySees(letter, region)) + (words.map { state.language.stop + $0 } ?? "")),
            OverlayRow(lead: "", text: ""),
        ]
    }

    private var rivals: [OverlayRow] {
        let heading = OverlayRow(lead: "", text: say(.beatsIt), role: .heading)
        guard !report.above.isEmpty else { return [heading, OverlayRow(lead: "1", text: say(.nothingAbove))] }
        return [heading] + report.above.map { row in
            OverlayRow(
                lead: "\(row.standing.rank)",
                text: say(
                    .rival(
                        title: title(row.product), score: scoreText(row.standing.score),
                        ahead: scoreText(row.standing.score - report.standing.score),
                        letter: InstanceReading.letter(row.standing.instance))), detail: row.image.withoutSteps)
        }
    }

    private var words: [OverlayRow] {
        let heading = OverlayRow(lead: "", text: say(.eachWord), role: .heading)
        guard !report.words.isEmpty else { return [heading, OverlayRow(lead: "", text: say(asksByWords ? .oneWord : .noWords), role: .quiet)] }
        return [heading] + report.words.map { effect in
            let share = Float(state.outlineShare)
            let move = RegionMove(
                before: (report.conditioned ?? report.map).region(holding: share), after: effect.map.region(holding: share))
            return OverlayRow(
                lead: effect.word,
                text: say(
                    .without(
                        rank: effect.standing.rank, change: effect.standing.rank - report.standing.rank,
                        score: scoreText(effect.standing.score),
                        scoreChange: signedScore(effect.standing.score - report.standing.score),
                        kept: Int((effect.mapKept * 100).rounded()), place: move)))
        }
    }
}

private struct SheetRows {
    let sheet: QuerySheet
    let state: ExplorerState

    private func say(_ phrase: ProbePhrase) -> String { Phrase.probe(phrase).said(in: state.language) }
    private func percent(_ share: Double) -> Int { Int((share * 100).rounded()) }

    var rows: [OverlayRow] {
        sheet.lines.map(row) + [
            OverlayRow(
                lead: "", text: say(
                    .sheetNote(sampled: sheet.sampled, pictures: sheet.pictures, edge: percent(sheet.evenEdge))),
                role: .quiet)
        ]
    }

    private func row(_ line: SheetLine) -> OverlayRow {
        let figures = say(
            .sheetLine(
                wins: percent(line.use.wins), owned: percent(line.use.owned), entropy: percent(line.entropy),
                edge: percent(line.edge)))
        let titles = line.titles.map {
            "\(state.catalog.localized($0.product.name, language: state.language)) \($0.pictures)"
        }.joined(separator: state.language.comma)
        let flags = flags(line)
        return OverlayRow(
            lead: String(InstanceReading.letter(line.instance)),
            text: figures + (flags.isEmpty ? "" : "  [" + flags.joined(separator: state.language.comma) + "]") + "  " + titles,
            role: line.isDead || line.isDuplicate ? .problem : .plain)
    }

    private func flags(_ line: SheetLine) -> [String] {
        var flags: [String] = []
        if line.isBackground { flags.append(say(.background)) }
        if line.isDead { flags.append(say(.dead)) }
        guard let twin = line.nearestTwin else { return flags }
        let letter = InstanceReading.letter(twin.instance)
        if line.isDuplicate {
            flags.append(say(.duplicate(letter, scoreText(Float(twin.cosine)), percent(twin.mapsShared))))
        } else {
            flags.append(say(.like(letter, scoreText(Float(twin.cosine)), percent(twin.mapsShared))))
        }
        return flags
    }
}
