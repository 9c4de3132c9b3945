// The words of the probes: what their actions are called, and what their pages and lines say, in two languages.
import Domain
import Explorer

enum ProbeWords {
    static func label(_ action: Action, _ language: Language) -> String {
        switch (action, language) {
        case (.why, .en): "why"
        case (.sheet, .en): "all queries"
        case (.patchCursor, .en): "patch"
        case (.knockPatch, .en): "blank patch"
        case (.knockOutline, .en): "blank outline"
        case (.knockQuery, .en): "without query"
        case (.wordsMap, .en): "words' map"
        case (.contrast, .en): "contrast"
        case (.layer, .en): "layer"
        case (.head, .en): "head"
        case (.spot, .en): "same place"
        case (.why, .ja): "なぜ"
        case (.sheet, .ja): "全クエリ"
        case (.patchCursor, .ja): "区画"
        case (.knockPatch, .ja): "区画を隠す"
        case (.knockOutline, .ja): "輪郭を隠す"
        case (.knockQuery, .ja): "クエリを除く"
        case (.wordsMap, .ja): "言葉の注目マップ"
        case (.contrast, .ja): "注目マップの差"
        case (.layer, .ja): "層"
        case (.head, .ja): "ヘッド"
        case (.spot, .ja): "同じ場所"
        default: action.rawValue
        }
    }

    static func sentence(_ action: Action, _ language: Language) -> String {
        switch (action, language) {
        case (.why, .en): "why is this photo here: true rank, what beats it, each word's effect"
        case (.sheet, .en): "all instance queries over the index: background, dead, duplicate"
        case (.patchCursor, .en): "patch cursor: arrows move it, numbers for every query; Esc leaves"
        case (.knockPatch, .en): "blank the patch under the cursor and rank again"
        case (.knockOutline, .en): "blank the outline and rank again"
        case (.knockQuery, .en): "take the shown instance query away and rank again"
        case (.wordsMap, .en): "where your words look (text-conditioned map), and back"
        case (.contrast, .en): "your words' map minus: no words, the question before, the row's product"
        case (.layer, .en): "the map after an earlier layer (round) of the decoder, what the global vector is made of, and back"
        case (.head, .en): "from where the patch under the cursor reads, head by head of the image encoder, and back"
        case (.spot, .en): "photos whose query looks at this place: patch, blanked ones, outline"
        case (.why, .ja): "この写真はなぜここに: 本当の順位、これより上位の写真、言葉ごとの効果"
        case (.sheet, .ja): "索引全体の全インスタンスクエリ: 背景、不使用、重複"
        case (.patchCursor, .ja): "区画カーソル: 矢印で移動、クエリごとの数値。Esc で終了"
        case (.knockPatch, .ja): "カーソルの区画を隠して順位を付け直す"
        case (.knockOutline, .ja): "輪郭の中を隠して順位を付け直す"
        case (.knockQuery, .ja): "表示中のインスタンスクエリを除いて順位を付け直す"
        case (.wordsMap, .ja): "言葉の注目マップ: 言葉が見ている場所 (もう一度で戻る)"
        case (.contrast, .ja): "言葉の注目マップから引く: 言葉なし、前の質問、行の商品"
        case (.layer, .ja): "デコーダーの前の層 (反復) の注目マップ、全体ベクトルの内訳、元のマップの順に切り替え"
        case (.head, .ja): "カーソルの区画がどこを読むか: 画像エンコーダーのヘッドを順に表示し、最後に元へ戻る"
        case (.spot, .ja): "クエリがこの場所を見る写真の一覧: 区画、隠した区画、輪郭"
        default: action.rawValue
        }
    }
}

/// What was asked for where owners are drawn: they are no map of it.
enum OwnersInstead: Equatable {
    case words, layer
}

