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
    case nothingChanged, pageClosed, noPage
    /// A query's name that no query has, and the letter of the last one.
    case noSuchQuery(String, last: Character)
    case takesRow(String), takesQuery(String), takesNothing(String), askInstead(String)
    /// A word left out, and what that does.
    case withoutWord(String, String)
    case endOfQueries(isLast: Bool), named(String)
    case reasons([String])
    case holding(Character)
    case patchHowTo, patchLeft, noPatch, patchAtEdge, patchesEnd(rows: Int, columns: Int)
    case blankedPatch, patchShares, patchShare(Character, own: String, among: String), patchNothing(String)
    case looksThere(RegionRow, RegionQuestion)
    case tourStep(Int, of: Int), tourHowTo, tourLeft, toured
    case photoQueries(Int), winsRow, productsOwn, ownsPatches(String), scoreIs(String), nearestShort(String, String)

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
        case .nothingChanged: "nothing changed"
        case .pageClosed: "the page is closed"
        case .noPage: "no page is open"
        case .noSuchQuery(let name, let last): "there is no query \(name): this photo has a to \(last)"
        case .takesRow(let command): "\(command) takes the number of a row, or nothing"
        case .takesQuery(let command): "\(command) takes the letter or the number of a query, or nothing"
        case .takesNothing(let command): "\(command) takes nothing behind it"
        case .askInstead(let line): "to look for these words, say: ask \(line)"
        case .withoutWord(let word, let effect): "without \(word): \(effect)"
        case .endOfQueries(true): "that was the last question; questions lists them all"
        case .endOfQueries(false): "that is the first question"
        case .named(let name): "\(name) is on the page of filters now"
        case .writeLine: "the next line is it; close leaves it"
        case .reasons(let names): "say bad and one of these reasons: " + names.joined(separator: ", ")
        case .holding(let letter): "every photo as query \(letter) sees it; winner goes back"
        case .patchHowTo: "say patch and left, right, up, down, a row and a column, or off"
        case .patchLeft: "the patch cursor is off"
        case .noPatch: "the patch cursor is not on the photo: say patch"
        case .patchAtEdge: "no patch further that way"
        case .patchesEnd(let rows, let columns): "there are \(rows) rows and \(columns) columns of patches"
        case .blankedPatch: "blanked"
        case .patchShares: "percent of own weight and among queries: "
        case .patchShare(let letter, let own, let among): "\(letter) \(own) and \(among)"
        case .patchNothing(let letters): "under 0.1: \(letters)"
        case .tourStep(let step, let count): "tour, \(step) of \(count): "
        case .tourHowTo: "the tour: each step ends by doing it; an empty line says it again, tour leaves"
        case .tourLeft: "the tour is left"
        case .toured: "the tour is over; tour starts it again"
        case .photoQueries(let count): count == 1 ? "1 query" : "\(count) queries, the one that owns most first"
        case .winsRow: "the row's own"
        case .productsOwn: "what the product is asked with"
        case .ownsPatches(let share): "owns \(share) of the patches"
        case .scoreIs(let score): "score \(score)"
        case .nearestShort(let title, let score): "nearest to \(title), \(score)"
        case .looksThere(let row, let question):
            "query \(InstanceReading.letter(question.instance)) puts \(percentText(row.weight)) of its weight there; back out goes back to the photos"
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
        case .nothingChanged: "何も変わりませんでした"
        case .pageClosed: "ページを閉じました"
        case .noPage: "開いているページはありません"
        case .noSuchQuery(let name, let last): "クエリ \(name) はありません (この写真は a から \(last) まで)"
        case .takesRow(let command): "\(command) の後には行の番号を付けるか、何も付けません"
        case .takesQuery(let command): "\(command) の後にはクエリの文字か番号を付けるか、何も付けません"
        case .takesNothing(let command): "\(command) の後には何も付けません"
        case .askInstead(let line): "この言葉で探すには: 探す \(line)"
        case .withoutWord(let word, let effect): "\(word) を除くと: \(effect)"
        case .endOfQueries(true): "最後の質問です。質問一覧 ですべて読みます"
        case .endOfQueries(false): "最初の質問です"
        case .named(let name): "\(name) を絞り込みの一覧に加えました"
        case .writeLine: "次の行に入力してください。閉じる でやめます"
        case .reasons(let names): "悪い の後に理由を言ってください: " + names.joined(separator: "、")
        case .holding(let letter): "どの写真もクエリ \(letter) で見ています。勝者 で戻ります"
        case .patchHowTo: "区画 の後に 左、右、上、下、行と列の番号、または 終了"
        case .patchLeft: "区画カーソルを外しました"
        case .noPatch: "区画カーソルが写真にありません。区画 と入力"
        case .patchAtEdge: "その先に区画はありません"
        case .patchesEnd(let rows, let columns): "区画は \(rows) 行 \(columns) 列です"
        case .blankedPatch: "隠してあります"
        case .patchShares: "自分の中とクエリ間のパーセント: "
        case .patchShare(let letter, let own, let among): "\(letter) \(own) と \(among)"
        case .patchNothing(let letters): "0.1 未満: \(letters)"
        case .tourStep(let step, let count): "案内 \(step)/\(count): "
        case .tourHowTo: "案内: やってみると次へ進みます。空の行でもう一度、案内 でやめます"
        case .tourLeft: "案内をやめました"
        case .toured: "案内は終わりです。案内 でもう一度"
        case .photoQueries(let count): count == 1 ? "クエリ 1 つ" : "クエリ \(count) つ、担当の多い順"
        case .winsRow: "この行のクエリ"
        case .productsOwn: "この商品の検索に使うクエリ"
        case .ownsPatches(let share): "区画の \(share) を担当"
        case .scoreIs(let score): "得点 \(score)"
        case .nearestShort(let title, let score): "近い名前は \(title)、\(score)"
        case .looksThere(let row, let question):
            "クエリ \(InstanceReading.letter(question.instance)) の重みの \(percentText(row.weight)) がその場所に。戻る で一覧に戻ります"
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
                "patch: a cursor on the photo's patches and every query's share there; patch left, patch up 3, patch 5 10, patch off.",
                "describe, or zoom: the whole photo in words, query by query. tour: a tour in lines.",
                "good, bad, bad or reason with a reason or its number: a verdict, and the next row.",
                "compare: this ranking beside another one; compare again, the next side.",
                "note, share, name, each with words behind it: a note, a file of the view, a name for the filters.",
                "filters with a word: the values of the columns; close leaves a page. help with a word: what it finds.",
                "Every action, by its label in either language:",
            ]
        case .ja:
            [
                "言葉で写真を探します。前に / を付けると命令と区別できます。# と名前で商品の一覧。",
                "番号でその行へ、ページではその行を実行。空の行で現在地を読みます。",
                "次、前の行: 一行進む、戻る。",
                "一覧、一覧 20、続き: ここから、20 行目から、その先を 10 行読みます。",
                "クエリ b: 写真の別のインスタンスクエリが見ているもの。",
                "区画: 写真の区画に立つカーソルと各クエリの割合。区画 左、区画 上 3、区画 5 10、区画 終了。",
                "説明、または 拡大: 写真全体を言葉で、クエリごとに。案内: 行で案内します。",
                "良い、悪い、悪い か 理由 と理由か番号: 判定して次の行へ。",
                "比較: この順位を別の順位と並べます。もう一度 比較 で次の相手へ。",
                "メモ、共有、名前 の後に言葉: メモ、画面のファイル、絞り込みの名前。",
                "絞り込み と言葉: 項目の値。閉じる でページを閉じます。ヘルプ と言葉: 検索。",
                "すべての操作 (日英どちらの名前でも):",
            ]
        }
    }
}
