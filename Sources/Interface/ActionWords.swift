// What an action is called: a label for the key bar, a sentence for help and palette; and why it cannot run.
import Domain
import Explorer

extension Action {
    /// One or two words for the key bar.
    func label(in language: Language) -> String {
        switch language {
        case .en: shortEnglish
        case .ja: shortJapanese
        }
    }

    /// A sentence for help and palette.
    func sentence(in language: Language) -> String {
        switch language {
        case .en: longEnglish
        case .ja: longJapanese
        }
    }

    private var shortEnglish: String {
        switch self {
        case .down: "down"
        case .up: "up"
        case .pageDown: "page down"
        case .pageUp: "page up"
        case .first: "first"
        case .last: "last"
        case .newWords: "type"
        case .focusBox: "edit"
        case .focusRows: "rows"
        case .stepBack: "back out"
        case .clearBox: "clear"
        case .enter: "like"
        case .back: "back"
        case .fold: "fold"
        case .score: "score"
        case .moreGlobal: "more global"
        case .lessGlobal: "less global"
        case .facets: "filters"
        case .nameFilters: "name filters"
        case .feedback: "from verdicts"
        case .queries: "questions"
        case .nextQuery: "next question"
        case .previousQuery: "question before"
        case .nextView: "view"
        case .previousView: "view back"
        case .outline: "outline"
        case .nextInstance: "query"
        case .previousInstance: "query back"
        case .winner: "winner"
        case .pin: "pin"
        case .zoom: "zoom"
        case .good: "good"
        case .bad: "bad"
        case .reason: "reason"
        case .withdraw: "clear verdict"
        case .note: "note"
        case .flag: "flag"
        case .mark: "mark"
        case .unmark: "unmark"
        case .undo: "undo"
        case .redo: "redo"
        case .help: "help"
        case .palette: "menu"
        case .health: "health"
        case .history: "history"
        case .why, .sheet, .patchCursor, .knockPatch, .knockOutline, .knockQuery,
            .wordsMap, .contrast, .layer, .head, .spot:
            ProbeWords.label(self, .en)
        case .compare: "compare"
        case .language: "日本語"
        case .tour: "tour"
        case .mouse: "mouse"
        case .share: "share"
        case .redraw: "redraw"
        case .suspend: "suspend"
        case .quit: "quit"
        }
    }

    private var shortJapanese: String {
        switch self {
        case .down: "下"
        case .up: "上"
        case .pageDown: "次頁"
        case .pageUp: "前頁"
        case .first: "先頭"
        case .last: "末尾"
        case .newWords: "入力"
        case .focusBox: "編集"
        case .focusRows: "一覧"
        case .stepBack: "戻る"
        case .clearBox: "消去"
        case .enter: "似た物"
        case .back: "前へ"
        case .fold: "まとめる"
        case .score: "得点"
        case .moreGlobal: "全体寄り"
        case .lessGlobal: "局所寄り"
        case .facets: "絞り込み"
        case .nameFilters: "条件に名前"
        case .feedback: "判定から"
        case .queries: "質問一覧"
        case .nextQuery: "次の質問"
        case .previousQuery: "前の質問"
        case .nextView: "表示"
        case .previousView: "前の表示"
        case .outline: "輪郭"
        case .nextInstance: "クエリ"
        case .previousInstance: "前のクエリ"
        case .winner: "勝者"
        case .pin: "固定"
        case .zoom: "拡大"
        case .good: "良い"
        case .bad: "悪い"
        case .reason: "理由"
        case .withdraw: "判定消去"
        case .note: "メモ"
        case .flag: "旗"
        case .mark: "印"
        case .unmark: "印消去"
        case .undo: "元に戻す"
        case .redo: "やり直す"
        case .help: "ヘルプ"
        case .palette: "メニュー"
        case .health: "状態"
        case .history: "履歴"
        case .why, .sheet, .patchCursor, .knockPatch, .knockOutline, .knockQuery,
            .wordsMap, .contrast, .layer, .head, .spot:
            ProbeWords.label(self, .ja)
        case .compare: "比較"
        case .language: "English"
        case .tour: "案内"
        case .mouse: "マウス"
        case .share: "共有"
        case .redraw: "再描画"
        case .suspend: "中断"
        case .quit: "終了"
        }
    }

