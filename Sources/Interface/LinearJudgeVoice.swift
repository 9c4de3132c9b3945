// What judge mode says in lines: the words, the title that the photo is filed under, where the region lies. As on its screen
// no rank, no score, no chance, no letter of a query, no nearest title, and no name of a model, an index or a file.
import Domain
import Explorer
import Screen

/// Says things about the pair at hand.
struct LinearJudgeVoice {
    let state: ExplorerState
    let judge: JudgeState

    private var language: Language { state.language }
    private var scale: JudgeScale { judge.queue.scale }
    private func say(_ phrase: LinearJudgePhrase) -> String { phrase.said(in: language) }
    private func tell(_ phrase: JudgePhrase) -> String { phrase.said(in: language) }
    private var drawing: Drawing { Drawing(state: state, surroundings: Surroundings(columns: 200, rows: 50)) }

    /// The screen's region: the smallest area with this share of the weight.
    private static let regionShare: Float = 0.6

    // MARK: The pair

    var pair: [String] {
        guard let item = judge.item else { return [] }
        let title = state.catalog.title(of: item.productID, language: language) ?? item.title
        let name = title.isEmpty && !item.productID.isEmpty ? "#" + item.productID : title
        var lines = [say(.pair(judge.position + 1, of: judge.queue.items.count, item.query))]
        if !name.isEmpty { lines.append(tell(.filedAs) + " " + name) }
        lines.append(region)
        return lines + [marks(of: item)].filter { !$0.isEmpty } + versions(of: item)
    }

    /// Where the region is and how much of the photo it takes; or why the photo cannot be read.
    var region: String {
        if let item = judge.item, let fault = state.pictureFaults[item.image] { return fault }
        guard let map = state.judgedMap else { return tell(.news(.noMap, scale)) }
        let region = map.region(holding: Self.regionShare)
        let share = Double(region.patches) / Double(max(1, region.patchCount))
        return say(.region(region.place(in: language), percent: Int((share * 100).rounded())))
    }

    /// What became of the pair, what hangs on it, and that it is marked.
    func marks(of item: QueueItem) -> String {
        let aside = state.memory.asides[item.key]
        var parts = judge.marked[item.key] == nil ? [] : [LinearPhrase.marked.said(in: language)]
        var (note, box) = (aside?.note, aside?.box)
        switch state.pairState(item.key) {
        case .pending: break
        case .draft: parts.append(tell(.draft))
        case .skipped: parts.append(tell(.skippedState))
        case .cannotTell: parts.append(tell(.cannotTellState))
        case .done(let verdict):
            (note, box) = (verdict.note, verdict.box)
            parts.append(say(.judgedAs(tell(.level(verdict.level ?? (verdict.grade == .good ? 1 : 0), scale)))))
            if let reason = verdict.reason { parts.append(reason.said(in: language)) }
        }
        if aside?.isFlagged == true { parts.append(tell(.flagged)) }
        if box != nil { parts.append(tell(.hasBox)) }
        if let note { parts.append(tell(.noted(note))) }
        return parts.joined(separator: language.comma)
    }

    private func versions(of item: QueueItem) -> [String] { drawing.versions(of: item, judge) }

    // MARK: Beside the pair

    var whereabouts: [String] { pair + progress }

    /// How much is done and how fast.
    var progress: [String] {
        let open = state.openPairs, count = judge.queue.items.count
        var lines = [tell(.counts(done: count - open.pending - open.skipped, of: count, skipped: open.skipped))]
        if let pace = judge.pace {
            let minutes = Int((Double(open.pending + open.skipped) / pace).rounded(.up))
            lines.append(say(.pace(Int(pace.rounded()), minutes: minutes)))
        }
        return lines
    }

    var greeting: [String] { [say(.greeting(progress[0])), howTo] }

    /// How to grade on this scale.
    var howTo: String {
        if scale.isBinary { return say(.sayGrade(tell(.level(1, scale)), tell(.level(0, scale)))) }
        let names = scale.names.indices.map { scale.names[$0].isEmpty ? "\($0)" : "\($0) \(scale.names[$0])" }
        return say(.sayGrades(names.joined(separator: language.comma)))
    }

    var reasons: String {
        let names = VerdictReason.allCases.enumerated().map { "\($0.offset + 1) " + $0.element.said(in: language) }
        return say(.reasons(names.joined(separator: language.comma)))
    }

    var guidelines: [String] {
        let own = judge.queue.guidelines
        return own.isEmpty ? [tell(.noGuidelines)] : own.split(separator: "\n").map(String.init)
    }

    var help: [String] { [howTo, reasons] + LinearJudgePhrase.commands(in: language) }

    /// What the last line did.
    var news: String? {
        guard let news = judge.news else { return nil }
        switch news {
        case .reason(.wrongRegion): return say(.wrongRegion(VerdictReason.wrongRegion.said(in: language)))
        case .allDone: return say(.allDone)
        case .judged, .judgedSet:
            return tell(.news(news, scale)) + (judge.lastNegatives.isEmpty ? "" : language.stop + say(.mayReason))
        default: return tell(.news(news, scale))
        }
    }

    /// The list of what was done, where it is open; a note's line that is waited for.
    var page: [String] {
        switch judge.page {
        case .note: return [LinearPhrase.writeLine.said(in: language)]
        case .history:
            let changes = state.judgeChanges
            if changes.isEmpty { return [tell(.emptyHistory)] }
            return [say(.historyTitle)] + changes.enumerated().map { "\($0.offset + 1). " + drawing.sentence(of: $0.element, judge) }
        default: return []
        }
    }
}

extension LinearReader {
    /// What is worth saying after a line of judge mode.
    func tellJudging(_ before: ExplorerState, _ after: ExplorerState, _ judge: JudgeState) -> [String] {
        let voice = LinearJudgeVoice(state: after, judge: judge)
        var lines: [String] = []
        if let problem = after.notice?.problem(in: after.language) { lines.append(problem) }
        if after.language != before.language { lines.append(LinearPhrase.language.said(in: after.language)) }
        if request == .news || before.judge == nil { lines += [voice.news].compactMap { $0 } }
        if judge.page != before.judge?.page, judge.page != nil { return lines + voice.page }
        guard let item = judge.item else { return lines }
        if before.judge?.item?.key != item.key || after.language != before.language { return lines + voice.pair }
        let old = before.judge.map { LinearJudgeVoice(state: before, judge: $0).marks(of: item) }
        let marks = voice.marks(of: item)
        return lines + (marks == old || marks.isEmpty ? [] : [marks])
    }
}