/// Something a probe's page or line says.
enum ProbePhrase {
    case whyTitle, sheetTitle, asking
    /// The photos for a place: its query, where it is, what is usual there.
    case regionTitle(RegionQuestion, RegionReport?), looksThere(RegionRow, RegionQuestion)
    case place(rank: Int, total: Int, score: String, behind: String)
    case pinned(rank: Int, total: Int, score: String, behind: String, behindLast: String?)
    case filed(String, String)
    case querySees(Character, String)
    case wordsSee(String)
    case beatsIt, nothingAbove, eachWord, oneWord, noWords
    case rival(title: String, score: String, ahead: String, letter: Character)
    case without(rank: Int, change: Int, score: String, scoreChange: String, kept: Int, place: RegionMove)
    case allWords, rest
    case holding(Character)
    case meanMap(Character, place: String, photos: Int)
    case patch(row: Int, column: Int), share, among, ownAndAmong
    case knockedOut(KnockOutReport)
    case caption(MapMode, photo: String, layers: Int)
    case headCaption(HeadReading, block: Int, depth: Int, heads: Int, photo: String?)
    case globalSees(String), percentOfPool, percentOfReading, globalShort, headShort(block: Int, head: Int)
    case readsFrom, itself, beside(down: Int, right: Int), elsewhere(Int)
    case sheetNote(sampled: Int, pictures: Int, edge: Int)
    case sheetLine(wins: Int, owned: Int, entropy: Int, edge: Int)
    case background, dead, duplicate(Character, String, Int), like(Character, String, Int)
    /// Two maps by their full name, by a short one, and what the steps of their difference mean.
    case contrastRecipe(MapMode, String?), contrastOf(MapMode, String?), evenShares, contrastScale
    /// Another map than the free one is on.
    case mapIsOn(MapMode)
    case isPinned
    /// The key that lets go, where there are keys.
    case held(Character, key: String?)
    case blanked(KnockOut, rankOnly: Bool)
    case photoAlone(String)
    /// The photo's name where there is room.
    case owners(String?, OwnersInstead?), ownersMissing(String, isReading: Bool), ownersOfLastLayer
    case layer(Int), lastLayer
    /// Titles of the tables beside the photo, where there is little room.
    case percentShort(Character, layer: Int?), percentOfWordsShort, ownersShort
    case scaleShared(String)