    private var longEnglish: String {
        switch self {
        case .down: "next row"
        case .up: "row before; from the first row to the box"
        case .pageDown: "a page down"
        case .pageUp: "a page up"
        case .first: "first row"
        case .last: "last row"
        case .newWords: "ask for something else: the next character replaces the words"
        case .focusBox: "change the words in the box"
        case .focusRows: "go to the rows"
        case .stepBack: "one step out: page, knock-out, map, held query, pin, way back"
        case .clearBox: "empty the box and browse the products"
        case .enter: "more like this instance; pick this product"
        case .back: "back to the question before"
        case .fold: "fold photos of one product into one row, and unfold"
        case .score: "rank by instances, global vector, or a blend"
        case .moreGlobal: "give the photo's global vector a tenth more of the score"
        case .lessGlobal: "give the photo's global vector a tenth less of the score"
        case .facets: "filters: every column of the catalog with its counts"
        case .nameFilters: "give the filters in the box a name"
        case .queries: "the list of questions to check (--queries), the doubtful ones first"
        case .nextQuery: "next question of the list"
        case .previousQuery: "question before in the list"
        case .feedback: "ask again with your verdicts: see what moves, then take it"
        case .nextView: "next view: photo, spotlight, heat, owners, numbers"
        case .previousView: "view before"
        case .outline: "how much weight the outline holds: 40 to 90 %"
        case .nextInstance: "next instance query of the photo"
        case .previousInstance: "instance query before"
        case .winner: "the instance query that won"
        case .pin: "pin the photo while you type words, and unpin"
        case .zoom: "zoom: the photo over the whole screen, in pixels where the terminal draws them"
        case .good: "good match, next row (or all marked rows)"
        case .bad: "bad match, next row (or all marked rows)"
        case .reason: "bad match with a reason"
        case .withdraw: "take the verdict on this row away"
        case .note: "write a note on the row or its verdict"
        case .flag: "flag this row to come back to it; takes the flag away as well"
        case .mark: "mark this row, to judge several with one key"
        case .unmark: "remove all marks"
        case .undo: "undo the last verdict, flag, note or name"
        case .redo: "do again what was undone"
        case .help: "help, searchable by word or key"
        case .palette: "menu of everything, in both languages"
        case .health: "health: checkpoint, index, missing photos"
        case .history: "history of verdicts"
        case .why, .sheet, .patchCursor, .knockPatch, .knockOutline, .knockQuery,
            .wordsMap, .contrast, .layer, .head, .spot:
            ProbeWords.sentence(self, .en)
        case .compare: "compare this ranking with another score or engine"
        case .language: "日本語で表示"
        case .tour: "a two-minute tour, by your own hands; ends it as well"
        case .mouse: "mouse: off gives the terminal's own selection back"
        case .share: "share this view as text, ANSI, HTML or SVG"
        case .redraw: "draw the screen again"
        case .suspend: "suspend to the shell"
        case .quit: "quit; everything is saved"
        }
    }

    private var longJapanese: String {
        switch self {
        case .down: "次の行"
        case .up: "前の行。先頭の行からは入力欄へ"
        case .pageDown: "次のページ"
        case .pageUp: "前のページ"
        case .first: "先頭の行"
        case .last: "最後の行"
        case .newWords: "別のものを探す (次の文字で入力欄を置き換え)"
        case .focusBox: "入力欄の言葉を編集する"
        case .focusRows: "一覧へ移る"
        case .stepBack: "一段戻る: ページ、隠した部分、マップ、クエリ、固定、前の質問"
        case .clearBox: "入力欄を空にして商品を一覧する"
        case .enter: "このインスタンスに似たものを探す。商品を選ぶ"
        case .back: "前の質問に戻る"
        case .fold: "同じ商品の写真を一行にまとめる・戻す"
        case .score: "順位の基準: インスタンス、全体、混合"
        case .moreGlobal: "得点に占める写真全体の割合を 1 割増やす"
        case .lessGlobal: "得点に占める写真全体の割合を 1 割減らす"
        case .facets: "絞り込み: カタログのすべての項目と件数"
        case .nameFilters: "今の絞り込みに名前を付ける"
        case .queries: "確認する質問の一覧 (--queries)、疑わしい順"
        case .nextQuery: "一覧の次の質問"
        case .previousQuery: "一覧の前の質問"
        case .feedback: "判定を使って聞き直す: 動きを見てから採用"
        case .nextView: "次の表示: 写真、スポットライト、ヒートマップ、担当クエリ、数値"
        case .previousView: "前の表示"
        case .outline: "輪郭が含む注目の割合: 40～90 %"
        case .nextInstance: "写真の次のインスタンスクエリ"
        case .previousInstance: "前のインスタンスクエリ"
        case .winner: "勝ったインスタンスクエリ"
        case .pin: "言葉を入力する間、写真を固定する・外す"
        case .zoom: "拡大: 写真を画面全体に。画素を描ける端末では画素で"
        case .good: "良い一致。次の行へ (印があればすべて)"
        case .bad: "悪い一致。次の行へ (印があればすべて)"
        case .reason: "理由をつけて悪い一致とする"
        case .withdraw: "この行の判定を取り消す"
        case .note: "行または判定にメモを書く"
        case .flag: "後で見直すために行に旗を立てる・外す"
        case .mark: "行に印をつけ、まとめて判定する"
        case .unmark: "すべての印を消す"
        case .undo: "最後の判定、旗、メモ、名前を元に戻す"
        case .redo: "取り消した操作をやり直す"
        case .help: "ヘルプ。言葉やキーで検索できます"
        case .palette: "すべての操作のメニュー (日英)"
        case .health: "状態: チェックポイント、索引、欠けた写真"
        case .history: "判定の履歴"
        case .why, .sheet, .patchCursor, .knockPatch, .knockOutline, .knockQuery,
            .wordsMap, .contrast, .layer, .head, .spot:
            ProbeWords.sentence(self, .ja)
        case .compare: "この順位を別の得点や別のエンジンと比べる"
        case .language: "Show the screen in English"
        case .tour: "2 分の案内。もう一度押すと終了"
        case .mouse: "マウス: 切ると端末の文字選択が戻る"
        case .share: "この画面をテキスト、ANSI、HTML、SVG で共有する"
        case .redraw: "画面を描き直す"
        case .suspend: "シェルに中断する"
        case .quit: "終了。すべて保存されています"
        }
    }
}

