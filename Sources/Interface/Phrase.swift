// Every sentence of the screen, as a case. Each language answers by a switch without a default, so that a string
// missing in one language fails the build.
import Domain
import Explorer

/// Something the screen says.
enum Phrase {
    case pictures(Int)
    case queriesEach(Int)
    case instancesInAll(Int)
    case products(Int)
    case saving, saved
    case boxHint, searching
    case unseen([String]), unseenShort([String])
    case dropped(Int)
    case score, gap, chance, filedAs, unlikelyBelow, unlikelyBelowShort
    case folded(Int)
    case nothingFound, pickTitle, suggestion, recent
    case doubt(FilterDoubt)
    case photos(Int)
    case likeInstance(Character, String)
    case seenBy(String, Character)
    case pinnedWords(String)
    case pinnedWordsShort
    case pinned(String)
    case cover(String)
    case readingPhoto
    case sees(Character, String)
    case wordsSee(String)
    case weightHeld(patches: Int, of: Int, held: Int)
    case weightHeldShort(patches: Int, of: Int, held: Int)
    case instanceFacts(rank: Int?, score: String)
    case blendFacts(rank: Int, score: String)
    case globalFacts(rank: Int?, score: String)
    case moreQueries(Int)
    case background
    case stripTitle(Int)
    case percentTitle(Character)
    case percentOfWords, ownersTitle
    case tooSmall(columns: Int, rows: Int)
    case indexing(done: Int, total: Int)
    case listing(done: Int, total: Int)
    case opening
    case grade(Grade)
    /// Where the verdict is: "row 2", "3 rows".
    case judged(String, Grade, VerdictReason?)
    case rowOfRank(Int), severalRows(Int)
    case changed(VerdictTurn, String)
    case withdrawn
    case undone(Int)
    case redone(Int)
    case restored(Int)
    case story(Story)
    case helpTitle, paletteTitle, historyTitle, healthTitle, reasonsTitle, emptyHistory
    case noteTitle(String)
    case queryAlone(Character)
    case queriesTitle(String, asked: Int, count: Int)
    case bestPhoto(String)
    /// Words that no title of the best photo holds; the same of the rows on the screen.
    case missing([String]), missingInFirst([String]), missingInFirstShort([String])
    case endOfQueries(isLast: Bool)
    case beyondRows(Int)
    /// The key that leads to the box; nil in the box.
    case nowhereOut(String?)
    case noSuchPhoto(String), noSuchQuery(Int, of: Int), noSuchPatch(PatchPlace, rows: Int, columns: Int)
    case reasonsTitleOf(rank: Int)
    case facetsTitle, noFacets, leaveTour, toured
    case feedbackTitle(good: Int, bad: Int), feedbackSum(String, good: Int, bad: Int)
    case nameFiltersTitle(String)
    case named(String)
    case cutOff(String)
    case readAs(String)
    case mouse(Bool)
    case anyOtherKey
    case shareTitle
    case shared(String)
    case isUndone
    case compareTitle(String, String, RankingMoves?)
    case rankElsewhere(Int?, isGone: Bool)
    case notNow(String)
    case menu, noteKept, draftKept, wholeAgain
    case probe(ProbePhrase)
    case news(NewsPhrase)

    func said(in language: Language) -> String {
        switch language {
        case .en: english
        case .ja: japanese
        }
    }
}

