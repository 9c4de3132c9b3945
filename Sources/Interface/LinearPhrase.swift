// The sentences of the linear mode, in both languages.
import Domain
import Explorer

enum LinearPhrase {
    case greeting(String, pictures: Int, products: Int)
    case howTo, language, comma
    case rank(Int)
    case chance(Int)
    case querySees(Character, String)
    case query(Character)
    case filedAs(String)
    case folded(Int)
    case judged(Grade, reason: VerdictReason?, note: String?)
    case marked, chosen
    case markedCount(Int)
    case tryWords(Int, String), lastWords(Int, String)
    case product(Int, String, String, Int)
    case products(Int)
    case found(String, rows: Int, of: Int, String)
    case unlikelyFrom(Int)
    case nearest(String, String)
    case moreRows(Int)
    case onlyRows(Int)
    case noRows, firstRow, lastRow, typeWords, writeLine
    case reasons([String])
    case screenOnly(String)
    case holding(Character)

    func said(in language: Language) -> String { language == .en ? english : japanese }

    private var english: String {
        switch self {
        case .greeting(let name, let pictures, let products):
            "eclip, \(name): \(grouped(pictures)) photos of \(grouped(products)) products."
        case .howTo: "Type what you look for, the number of a row, or help."
        case .language: "English"
        case .comma: ", "
        case .rank(let rank): "\(rank)"
        case .chance(let percent): "chance \(percent) percent"
        case .querySees(let letter, let place): "query \(letter) sees \(place)"
        case .query(let letter): "query \(letter)"
        case .filedAs(let title): "filed as \(title)"
        case .folded(let count): "\(count) photos of this product"
        case .judged(let grade, let reason, let note):
            "judged " + (grade == .good ? "good" : "bad") + (reason.map { ": " + $0.said(in: .en) } ?? "")
                + (note.map { ", note: " + $0 } ?? "")
        case .marked: "marked"
        case .chosen: "chosen"
        case .markedCount(let count): count == 0 ? "no row is marked" : "\(count) marked"
        case .tryWords(let number, let words): "\(number), try \(words)"
        case .lastWords(let number, let words): "\(number), asked before: \(words)"
        case .product(let number, let title, let id, let photos):
            "\(number), \(title), product \(id), \(photos) \(photos == 1 ? "photo" : "photos")"
        case .products(let count): "\(count) to pick from: say the number, or type what you look for."
        case .found(let name, let rows, let total, let how):
            "\(name): \(rows) of \(grouped(total)) photos, \(how)"
        case .unlikelyFrom(let rank): "from row \(rank) on fewer than 1 in 5 are right"
        case .nearest(let title, let score): "what it sees is nearest to \(title), \(score)"
        case .moreRows(let count): "\(count) more: say more"
        case .onlyRows(let count): count == 0 ? "there are no rows" : "there are only \(count) rows"
        case .noRows: "there are no rows"
        case .firstRow: "this is the first row"
        case .lastRow: "this is the last row"
        case .typeWords: "type what you look for"
        case .writeLine: "the next line is it; close leaves it"
        case .reasons(let names): "say bad and one of these reasons: " + names.joined(separator: ", ")
        case .screenOnly(let label): "\(label): only on the screen"
        case .holding(let letter): "every photo as query \(letter) sees it; winner goes back"
        }
    }

    private var japanese: String {
        switch self {
        case .greeting(let name, let pictures, let products):
            "eclip、\(name): 商品 \(grouped(products)) 点の写真 \(grouped(pictures)) 枚。"
        case .howTo: "探す言葉、行の番号、またはヘルプと入力してください。"
        case .language: "日本語"
        case .comma: "、"
        case .rank(let rank): "\(rank) 位"
        case .chance(let percent): "確率 \(percent) パーセント"
        case .querySees(let letter, let place): "クエリ \(letter) は\(place)を見ています"
        case .query(let letter): "クエリ \(letter)"
        case .filedAs(let title): "登録名 \(title)"
        case .folded(let count): "この商品の写真 \(count) 枚"
        case .judged(let grade, let reason, let note):
            "判定: " + (grade == .good ? "良い" : "悪い") + (reason.map { "、" + $0.said(in: .ja) } ?? "")
                + (note.map { "、メモ: " + $0 } ?? "")
        case .marked: "印あり"
        case .chosen: "選択中"
        case .markedCount(let count): count == 0 ? "印のついた行はありません" : "印 \(count) 行"
        case .tryWords(let number, let words): "\(number)、例 \(words)"
        case .lastWords(let number, let words): "\(number)、履歴 \(words)"
        case .product(let number, let title, let id, let photos): "\(number)、\(title)、商品番号 \(id)、写真 \(photos) 枚"
        case .products(let count): "候補 \(count) 件。番号を言うか、探す言葉を入力してください。"
        case .found(let name, let rows, let total, let how): "\(name): 写真 \(grouped(total)) 枚中 \(rows) 枚、\(how)"
        case .unlikelyFrom(let rank): "\(rank) 位から下が正しい確率は 5 分の 1 未満"
        case .nearest(let title, let score): "見ているものに最も近い名前は \(title)、\(score)"
        case .moreRows(let count): "残り \(count) 件。続き と入力"
        case .onlyRows(let count): count == 0 ? "行がありません" : "行は \(count) までです"
        case .noRows: "行がありません"
        case .firstRow: "最初の行です"
        case .lastRow: "最後の行です"
        case .typeWords: "探す言葉を入力してください"
        case .writeLine: "次の行に入力してください。閉じる でやめます"
        case .reasons(let names): "悪い の後に理由を言ってください: " + names.joined(separator: "、")
        case .screenOnly(let label): "\(label): 画面でだけ使えます"
        case .holding(let letter): "どの写真もクエリ \(letter) で見ています。勝者 で戻ります"
        }
    }

    /// The commands that are no actions, or take words behind them.
    static func commands(in language: Language) -> [String] {
        switch language {
        case .en:
            [
                "Words ask for photos; a slash before them keeps them from being a command. # and a name lists products.",
                "A number goes to that row, or runs that row of a page. An empty line says where you are.",
                "next or n, previous or p: the row after and before.",
                "rows, rows 20, more: reads ten rows from here, from row 20, the ones after.",
                "query b: what another instance query of the photo sees.",
                "good, bad, bad with a reason or its number: a verdict, and the next row.",
                "note, share, name, each with words behind it: a note, a file of the view, a name for the filters.",
                "filters with a word: the values of the columns; close leaves a page. help with a word: what it finds.",
                "Every action, by its label in either language or by its key:",
            ]
        case .ja:
            [
                "言葉で写真を探します。前に / を付けると命令と区別できます。# と名前で商品の一覧。",
                "番号でその行へ、ページではその行を実行。空の行で現在地を読みます。",
                "次、前の行: 一行進む、戻る。",
                "一覧、一覧 20、続き: ここから、20 行目から、その先を 10 行読みます。",
                "クエリ b: 写真の別のインスタンスクエリが見ているもの。",
                "良い、悪い、悪い と理由か番号: 判定して次の行へ。",
                "メモ、共有、名前 の後に言葉: メモ、画面のファイル、絞り込みの名前。",
                "絞り込み と言葉: 項目の値。閉じる でページを閉じます。ヘルプ と言葉: 検索。",
                "すべての操作 (日英の名前かキーで):",
            ]
        }
    }
}
