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
        case (.why, .ja): "なぜ"
        case (.sheet, .ja): "全クエリ"
        case (.patchCursor, .ja): "区画"
        case (.knockPatch, .ja): "区画を隠す"
        case (.knockOutline, .ja): "輪郭を隠す"
        case (.knockQuery, .ja): "クエリを除く"
        case (.wordsMap, .ja): "言葉の注目マップ"
        case (.contrast, .ja): "注目マップの差"
        case (.layer, .ja): "層"
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
        case (.layer, .en): "the map after an earlier decoder layer, and back"
        case (.why, .ja): "この写真はなぜここに: 本当の順位、これより上位の写真、言葉ごとの効果"
        case (.sheet, .ja): "索引全体の全インスタンスクエリ: 背景、不使用、重複"
        case (.patchCursor, .ja): "区画カーソル: 矢印で移動、クエリごとの数値。Esc で終了"
        case (.knockPatch, .ja): "カーソルの区画を隠して順位を付け直す"
        case (.knockOutline, .ja): "輪郭の中を隠して順位を付け直す"
        case (.knockQuery, .ja): "表示中のインスタンスクエリを除いて順位を付け直す"
        case (.wordsMap, .ja): "言葉の注目マップ: 言葉が見ている場所 (もう一度で戻る)"
        case (.contrast, .ja): "言葉の注目マップから引く: 言葉なし、前の質問、行の商品"
        case (.layer, .ja): "デコーダーの前の層の注目マップ (もう一度で戻る)"
        default: action.rawValue
        }
    }
}

/// Something a probe's page or line says.
enum ProbePhrase {
    case whyTitle, sheetTitle, asking
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
    case sheetNote(sampled: Int, pictures: Int, edge: Int)
    case sheetLine(wins: Int, owned: Int, entropy: Int, edge: Int)
    case background, dead, duplicate(Character, String, Int), like(Character, String, Int)
    case contrastRecipe(MapMode, String?)
    case scaleShared(String)

    var english: String {
        switch self {
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
            case .minusEmpty: "\(photo), your words - no words"
            case .minusQuery: "\(photo), your words - words before"
            case .minusProduct: "\(photo), your words - this product"
            default: "\(photo) as your words see it"
            }
        case .sheetNote(let sampled, let pictures, let edge):
            "\(grouped(sampled)) of \(grouped(pictures)) photos; an even map has \(edge) % at the edge"
        case .sheetLine(let wins, let owned, let entropy, let edge):
            "wins \(wins) %  owns \(owned) %  entropy \(entropy) %  edge \(edge) %"
        case .background: "background"
        case .dead: "dead"
        case .duplicate(let letter, let cosine, let maps): "duplicate of \(letter) \(cosine)/\(maps) %"
        case .like(let letter, let cosine, let maps): "like \(letter) \(cosine)/\(maps) %"
        case .contrastRecipe(let mode, let words):
            "text-conditioned maps: your words minus " + subtrahend(mode, words, .en)
                + "; even-share scale, +1 from 1/2x, doubling; - less"
        case .scaleShared(let recipe): "both: \(recipe)"
        }
    }

    var japanese: String {
        switch self {
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
            case .minusEmpty: "\(photo)、言葉 - 言葉なし"
            case .minusQuery: "\(photo)、言葉 - 前の言葉"
            case .minusProduct: "\(photo)、言葉 - この商品"
            default: "言葉から見た \(photo)"
            }
        case .sheetNote(let sampled, let pictures, let edge):
            "写真 \(grouped(pictures)) 枚中 \(grouped(sampled)) 枚。均等な注目マップなら端は \(edge) %"
        case .sheetLine(let wins, let owned, let entropy, let edge):
            "勝ち \(wins) %  担当 \(owned) %  広がり \(entropy) %  端 \(edge) %"
        case .background: "背景"
        case .dead: "不使用"
        case .duplicate(let letter, let cosine, let maps): "\(letter) と重複 \(cosine)/\(maps) %"
        case .like(let letter, let cosine, let maps): "近い \(letter) \(cosine)/\(maps) %"
        case .contrastRecipe(let mode, let words):
            "言葉による注目マップ: 言葉 - " + subtrahend(mode, words, .ja) + "。均等との差: +1 は 1/2 倍、1 段ごとに 2 倍、- は減少"
        case .scaleShared(let recipe): "両方に共通: \(recipe)"
        }
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