    var english: String {
        switch self {
        case .regionTitle(let question, let report):
            "photos by \(InstanceReading.letter(question.instance))'s weight at \(place(question.bounds, .en))"
                + (report.map { ": mean \(percentText($0.mean)), even map \(percentText($0.even))" } ?? "")
        case .looksThere(let row, let question):
            "query \(InstanceReading.letter(question.instance)) puts \(percentText(row.weight)) of its weight there; Esc goes back to the photos"
        case .contrastRecipe(let mode, let words): "text-conditioned maps: your words minus " + subtrahend(mode, words, .en)
        case .contrastOf(let mode, let words): "your words minus " + subtrahend(mode, words, .en)
        case .evenShares: "even-share scale, "
        case .contrastScale: "+1 from 1/2x, doubling; - less"
        case .mapIsOn(let mode): mode.isContrast ? "contrast (Esc ends): " : "Esc ends: "
        case .isPinned: "pinned"
        case .held(let letter, let key): "held: \(letter)" + (key.map { ", \($0) lets go" } ?? "")
        case .blanked(.query(let number), let rankOnly):
            "query \(InstanceReading.letter(number)) left out" + (rankOnly ? " of the rank only" : "")
        case .blanked(.patches(let patches), let rankOnly):
            "\(patches.count) \(patches.count == 1 ? "patch" : "patches") blanked" + (rankOnly ? " in the rank only" : "")
        case .photoAlone(let photo): "\(photo), the photo alone"
        case .owners(let photo, let instead):
            [photo, "owners" + (instead.map { $0 == .words ? ", not your words" : ", last layer" } ?? " of the patches")]
                .compactMap { $0 }.joined(separator: ", ")
        case .ownersMissing(let photo, let isReading): photo + (isReading ? ", heat: owners are being read" : ", heat: one query owns all")
        case .ownersOfLastLayer: "owners, last layer"
        case .layer(let layer): "layer \(layer)"
        case .lastLayer: "last layer:"
        case .percentShort(let letter, let layer): "\(letter)\(layer.map { ", layer \($0)" } ?? ""), percent"
        case .percentOfWordsShort: "your words, percent"
        case .ownersShort: "owners"
        case .whyTitle: "why this photo stands here"
        case .sheetTitle: "all instance queries over the index"
        case .asking: "asking the machine"
        case .place(let rank, let total, let score, let behind):
            "rank \(rank) of \(grouped(total)), score \(score)" + (rank > 1 ? ", \(behind) behind row 1" : "")
        case .pinned(let rank, let total, let score, let behind, let last):
            "pinned: rank \(rank) of \(grouped(total)) \(score)" + (rank > 1 ? ", row 1 \(behind) ahead" : "")
                + (last.map { ", last row \($0) ahead" } ?? "")
        case .filed(let title, let photo): "\(photo), filed as \(title)"
        case .querySees(let letter, let place): "query \(letter) won and sees \(place)"
        case .wordsSee(let place): "your words see \(place)"
        case .beatsIt: "what beats it"
        case .nothingAbove: "nothing: it is the first"
        case .eachWord: "without one word"
        case .oneWord: "there is one word: nothing to leave out"
        case .noWords: "the question is a photo: there are no words"
        case .rival(let title, let score, let ahead, let letter): "\(score) +\(ahead) \(letter) \(title)"
        case .without(let rank, let change, let score, let scoreChange, let kept, let place):
            "rank \(rank) (\(signed(change))) score \(score) (\(scoreChange)) map \(kept) % kept, \(place.english)"
        case .allWords: "all words"
        case .holding(let letter): "every photo as query \(letter) sees it; 0 goes back to the winners"
        case .meanMap(let letter, let place, let photos): "\(letter), mean of its maps over \(photos) photos: \(place)"
        case .rest: "without"
        case .patch(let row, let column): "row \(row) column \(column)"
        case .share: "% of own weight"
        case .among: "% among queries"
        case .ownAndAmong: "own/among %"
        case .knockedOut(let report):
            "without \(part(report)): rank \(report.before.rank) -> \(report.after.rank), score "
                + "\(scoreText(report.before.score)) -> \(scoreText(report.after.score)), query \(letters(report)); Esc undoes"
        case .caption(let mode, let photo, let layers):
            switch mode {
            case .layer(let layer): "\(photo), layer \(layer) of \(layers)"
            case .pooled: "\(photo) as the global vector sees it"
            case .minusEmpty: "\(photo), your words - no words"
            case .minusQuery: "\(photo), your words - words before"
            case .minusProduct: "\(photo), your words - this product"
            default: "\(photo) as your words see it"
            }
        case .headCaption(let reading, let block, let depth, let heads, let photo):
            [photo, "block \(block) of \(depth), head \(reading.head) of \(heads)"].compactMap { $0 }.joined(separator: ", ")
        case .globalSees(let place): "the global vector sees \(place)"
        case .globalShort: "as the global vector"
        case .headShort(let block, let head): "block \(block), head \(head)"
        case .percentOfPool: "percent of the global vector"
        case .percentOfReading: "percent of what it reads"
        case .readsFrom: "reads from"
        case .itself: "itself"
        case .beside(let down, let right): offset(down, right, .en)
        case .elsewhere(let percent): "elsewhere \(percent) %"
        case .sheetNote(let sampled, let pictures, let edge):
            "\(grouped(sampled)) of \(grouped(pictures)) photos; an even map has \(edge) % at the edge"
        case .sheetLine(let wins, let owned, let entropy, let edge):
            "wins \(wins) %  owns \(owned) %  entropy \(entropy) %  edge \(edge) %"
        case .background: "background"
        case .dead: "dead"
        case .duplicate(let letter, let cosine, let maps): "duplicate of \(letter) \(cosine)/\(maps) %"
        case .like(let letter, let cosine, let maps): "like \(letter) \(cosine)/\(maps) %"
        case .scaleShared(let recipe): "both: \(recipe)"
        }
    }

