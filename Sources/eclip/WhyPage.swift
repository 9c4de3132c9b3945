// The answer to "why not this one?" for a person: the place, the map, what beats it, the words.
import Domain
import Engraving
import Interface
import Screen

struct WhyPage {
    let report: WhyReport
    let language: Language
    let inks: Inks
    /// Cells that the block and a line may take.
    let columns, lineColumns: Int

    func text(raster: Raster?) -> String {
        let lines = unseen + [heading, place] + rivals + words
        return lines.map { inks.widths.cut($0.onOneLine, to: lineColumns, ellipsis: inks.ellipsis) }.page
            + AnswerTable(inks: inks, columns: columns, language: language).block(shown, raster: raster)
    }

    private func say(_ english: String, _ japanese: String) -> String { language == .en ? english : japanese }

    private var unseen: [String] {
        let words = report.reading.unseenWords
        return words.isEmpty ? [] : [say("never seen in training: ", "学習していない言葉: ") + words.joined(separator: language.comma)]
    }

    private var heading: String {
        let place = AnswerTable.thousandths(report.standing.score)
        let behind = AnswerTable.thousandths(report.behindFirst)
        let total = report.total
        let rank = report.standing.rank
        return rank == 1
            ? say("rank 1 of \(total), score \(place): \(report.image)", "\(total) 枚中 1 位、得点 \(place): \(report.image)")
            : say("rank \(rank) of \(total), score \(place), \(behind) behind the first: \(report.image)",
                "\(total) 枚中 \(rank) 位、得点 \(place)、1 位との差 \(behind): \(report.image)")
    }

    private var place: String {
        let letter = InstanceReading.letter(report.standing.instance)
        let name = report.product.name
        let region = report.map.region(holding: 0.6).place(in: language)
        return say("filed as \(name); query \(letter) sees \(region)", "登録名: \(name)。クエリ \(letter) は\(region)を見ています")
    }

    private var rivals: [String] {
        guard !report.above.isEmpty else { return [] }
        return ["", say("what beats it:", "これより上位の写真:")] + report.above.map { row in
            line(row.standing, AnswerTable.thousandths(row.standing.score - report.standing.score), row.product.name, row.image)
        }
    }

    private func line(_ standing: Standing, _ ahead: String, _ title: String, _ image: String) -> String {
        let cells: [(String, Int, TextAlignment)] = [
            (String(standing.rank), 6, .trailing), (AnswerTable.thousandths(standing.score), 6, .trailing),
            ("+" + ahead, 6, .trailing), (" \(InstanceReading.letter(standing.instance))", 2, .leading), (title, 32, .leading),
        ]
        return cells.map { inks.widths.padded($0.0.onOneLine, to: $0.1, alignment: $0.2) }.joined(separator: " ") + " " + image
    }

    private var words: [String] {
        guard !report.words.isEmpty else { return [] }
        let head = say("  rank  score change  map kept  without", "  順位   得点   変化  残る注目  除いた言葉")
        return ["", head] + report.words.map { effect in
            let change = effect.standing.score - report.standing.score
            let sign = change < 0 ? "" : "+"
            let cells: [(String, Int)] = [
                (String(effect.standing.rank), 6), (AnswerTable.thousandths(effect.standing.score), 6),
                (sign + AnswerTable.thousandths(change), 6), ("\(Int((effect.mapKept * 100).rounded())) %", 9),
            ]
            return cells.map { inks.widths.padded($0.0, to: $0.1, alignment: .trailing) }.joined(separator: " ")
                + "  " + effect.word
        }
    }

    /// The photo as a row, so that its map is drawn as a search draws it.
    private var shown: Match {
        Match(
            rank: report.standing.rank, image: report.image, source: "", product: report.product,
            products: [report.product], instance: report.standing.instance, score: report.standing.score,
            scores: ScoreParts(instance: report.standing.score, global: 0), box: report.map.box(), map: report.map)
    }
}
