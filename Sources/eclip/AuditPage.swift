// An audit as a page of Markdown, in both languages. Every sentence rests on a figure that stands beside it; what was
// not measured is not said.
import Domain
import Evaluation
import Foundation
import Retrieval

struct AuditPage {
    let audit: AuditReport
    let language: Language

    var markdown: String {
        let sections = [summary, categories, rollout, guide, worstPhotos, titles, remarks]
        return sections.filter { !$0.isEmpty }.map { $0.map(\.onOneLine).joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    func say(_ english: String, _ japanese: String) -> String { language == .ja ? japanese : english }

    // MARK: figures

    func percent(_ share: Double) -> String { String(format: "%.0f %%", share * 100) }
    private func optional(_ share: Double?) -> String { share.map(percent) ?? "–" }

    private func points(_ value: Double) -> String { String(format: "%+.0f", value * 100) }

    private func gain(_ gain: RankingGain) -> String {
        let interval = gain.ci["r10"].map { " [" + points($0.low) + ", " + points($0.high) + "]" } ?? ""
        return points(gain.r10) + interval
    }

    /// A cell of a table.
    func cell(_ text: String) -> String { text.onOneLine.replacing(scalar: "|", with: "\\|") }

    func table(_ head: [String], _ rows: [[String]]) -> [String] {
        let line: ([String]) -> String = { "| " + $0.map(cell).joined(separator: " | ") + " |" }
        return [line(head), "|" + String(repeating: "---|", count: head.count)] + rows.map(line)
    }

    // MARK: sections

    private var summary: [String] {
        let gain = audit.gain.ci["r10"]
        let isSure = (gain?.low ?? 0) > 0
        let found = say(
            "Of \(audit.products) products asked for by title, \(percent(audit.instance.r10)) find a photo of theirs among the first ten of \(audit.pictures) photos by instances, \(percent(audit.global.r10)) by the whole picture.",
            "商品名で探した\(audit.products)商品のうち、\(audit.pictures)枚の写真の上位10件に自分の写真が入ったのは、物ごとの検索で\(percent(audit.instance.r10))、画像全体の検索で\(percent(audit.global.r10))です。")
        let verdict = say(
            isSure ? "The gain is more than luck: \(self.gain(audit.gain)) points."
                : "The difference could be luck: \(self.gain(audit.gain)) points.",
            isSure ? "この差は偶然ではありません：\(self.gain(audit.gain))ポイント。" : "この差は偶然かもしれません：\(self.gain(audit.gain))ポイント。")
        let brackets = say("In brackets: the 95 % interval.", "角括弧内は95 % 区間です。")
        let lacking = audit.withoutPhoto > 0 ? [say(
            "\(audit.withoutPhoto) more products have no photo there and count nowhere.",
            "ほかの\(audit.withoutPhoto)商品はそこに写真がなく、どの数値にも入っていません。")] : []
        return ["# " + say("Instance search: what it would change", "物ごとの検索：何が変わるか"), "", found] + lacking + [verdict, brackets]
    }

    private var categories: [String] {
        let head = [
            say("category", "カテゴリ"), say("products", "商品"), say("photos", "写真"), say("first ten", "上位10件"),
            say("whole picture", "画像全体"), say("gain, points", "差（ポイント）"), say("several products", "複数商品"),
            say("background", "背景"), say("weight off product", "商品外の注目"), say("cut off", "見切れ"), say("tiny", "極小"),
        ]
        let rows = audit.categories.map { row in
            [
                row.category, "\(row.products)", "\(row.photos)", percent(row.r10), percent(row.globalR10), gain(row.gain),
                percent(row.severalProducts), optional(row.background), optional(row.weightOutside),
                optional(row.cutOff), optional(row.tiny),
            ]
        }
        guard !rows.isEmpty else {
            return ["## " + say("By category", "カテゴリ別"), "", say("The catalog has no category column.", "カタログにカテゴリ列がありません。")]
        }
        let few = audit.categories.contains { $0.products < 20 }
        let rough = few ? ["", say(
            "The intervals of categories with fewer than twenty products are rough: a few questions more may move them.",
            "20商品に満たないカテゴリの区間は大まかです。質問が少し増えれば動くことがあります。")] : []
        let note = audit.hasTruth ? [] : ["", say(
            "Without truth (boxes), cut-off and tiny products and the weight off the product were not measured.",
            "正解の枠がないため、見切れ・極小・商品外の注目は測っていません。")]
        return ["## " + say("By category", "カテゴリ別"), ""] + table(head, rows) + rough + note
    }

    private var rollout: [String] {
        let byName = Dictionary(audit.categories.map { ($0.category, $0) }, uniquingKeysWith: { first, _ in first })
        guard !audit.rollout.isEmpty else { return [] }
        let lines = audit.rollout.enumerated().compactMap { place, name in
            byName[name].map { "\(place + 1). " + cell(name) + say(": ", "：") + words($0.rollout) + " (\(gain($0.gain)))" }
        }
        return ["## " + say("The order to switch it on", "導入の順序"), ""] + lines
    }

    private func words(_ rollout: AuditReport.Rollout) -> String {
        switch rollout {
        case .first: say("now, the gain is sure", "すぐに。差は確かです")
        case .next: say("after more questions, the gain could be luck", "質問を増やしてから。差は偶然かもしれません")
        case .wait: say("wait, no gain was measured", "待つ。差は測れませんでした")
        }
    }

    private var guide: [String] {
        var lines = audit.guide.map { "* " + sentence($0) }
        if let typo = audit.typoShareOfClean, typo < 0.95 {
            lines.append("* " + say(
                "Check the spelling: one typo in a title leaves \(percent(typo)) of what is found without it.",
                "綴りを確かめる：商品名の誤字ひとつで、見つかる割合は元の\(percent(typo))になります。"))
        }
        if lines.isEmpty {
            lines = [say("Nothing measured here speaks against the photos as they are.", "今の写真を変えるべき理由は測定からは見つかりません。")]
        }
        return ["## " + say("What a photo guide should say", "撮影の手引きに書くこと"), ""] + lines
    }

    private func sentence(_ advice: AuditReport.Advice) -> String {
        let figures = (percent(advice.r10), percent(advice.betterR10))
        switch advice.kind {
        case .fewerProducts:
            return say(
                "Show fewer products in one photo: with \(advice.stratum) of them \(figures.0) of the sightings are among the first ten, with \(advice.better) \(figures.1).",
                "一枚に写す商品を減らす：\(japanese(advice.stratum))では\(figures.0)が上位10件、\(japanese(advice.better))では\(figures.1)。")
        case .largerProduct:
            return say(
                "Let the product fill more of the photo: at \(advice.stratum) of it \(figures.0) are among the first ten, at \(advice.better) \(figures.1).",
                "商品を大きく写す：写真の\(japanese(advice.stratum))では\(figures.0)が上位10件、\(japanese(advice.better))では\(figures.1)。")
        case .wholeProduct:
            return say(
                "Keep the product whole in the photo: \(advice.stratum) \(figures.0) are among the first ten, \(advice.better) \(figures.1).",
                "商品を切らずに写す：\(japanese(advice.stratum))では\(figures.0)が上位10件、\(japanese(advice.better))では\(figures.1)。")
        }
    }

    private func japanese(_ stratum: String) -> String {
        [
            "1": "1点", "2": "2点", "3": "3点", "4 and more": "4点以上", "under 4 %": "4 % 未満", "4 to 10 %": "4～10 %", "10 to 25 %": "10～25 %",
            "25 % and more": "25 % 以上", "whole in the picture": "全体が写ったもの", "touching the edge": "端にかかるもの",
        ][stratum] ?? stratum
    }
}