    var japanese: String {
        switch self {
        case .regionTitle(let question, let report):
            "\(place(question.bounds, .ja)) に \(InstanceReading.letter(question.instance)) の重みが多い写真"
                + (report.map { ": 平均 \(percentText($0.mean))、均等なら \(percentText($0.even))" } ?? "")
        case .looksThere(let row, let question):
            "クエリ \(InstanceReading.letter(question.instance)) の重みの \(percentText(row.weight)) がその場所に。Esc で一覧に戻る"
        case .contrastRecipe(let mode, let words): "言葉による注目マップ: 言葉 - " + subtrahend(mode, words, .ja)
        case .contrastOf(let mode, let words): "言葉 - " + subtrahend(mode, words, .ja)
        case .evenShares: "均等との差: "
        case .contrastScale: "+1 は 1/2 倍、1 段ごとに 2 倍、- は減少"
        case .mapIsOn(let mode): mode.isContrast ? "差 (Esc で終了): " : "Esc で終了: "
        case .isPinned: "固定"
        case .held(let letter, let key): "全写真: \(letter)" + (key.map { " (\($0) で解除)" } ?? "")
        case .blanked(.query(let number), let rankOnly):
            (rankOnly ? "順位だけ" : "") + "クエリ \(InstanceReading.letter(number)) を除外中"
        case .blanked(.patches(let patches), let rankOnly): (rankOnly ? "順位だけ " : "") + "\(patches.count) 区画を隠し中"
        case .photoAlone(let photo): "\(photo)、写真のみ"
        case .owners(let photo, let instead):
            [photo, instead.map { $0 == .words ? "担当 (言葉は無関係)" : "担当 (最後の層)" } ?? "区画の担当クエリ"]
                .compactMap { $0 }.joined(separator: "、")
        case .ownersMissing(let photo, let isReading): photo + (isReading ? "、担当クエリは読込中" : "、クエリは 1 つだけ")
        case .ownersOfLastLayer: "最後の層の担当クエリ"
        case .layer(let layer): "第 \(layer) 層"
        case .lastLayer: "最後の層:"
        case .percentShort(let letter, let layer): "\(letter)\(layer.map { "、第 \($0) 層" } ?? "") (%)"
        case .percentOfWordsShort: "言葉 (%)"
        case .ownersShort: "担当クエリ"
        case .whyTitle: "この写真がここにある理由"
        case .sheetTitle: "索引全体の全インスタンスクエリ"
        case .asking: "計算中"
        case .place(let rank, let total, let score, let behind):
            "\(grouped(total)) 枚中 \(rank) 位、得点 \(score)" + (rank > 1 ? "、1 位との差 \(behind)" : "")
        case .pinned(let rank, let total, let score, let behind, let last):
            "固定: \(grouped(total)) 枚中 \(rank) 位 \(score)" + (rank > 1 ? "、1 位と \(behind) 差" : "")
                + (last.map { "、最終行と \($0) 差" } ?? "")
        case .filed(let title, let photo): "\(photo)、登録名: \(title)"
        case .querySees(let letter, let place): "勝ったクエリ \(letter) は\(place)を見ています"
        case .wordsSee(let place): "言葉は\(place)を見ています"
        case .beatsIt: "これより上位の写真"
        case .nothingAbove: "ありません。1 位です"
        case .eachWord: "一語を除くと"
        case .oneWord: "一語なので除く言葉がありません"
        case .noWords: "質問は写真なので言葉がありません"
        case .rival(let title, let score, let ahead, let letter): "\(score) +\(ahead) \(letter) \(title)"
        case .without(let rank, let change, let score, let scoreChange, let kept, let place):
            "\(rank) 位 (\(signed(change))) 得点 \(score) (\(scoreChange)) 注目の \(kept) % が残り、\(place.japaneseMove)"
        case .allWords: "全部の言葉"
        case .holding(let letter): "どの写真もクエリ \(letter) で見ています。0 で勝者に戻る"
        case .meanMap(let letter, let place, let photos): "\(letter): 写真 \(photos) 枚の注目マップの平均、\(place)"
        case .rest: "除くと"
        case .patch(let row, let column): "\(row) 行 \(column) 列"
        case .share: "% 自分の中"
        case .among: "% クエリ間"
        case .ownAndAmong: "自分の中/クエリ間 %"
        case .knockedOut(let report):
            "\(part(report, japanese: true)): \(report.before.rank) 位 → \(report.after.rank) 位、得点 "
                + "\(scoreText(report.before.score)) → \(scoreText(report.after.score))、クエリ \(letters(report, japanese: true))。Esc で戻す"
        case .caption(let mode, let photo, let layers):
            switch mode {
            case .layer(let layer): "\(photo)、第 \(layer)/\(layers) 層"
            case .pooled: "全体ベクトルから見た \(photo)"
            case .minusEmpty: "\(photo)、言葉 - 言葉なし"
            case .minusQuery: "\(photo)、言葉 - 前の言葉"
            case .minusProduct: "\(photo)、言葉 - この商品"
            default: "言葉から見た \(photo)"
            }
        case .headCaption(let reading, let block, let depth, let heads, let photo):
            [photo, "第 \(block)/\(depth) ブロック、ヘッド \(reading.head)/\(heads)"].compactMap { $0 }.joined(separator: "、")
        case .globalSees(let place): "全体ベクトルは\(place)を見ています"
        case .globalShort: "全体ベクトルの視点"
        case .headShort(let block, let head): "ブロック \(block)、ヘッド \(head)"
        case .percentOfPool: "全体ベクトルの内訳 (%)"
        case .percentOfReading: "読む割合 (%)"
        case .readsFrom: "の読み先"
        case .itself: "自分"
        case .beside(let down, let right): offset(down, right, .ja)
        case .elsewhere(let percent): "ほか \(percent) %"
        case .sheetNote(let sampled, let pictures, let edge):
            "写真 \(grouped(pictures)) 枚中 \(grouped(sampled)) 枚。均等な注目マップなら端は \(edge) %"
        case .sheetLine(let wins, let owned, let entropy, let edge):
            "勝ち \(wins) %  担当 \(owned) %  広がり \(entropy) %  端 \(edge) %"
        case .background: "背景"
        case .dead: "不使用"
        case .duplicate(let letter, let cosine, let maps): "\(letter) と重複 \(cosine)/\(maps) %"
        case .like(let letter, let cosine, let maps): "近い \(letter) \(cosine)/\(maps) %"
        case .scaleShared(let recipe): "両方に共通: \(recipe)"
        }
    }