extension Obstacle {
    func said(in language: Language) -> String {
        switch language {
        case .en: english
        case .ja: japanese
        }
    }

    private var english: String {
        switch self {
        case .noRow: "there is no row"
        case .notAMatch: "these are products to pick, not matches"
        case .noVerdict: "this row has no verdict"
        case .nothingToUndo: "nothing to undo"
        case .nothingToRedo: "nothing was undone"
        case .nowhereBack: "this is the first question"
        case .nothingMarked: "no row is marked"
        case .noReading: "the photo is still being read"
        case .noPicture: "no photo is shown"
        case .boxEmpty: "the box is empty"
        case .nothingJudged: "no verdict on this question yet"
        case .noFilters: "no filter in the box"
        case .noQueries: "no list of questions: explore --queries FILE"
        case .noInstances: "this checkpoint has no instance queries"
        case .noPatch: "the patch cursor (t) is not on the photo"
        case .noWords: "there are no words"
        case .readOnly: "the session is open for reading only"
        }
    }

    private var japanese: String {
        switch self {
        case .noRow: "行がありません"
        case .notAMatch: "商品の一覧で、検索結果ではありません"
        case .noVerdict: "この行に判定はありません"
        case .nothingToUndo: "元に戻すものがありません"
        case .nothingToRedo: "やり直すものがありません"
        case .nowhereBack: "最初の質問です"
        case .nothingMarked: "印のついた行がありません"
        case .noReading: "写真を読み込み中です"
        case .noPicture: "写真がありません"
        case .boxEmpty: "入力欄は空です"
        case .nothingJudged: "この質問への判定はまだありません"
        case .noFilters: "入力欄に絞り込みがありません"
        case .noQueries: "質問の一覧がありません: explore --queries FILE"
        case .noInstances: "このモデルにインスタンスクエリはありません"
        case .noPatch: "区画カーソル (t) が写真にありません"
        case .noWords: "言葉がありません"
        case .readOnly: "閲覧専用で開いています"
        }
    }
}

extension VerdictReason {
    func said(in language: Language) -> String {
        switch (language, self) {
        case (.en, .wrongProduct): "wrong product"
        case (.en, .wrongRegion): "right product, wrong region"
        case (.en, .wrongAttribute): "right region, wrong attribute"
        case (.en, .filedElsewhere): "in the photo, but filed as something else"
        case (.en, .duplicate): "duplicate"
        case (.en, .badPhoto): "bad photo"
        case (.ja, .wrongProduct): "商品が違う"
        case (.ja, .wrongRegion): "商品は正しいが場所が違う"
        case (.ja, .wrongAttribute): "場所は正しいが属性が違う"
        case (.ja, .filedElsewhere): "写っているが別の商品として登録"
        case (.ja, .duplicate): "重複"
        case (.ja, .badPhoto): "写真の質が悪い"
        }
    }
}

extension MapView {
    func said(in language: Language) -> String {
        switch (language, self) {
        case (.en, _): rawValue
        case (.ja, .photo): "写真"
        case (.ja, .spotlight): "スポットライト"
        case (.ja, .heat): "ヒートマップ"
        case (.ja, .owners): "担当クエリ"
        case (.ja, .numbers): "数値"
        }
    }
}

extension ScoreKind {
    func said(in language: Language) -> String {
        switch (language, self) {
        case (.en, .instance): "by instances"
        case (.en, .global): "by global vector"
        case (.en, .blend): "by a blend"
        case (.ja, .instance): "インスタンス順"
        case (.ja, .global): "全体ベクトル順"
        case (.ja, .blend): "混合順"
        }
    }
}