extension Phrase {
    var english: String {
        switch self {
        case .pictures(let count): "\(grouped(count)) photos"
        case .queriesEach(let count): "\(count) instance queries"
        case .instancesInAll(let count): "\(grouped(count)) instances"
        case .products(let count): "\(grouped(count)) products"
        case .saving: "saving"
        case .saved: "saved"
        case .boxHint: "type what you look for, or # for a product"
        case .searching: "searching"
        case .unseen(let words): "never seen in training: " + words.joined(separator: ", ")
        case .unseenShort(let words): "never learned: " + words.joined(separator: ", ")
        case .dropped(let count): "\(count) cut off"
        case .score: "score"
        case .gap: "gap"
        case .chance: "p%"
        case .filedAs: "filed as"
        case .unlikelyBelow: "fewer than 1 in 5 are right below here"
        case .unlikelyBelowShort: "below: fewer than 1 in 5 right"
        case .folded(let count): "x\(count)"
        case .doubt(let doubt): doubt.english
        case .nothingFound: "nothing found"
        case .pickTitle: "pick a product, or try these words"
        case .suggestion: "try"
        case .recent: "last"
        case .photos(let count): count == 1 ? "1 photo" : "\(count) photos"
        case .likeInstance(let letter, let photo): "like \(letter) of \(photo)"
        case .seenBy(let photo, let letter): "\(photo) as \(letter) sees it"
        case .pinnedWords(let photo): "\(photo) pinned, as your words see it"
        case .pinnedWordsShort: "pinned, as your words see"
        case .pinned(let photo): "\(photo) pinned, type words"
        case .cover(let photo): photo
        case .readingPhoto: "reading"
        case .sees(let letter, let place): "\(letter) sees \(place)"
        case .wordsSee(let place): "your words see \(place)"
        case .weightHeld(let patches, let all, let held):
            "\(patches) of \(all) patches (\(percent(patches, of: all)) %) hold \(held) % of the weight"
        case .weightHeldShort(let patches, let all, let held): "\(patches) of \(all) patches hold \(held) %"
        case .instanceFacts(let rank, let score): "instances \(score)" + (rank.map { " rank \($0)" } ?? "")
        case .blendFacts(let rank, let score): "blend \(score) rank \(rank)"
        case .globalFacts(let rank, let score): "global vector \(score)" + (rank.map { " rank \($0)" } ?? "")
        case .moreQueries(let count): "+\(count)"
        case .background: "background"
        case .stripTitle(let count):
            "\(count) instance queries: map, score for your words, and what each one says it sees"
        case .percentTitle(let letter): "\(letter), percent of its weight"
        case .percentOfWords: "your words, percent of the weight"
        case .ownersTitle: "owners (background left out)"
        case .tooSmall(let columns, let rows): "eclip needs \(columns)x\(rows) cells"
        case .indexing(let done, let total): "indexing \(done) of \(total)"
        case .listing(let done, let total): total > 0 ? "listing photos \(done) of \(total)" : "listing photos \(done)"
        case .opening: "opening"
        case .grade(let grade): grade == .good ? "good" : "bad"
        case .judged(let place, let grade, let reason):
            "\(place) judged " + (grade == .good ? "good" : "bad") + (reason.map { ": " + $0.said(in: .en) } ?? "")
        case .rowOfRank(let rank): "row \(rank)"
        case .severalRows(let count): "\(count) rows"
        case .changed(let turn, let place): turn.english(place)
        case .withdrawn: "verdict taken back"
        case .undone(let count): "\(count) verdicts undone"
        case .redone(let count): "\(count) verdicts done again"
        case .restored(let count):
            "welcome back: everything stands where you left it, \(count) \(count == 1 ? "verdict" : "verdicts")"
        case .story(let story):
            "\(story.products) products here: query \(InstanceReading.letter(story.instance)) found yours; "
                + "the photo's global vector: rank \(story.globalRank)"
        case .helpTitle: "help: type a word or a key, Enter runs it"
        case .paletteTitle: "menu: type what you want to do"
        case .historyTitle: "history: every verdict, the latest first"
        case .healthTitle: "health"
        case .reasonsTitle: "why is it wrong?"
        case .reasonsTitleOf(let rank): "why is row \(rank) wrong, the one judged just now?"
        case .missing(let words): "not in its titles: " + words.joined(separator: ", ")
        case .missingInFirst(let words): "no title of row 1 says: " + words.joined(separator: ", ")
        case .missingInFirstShort(let words): "not in row 1: " + words.joined(separator: ", ")
        case .endOfQueries(let isLast): isLast ? "that was the last question; Q shows them all" : "that is the first question"
        case .nowhereOut(nil): "nothing left to go back from: type a question"
        case .nowhereOut(let key?): "nothing left to go back from; \(key) writes a question"
        case .beyondRows(let count): "it stands further down than the \(count) rows here"
        case .noSuchPhoto(let photo): "\(photo) is not among the rows here: the first row is shown"
        case .noSuchQuery(let number, let count):
            "there is no query \(InstanceReading.name(number)): a photo has a to \(InstanceReading.name(count))"
        case .noSuchPatch(let place, let rows, let columns):
            "there is no patch \(place.text): rows 1 to \(rows), columns 1 to \(columns)"
        case .noteTitle(let photo): "note on your verdict about \(photo)"
        case .emptyHistory: "no verdicts yet"
        case .facetsTitle: "filters: Enter puts a value into the box or takes it out"
        case .noFacets: "counting…"
        case .queriesTitle(let name, let asked, let count): "\(name): \(asked) of \(count) questions looked at (*), the doubtful ones first"
        case .bestPhoto(let title): title.isEmpty ? "nothing found" : "first: \(title)"
        case .queryAlone(let letter): "\(letter) without your words"
        case .leaveTour: "ends the tour"
        case .toured: "the tour is over: T starts it again, : lists everything"
        case .feedbackTitle(let good, let bad):
            Self.likeAndUnlike(good, bad, in: .en) + ": Enter takes this list, Esc keeps the old one"
        case .feedbackSum(let question, let good, let bad):
            question + (good > 0 ? " + \(good) good" : "") + (bad > 0 ? " - \(bad) bad" : "")
        case .nameFiltersTitle(let filters): "a name for \(filters)"
        case .named(let name): "\(name) is on the page of filters now (F)"
        case .cutOff(let words): "too long: nothing is read from \(Self.start(of: words, in: .en)) on"
        case .readAs(let words): "read as: \(words)"
        case .anyOtherKey: "any other key: back"
        case .mouse(true): "mouse on: rows, keys, words and queries answer to a click"
        case .mouse(false): "mouse off: the terminal selects text again"
        case .shareTitle: "share this view: a file name ending in .txt, .ans, .html or .svg"
        case .shared(let path): "this view is now in \(path)"
        case .isUndone: "undone"
        case .compareTitle(let own, let other, let moves):
            "\(own), then \(other)"
                + (moves.map { ": \($0.both) of the first \(ComparePage.top) in both, overlap \(shareText($0.overlap))" } ?? "")
        case .rankElsewhere(let rank?, let isGone): isGone ? "now \(rank)" : "was \(rank)"
        case .rankElsewhere(nil, let isGone): isGone ? "now further down" : "was further down"
        case .notNow(let reason): "not now: \(reason)"
        case .menu: "menu"
        case .wholeAgain: "this page is about the whole photo: its part is back, and so is its row"
        case .noteKept: "the note is kept with the verdict"
        case .draftKept: "not kept; the words come back when the note is opened again"
        case .probe(let phrase): phrase.english
        case .news(let phrase): phrase.english
        }
    }

