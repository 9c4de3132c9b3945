// A search's answer for a person: a table cut by cell width, and with maps the same engraved block the explorer draws.
import Domain
import Engraving
import Interface
import Screen

struct AnswerTable {
    let inks: Inks
    /// Cells the block of a map may take.
    let columns: Int
    /// Cells a line may take.
    var lineColumns = Int.max
    let language: Language

    /// Side in pixels that is enough for a photo in a block of cells.
    static let photoSide = 512

    private func say(_ english: String, _ japanese: String) -> String { language == .en ? english : japanese }

    /// Heading, rows, and what the query's reading has to say.
    func text(_ answer: SearchAnswer) -> String {
        var lines = remarks(answer)
        lines.append(line(
            [say("rank", "順位"), say("score", "得点"), say("gap", "差"), "p%", " q", say("filed as", "登録名")],
            say("picture", "写真")))
        lines += answer.matches.map(row)
        return lines.map { inks.widths.cut($0.onOneLine, to: lineColumns, ellipsis: inks.ellipsis) }.page
    }

    private func remarks(_ answer: SearchAnswer) -> [String] {
        let reading = answer.reading
        var lines = reading.asked.map { [sentence($0)] } ?? []
        if !reading.unseenWords.isEmpty {
            let words = reading.unseenWords.joined(separator: language.comma)
            lines.append(say("never seen in training: ", "学習していない言葉: ") + words)
        }
        if !answer.knownMissingWords.isEmpty { lines.append(missingSentence(answer.knownMissingWords, in: language)) }
        if !reading.droppedText.isEmpty { lines.append(cutOffSentence(reading.droppedText, in: language)) }
        return lines
    }

    /// "asked with query c of scenes/1.webp and 31 more photos of it (of 20000)".
    private func sentence(_ asked: AskedInstance) -> String {
        let letter = InstanceReading.name(asked.instance), more = asked.photos - 1
        let others = more == 0 ? "" : say(" and \(more) more photo\(more == 1 ? "" : "s") of it", "とほかの写真 \(more) 枚")
        let part = asked.photos < asked.all && more > 0 ? say(" (of \(asked.all))", "（全 \(asked.all) 枚）") : ""
        return say("asked with query \(letter) of \(asked.image)", "\(asked.image) のクエリ \(letter) ") + others + part
            + say("", "で検索")
    }

    private func row(_ match: Match) -> String {
        let fields = [
            String(match.rank), Self.thousandths(match.score), match.gap.map(Self.thousandths) ?? "",
            match.probability.map { String(Int(($0 * 100).rounded())) } ?? "", " \(InstanceReading.letter(match.instance))",
            title(of: match),
        ]
        return line(fields, match.image + (match.note.map { "  (\($0))" } ?? ""))
    }

    private func line(_ fields: [String], _ end: String) -> String {
        let columns: [(Int, TextAlignment)] = [
            (4, .trailing), (5, .trailing), (5, .trailing), (3, .trailing), (2, .leading), (32, .leading),
        ]
        let cells = zip(fields, columns).map { field, column in
            inks.widths.padded(field.onOneLine, to: column.0, alignment: column.1, ellipsis: inks.ellipsis)
        }
        return cells.joined(separator: " ") + " " + end.onOneLine
    }

    private func title(of match: Match) -> String {
        match.product.title + (match.folded > 1 ? " ×\(match.folded)" : "")
    }

    /// The block of a match's map on its photo, and the line that says what its numbers mean.
    func block(_ match: Match, raster: Raster?) -> String {
        guard let map = match.map, let size = blockSize(map) else { return "" }
        let subject = BlockSubject(raster: raster, map: map)
        let view: MapView = raster != nil && size.showsPhotos ? .spotlight : .heat
        let block = Engraver(inks: inks).block(view, of: subject, size: size)
        let heading = "\(match.rank). \(match.product.title.onOneLine)  \(Self.thousandths(match.score))  \(match.image.onOneLine)\n"
        return "\n" + heading + ANSIWriter(depth: inks.depth).text(block.grid) + recipe(map, block) + "\n"
    }

    private func blockSize(_ map: AttentionMap) -> BlockSize? {
        let rows = columns >= 120 ? 28 : 16
        return BlockSize.fitting(rows: map.rows, columns: map.columns, inColumns: columns, inRows: rows)
    }

    private func recipe(_ map: AttentionMap, _ block: EngravedBlock) -> String {
        let (patches, clipped) = (block.outline.patchCount, block.clipped.count)
        let held = Int((block.outline.held * 100).rounded())
        let axis = map.axis == .owners ? say("share among queries", "クエリ間の配分") : say("share of picture", "写真内の配分")
        let outline = say("outline of \(patches) patches holds \(held) %", "輪郭の \(patches) 区画に \(held) %")
        let clip = clipped == 0 ? [] : [say("\(clipped) clipped", "\(clipped) 区画は頭打ち")]
        return ([say("layer \(map.layer)", "第 \(map.layer) 層"), axis, outline] + clip).joined(separator: language.comma)
    }

    /// ".754", "-.014", "1.000": scores lie between -1 and 1.
    static func thousandths(_ value: Float) -> String {
        let whole = Int((abs(value) * 1_000).rounded())
        let digits = String(whole % 1_000)
        let sign = value < 0 && whole > 0 ? "-" : ""
        return sign + (whole >= 1_000 ? String(whole / 1_000) : "") + "."
            + String(repeating: "0", count: 3 - digits.count) + digits
    }
}