    /// A box in whole percents of the picture: "x 25-50 %, y 10-30 %".
    private func place(_ box: Box, _ language: Language) -> String {
        func range(_ start: Double, _ length: Double) -> String {
            "\(Int((start * 100).rounded()))-\(Int(((start + length) * 100).rounded())) %"
        }
        let (x, y) = (range(box.x, box.width), range(box.y, box.height))
        return language == .en ? "x \(x), y \(y)" : "横 \(x)、縦 \(y)"
    }

    /// Where a patch lies from another: "up left", and in steps where it is further.
    private func offset(_ down: Int, _ right: Int, _ language: Language) -> String {
        let steps = max(abs(down), abs(right)) > 1
        func part(_ distance: Int, _ back: String, _ forth: String) -> String {
            distance == 0 ? "" : (distance < 0 ? back : forth) + (steps ? "\(abs(distance))" : "")
        }
        return language == .en
            ? [part(down, "up", "down"), part(right, "left", "right")].filter { !$0.isEmpty }.joined(separator: " ")
            : part(right, "左", "右") + part(down, "上", "下")
    }

    private func signed(_ change: Int) -> String { change > 0 ? "+\(change)" : "\(change)" }

    private func subtrahend(_ mode: MapMode, _ words: String?, _ language: Language) -> String {
        mode == .minusEmpty ? language == .en ? "no words" : "言葉なし" : language.quoted(words ?? "")
    }

    private func part(_ report: KnockOutReport, japanese: Bool = false) -> String {
        switch report.knockOut {
        case .patches(let patches):
            japanese ? "\(patches.count) 区画を隠すと" : patches.count == 1 ? "the patch" : "\(patches.count) patches"
        case .query(let number):
            (japanese ? "クエリ " : "query ") + String(InstanceReading.letter(number)) + (japanese ? " を除くと" : "")
        }
    }

    private func letters(_ report: KnockOutReport, japanese: Bool = false) -> String {
        let (before, after) = (report.before.instance, report.after.instance)
        let letter = String(InstanceReading.letter(before))
        return before == after ? letter : letter + (japanese ? " → " : " -> ") + String(InstanceReading.letter(after))
    }
}

/// A share in percent: "4.2"; whole from 10 on.
func tenthsOfPercent(_ share: Double) -> String {
    let tenths = Int((share * 1000).rounded())
    return tenths >= 100 ? "\((tenths + 5) / 10)" : "\(tenths / 10).\(tenths % 10)"
}

func percentText(_ share: Double) -> String { tenthsOfPercent(share) + " %" }

/// What a knock-out did, for a line of its own.
package func knockOutSentence(_ report: KnockOutReport, in language: Language) -> String {
    let said = Phrase.probe(.knockedOut(report)).said(in: language)
    // On the screen the sentence ends with the key that puts the photo back.
    return said.replacing("; Esc undoes", with: "").replacing("。Esc で戻す", with: "")
}

/// What a signed map shows, for a line of its own.
package func contrastSentence(minus words: String, in language: Language) -> String {
    let other = words.isEmpty ? (language == .en ? "no words" : "言葉なし") : language.quoted(words)
    return language == .en ? "the words' map minus that of \(other):" : "言葉の注目マップから\(other)の注目マップを引いたもの:"
}