    var japanese: String {
        switch self {
        case .pictures(let count): "写真 \(grouped(count)) 枚"
        case .queriesEach(let count): "インスタンスクエリ \(count)"
        case .instancesInAll(let count): "インスタンス \(grouped(count))"
        case .products(let count): "商品 \(grouped(count)) 点"
        case .saving: "保存中"
        case .saved: "保存済み"
        case .boxHint: "探す言葉を入力。# で商品を選択"
        case .searching: "検索中"
        case .unseen(let words): "学習していない言葉: " + words.joined(separator: "、")
        case .unseenShort(let words): "未学習: " + words.joined(separator: "、")
        case .dropped(let count): "\(count) 個超過"
        case .score: "得点"
        case .gap: "差"
        case .chance: "p%"
        case .filedAs: "登録名"
        case .unlikelyBelow: "ここから下が正しい確率は 5 分の 1 未満"
        case .unlikelyBelowShort: "以下、正解は 5 分の 1 未満"
        case .folded(let count): "x\(count)"
        case .doubt(let doubt): doubt.japanese
        case .nothingFound: "見つかりません"
        case .pickTitle: "商品を選ぶか、この言葉を試してください"
        case .suggestion: "例"
        case .recent: "履歴"
        case .photos(let count): "\(count) 枚"
        case .likeInstance(let letter, let photo): "\(photo) の \(letter) に似たもの"
        case .seenBy(let photo, let letter): "\(letter) から見た \(photo)"
        case .pinnedWords(let photo): "固定した \(photo)、言葉の注目マップ"
        case .pinnedWordsShort: "固定: 言葉の注目マップ"
        case .pinned(let photo): "固定した \(photo)、言葉を入力"
        case .cover(let photo): photo
        case .readingPhoto: "読込中"
        case .sees(let letter, let place): "\(letter) は\(place)を見ています"
        case .wordsSee(let place): "言葉は\(place)を見ています"
        case .weightHeld(let patches, let all, let held):
            "\(all) 区画中 \(patches) (\(percent(patches, of: all)) %) に重みの \(held) %"
        case .weightHeldShort(let patches, let all, let held): "\(all) 区画中 \(patches) に \(held) %"
        case .instanceFacts(let rank, let score): "インスタンス \(score)" + (rank.map { " \($0) 位" } ?? "")
        case .blendFacts(let rank, let score): "混合 \(score) \(rank) 位"
        case .globalFacts(let rank, let score): "全体ベクトル \(score)" + (rank.map { " \($0) 位" } ?? "")
        case .moreQueries(let count): "+\(count)"
        case .background: "背景"
        case .stripTitle(let count): "\(count) 個のインスタンスクエリ: 注目マップ、言葉への得点、見えている商品"
        case .percentTitle(let letter): "\(letter) の重み (%)"
        case .percentOfWords: "言葉の重み (%)"
        case .ownersTitle: "区画の担当クエリ (背景を除く)"
        case .tooSmall(let columns, let rows): "eclip には \(columns)x\(rows) 文字の画面が必要です"
        case .indexing(let done, let total): "索引作成 \(done)/\(total)"
        case .listing(let done, let total): total > 0 ? "写真を確認 \(done)/\(total)" : "写真を確認 \(done)"
        case .opening: "準備中"
        case .grade(let grade): grade == .good ? "良い" : "悪い"
        case .judged(let place, let grade, let reason):
            "\(place)を「" + (grade == .good ? "良い" : "悪い") + "」にしました" + (reason.map { ": " + $0.said(in: .ja) } ?? "")
        case .rowOfRank(let rank): "\(rank) 位"
        case .severalRows(let count): "\(count) 行"
        case .changed(let turn, let place): turn.japanese(place)
        case .withdrawn: "判定を取り消しました"
        case .undone(let count): "判定 \(count) 件を元に戻しました"
        case .redone(let count): "判定 \(count) 件をやり直しました"
        case .restored(let count): "おかえりなさい。前回の続きです。判定 \(count) 件"
        case .story(let story):
            "商品 \(story.products) 点の写真: クエリ \(InstanceReading.letter(story.instance)) が発見。"
                + "全体ベクトルでは \(story.globalRank) 位"
        case .helpTitle: "ヘルプ: 言葉かキーで検索、Enter で実行"
        case .paletteTitle: "メニュー: したいことを入力"
        case .historyTitle: "履歴: すべての判定、新しい順"
        case .healthTitle: "状態"
        case .reasonsTitle: "何が違いますか"
        case .reasonsTitleOf(let rank): "いま判定した \(rank) 位は何が違いますか"
        case .missing(let words): "商品名にない言葉: " + words.joined(separator: "、")
        case .missingInFirst(let words): "1 位の商品名にない言葉: " + words.joined(separator: "、")
        case .missingInFirstShort(let words): "1 位にない: " + words.joined(separator: "、")
        case .endOfQueries(let isLast): isLast ? "最後の質問です。Q で一覧" : "最初の質問です"
        case .nowhereOut(nil): "これ以上戻るところはありません。質問を入力してください"
        case .nowhereOut(let key?): "これ以上戻るところはありません。\(key) で質問を入力"
        case .beyondRows(let count): "ここにある \(count) 位より下です"
        case .noSuchPhoto(let photo): "\(photo) はここの行にありません。1 行目を表示します"
        case .noSuchQuery(let number, let count):
            "クエリ \(InstanceReading.name(number)) はありません (a から \(InstanceReading.name(count)) まで)"
        case .noSuchPatch(let place, let rows, let columns):
            "区画 \(place.text) はありません (行は 1 から \(rows)、列は 1 から \(columns) まで)"
        case .noteTitle(let photo): "\(photo) の判定へのメモ"
        case .emptyHistory: "判定はまだありません"
        case .facetsTitle: "絞り込み: Enter で条件を入れる・外す"
        case .noFacets: "集計中…"
        case .queriesTitle(let name, let asked, let count): "\(name): \(count) 問中 \(asked) 問を確認 (*)、疑わしい順"
        case .bestPhoto(let title): title.isEmpty ? "該当なし" : "1 位: \(title)"
        case .queryAlone(let letter): "\(letter) だけの注目マップ (言葉なし)"
        case .leaveTour: "案内を終了"
        case .toured: "案内は終わりです。T でもう一度、: で全操作"
        case .feedbackTitle(let good, let bad): Self.likeAndUnlike(good, bad, in: .ja) + ": Enter で採用、Esc で元のまま"
        case .feedbackSum(let question, let good, let bad):
            question + (good > 0 ? " + 良い \(good) 件" : "") + (bad > 0 ? " - 悪い \(bad) 件" : "")
        case .nameFiltersTitle(let filters): "名前を付ける: \(filters)"
        case .named(let name): "\(name) を絞り込みの一覧に加えました (F)"
        case .cutOff(let words): "長すぎます: \(Self.start(of: words, in: .ja))から後は読まれません"
        case .readAs(let words): "解釈: \(words)"
        case .anyOtherKey: "他のキー: 戻る"
        case .mouse(true): "マウス入: 行、キー、言葉、クエリをクリックできます"
        case .mouse(false): "マウス切: 端末の文字選択に戻りました"
        case .shareTitle: "画面を共有: .txt .ans .html .svg のファイル名"
        case .shared(let path): "画面を \(path) に書きました"
        case .isUndone: "取消済み"
        case .compareTitle(let own, let other, let moves):
            "\(own) → \(other)"
                + (moves.map { ": 上位 \(ComparePage.top) 件中 \($0.both) 件が共通、重なり \(shareText($0.overlap))" } ?? "")
        case .rankElsewhere(let rank?, let isGone): isGone ? "今は \(rank) 位" : "前は \(rank) 位"
        case .rankElsewhere(nil, let isGone): isGone ? "今は圏外" : "前は圏外"
        case .notNow(let reason): "今はできません: \(reason)"
        case .menu: "メニュー"
        case .wholeAgain: "このページは写真全体についてです。消した部分と行は元に戻りました"
        case .noteKept: "メモを判定と一緒に保存しました"
        case .draftKept: "保存していません。もう一度メモを開くと続きを書けます"
        case .probe(let phrase): phrase.japanese
        case .news(let phrase): phrase.japanese
        }
    }

