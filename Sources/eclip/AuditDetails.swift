// The lower half of an audit's page: single photos, single titles, and what the figures rest on.
import Domain
import Foundation
import Retrieval

extension AuditPage {
    var worstPhotos: [String] {
        let title = "## " + say("The ten worst photos", "最も見つけにくい写真10枚")
        guard !audit.worstPhotos.isEmpty else {
            return [title, "", say("Every photo is among the first ten for its products.", "どの写真も、その商品の上位10件に入っています。")]
        }
        let head = [
            say("photo", "写真"), say("product", "商品"), say("rank", "順位"), say("stands first instead", "代わりの1位"),
            say("why", "理由"),
        ]
        let rows = audit.worstPhotos.map { photo in
            [
                photo.image, photo.productID + " " + photo.title, "\(photo.rank)", photo.firstInstead ?? "–",
                photo.reasons.map(words).joined(separator: say(", ", "、")),
            ]
        }
        return [title, ""] + table(head, rows)
    }

    private func words(_ reason: AuditReport.Reason) -> String {
        switch reason {
        case .severalProducts(let count): say("\(count) products in it", "\(count)点の商品")
        case .tiny(let share):
            say("covers \(String(format: "%.1f", share * 100)) % of the photo", "写真の\(String(format: "%.1f", share * 100)) %")
        case .cutOff: say("cut off at the edge", "端で見切れ")
        case .mapElsewhere: say("the model looked elsewhere", "モデルは別の所を見た")
        case .unseenWords(let unseen): say("words never trained on: ", "学習していない語：") + unseen.joined(separator: " ")
        case .sameProductFirst: say("other photos of the same product come first", "同じ商品の別の写真のほうが先に出る")
        case .sameTitleFirst: say("another product of the same title comes first", "商品名が同じ別の商品が先に出る")
        case .lookAlike: say("another product looks more like the title", "別の商品のほうが商品名に近く見える")
        }
    }

    var titles: [String] {
        let found = audit.titles
        var lines = ["## " + say("Titles", "商品名"), ""]
        if found.empty > 0 {
            lines.append("* " + say("\(found.empty) products have no title: ", "商品名のない商品が\(found.empty)点：") + list(found.emptyProducts, of: found.empty))
        }
        if !found.misspelt.isEmpty {
            lines.append("* " + say("Words that look misspelt:", "誤字と思われる語："))
            lines += found.misspelt.prefix(20).map { word in
                "  * \(word.word) → \(word.suggestion)? (\(word.products), " + cell(word.productID + " " + word.title) + ")"
            }
            if found.misspelt.count > 20 { lines.append(say("  * and \(found.misspelt.count - 20) more", "  * ほか\(found.misspelt.count - 20)語")) }
        }
        if !found.unseen.isEmpty {
            let words = found.unseen.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) (\($0.value))" }
            lines.append("* " + say("Words that training never saw: ", "学習していない語：") + words.joined(separator: say(", ", "、")))
        }
        if lines.count == 2 { lines.append(say("None is empty, and no word looks misspelt.", "空の商品名も、誤字らしい語もありません。")) }
        return lines
    }

    private func list(_ names: [String], of count: Int) -> String {
        names.joined(separator: say(", ", "、")) + (count > names.count ? say(", …", "、…") : "")
    }

    var remarks: [String] {
        var lines = ["## " + say("What this rests on", "この頁の根拠"), ""]
        lines.append("* " + say("Checkpoint ", "チェックポイント ") + "`\(audit.checkpoint)`" + say(", index ", "、索引 ") + "`\(audit.index)`" + say(", catalog ", "、カタログ ") + "`\(audit.catalog)`")
        if let above = audit.faithfulAbove {
            lines.append("* " + say(
                "The maps can be believed: blanking what a map shows costs more score than blanking as much elsewhere in \(percent(above)) of the pairs.",
                "注目マップは信用できます：\(percent(above))の組で、マップの示す部分を消すと、別の部分を同じだけ消すより点が下がりました。"))
        }
        return lines
    }
}
