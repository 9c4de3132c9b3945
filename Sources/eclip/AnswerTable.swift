// A search's answer for a person: a table cut by cell width, and with maps the same engraved block the explorer draws.
import Domain
import Engraving
import Screen

struct AnswerTable {
    let inks: Inks
    /// Cells a line may take.
    let columns: Int

    /// Heading, rows, and what the query's reading has to say.
    func text(_ answer: SearchAnswer) -> String {
        var lines = remarks(answer.reading)
        lines.append("rank score   gap  p%  q  filed as                        picture")
        lines += answer.matches.map(row)
        return lines.map { inks.widths.cut($0, to: columns) + "\n" }.joined()
    }

    private func remarks(_ reading: QueryReading) -> [String] {
        var lines: [String] = []
        if !reading.unseenWords.isEmpty {
            lines.append("never seen in training: " + reading.unseenWords.joined(separator: ", "))
        }
        if reading.droppedTokens > 0 { lines.append("\(reading.droppedTokens) pieces of the query were dropped") }
        return lines
    }

    private func row(_ match: Match) -> String {
        let fields: [(String, Int, TextAlignment)] = [
            (String(match.rank), 4, .trailing), (Self.thousandths(match.score), 5, .trailing),
            (match.gap.map(Self.thousandths) ?? "", 5, .trailing),
            (match.probability.map { String(Int(($0 * 100).rounded())) } ?? "", 3, .trailing),
            (" \(InstanceReading.letter(match.instance))", 2, .leading), (title(of: match), 32, .leading),
        ]
        let cells = fields.map { inks.widths.padded($0.0, to: $0.1, alignment: $0.2) }
        return cells.joined(separator: " ") + " " + match.image + (match.note.map { "  (\($0))" } ?? "")
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
        let heading = "\(match.rank). \(match.product.title)  \(Self.thousandths(match.score))  \(match.image)\n"
        return "\n" + heading + ANSIWriter(depth: inks.depth).text(block.grid) + recipe(map, block) + "\n"
    }

    private func blockSize(_ map: AttentionMap) -> BlockSize? {
        let rows = columns >= 120 ? 28 : 16
        return BlockSize.fitting(rows: map.rows, columns: map.columns, inColumns: columns, inRows: rows)
    }

    private func recipe(_ map: AttentionMap, _ block: EngravedBlock) -> String {
        let axis = map.axis == .owners ? "share among queries" : "share of picture"
        let held = Int((block.outline.held * 100).rounded())
        let clipped = block.clipped.isEmpty ? "" : ", \(block.clipped.count) clipped"
        return "layer \(map.layer), \(axis), outline of \(block.outline.patchCount) patches holds \(held) %\(clipped)"
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