    /// First steps: keys and what they do, in the 16 columns that the photo leaves at 80x24.
    static func welcome(in language: Language) -> [(key: String, words: String)] {
        switch language {
        case .en:
            [
                ("words", "type to search"), ("Down", "to the rows"), ("Enter", "more like this"),
                ("m", "another view"), ("Space", "pin the photo"), ("g x", "good, bad"), ("u", "undo"),
                ("b", "back"), ("? :", "help, menu"),
            ]
        case .ja:
            [
                ("言葉", "打つと検索"), ("Down", "一覧へ"), ("Enter", "似た物を探す"), ("m", "表示を変える"),
                ("Space", "写真を固定"), ("g x", "良い、悪い"), ("u", "元に戻す"), ("b", "前の質問へ"), ("? :", "ヘルプ、メニュー"),
            ]
        }
    }

    /// "more like 2 good, less like 1 bad", without the half that is none.
    static func likeAndUnlike(_ good: Int, _ bad: Int, in language: Language) -> String {
        let like = language == .en ? "more like \(good) good" : "良い \(good) 件に近く"
        let unlike = language == .en ? "less like \(bad) bad" : "悪い \(bad) 件から遠く"
        return [good > 0 ? like : nil, bad > 0 ? unlike : nil].compactMap { $0 }.joined(separator: language.comma)
    }

    /// The beginning of words that were not read, quoted.
    private static func start(of words: String, in language: Language) -> String {
        language.quoted(words.count > 12 ? words.prefix(12) + "…" : words)
    }

    private func percent(_ part: Int, of whole: Int) -> Int {
        Int((Double(part) * 100 / Double(max(1, whole))).rounded())
    }
}

/// 1234567 as "1,234,567".
func grouped(_ count: Int) -> String {
    var digits = Array(String(abs(count)))
    var position = digits.count - 3
    while position > 0 {
        digits.insert(",", at: position)
        position -= 3
    }
    return (count < 0 ? "-" : "") + String(digits)
}

/// A score in four columns: ".754", "1.00", "-.12".
func scoreText(_ score: Float) -> String {
    let thousandths = Int((score * 1000).rounded())
    if thousandths >= 1000 { return "1.00" }
    if thousandths < 0 {
        let hundredths = min(99, Int((-score * 100).rounded()))
        return hundredths == 0 ? ".000" : "-." + (hundredths < 10 ? "0" : "") + String(hundredths)
    }
    let digits = String(thousandths)
    return "." + String(repeating: "0", count: 3 - digits.count) + digits
}
