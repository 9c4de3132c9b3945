// Judge mode's sentences, in both languages by switches without a default.
import Domain
import Explorer

enum JudgePhrase {
    case title, filedAs, guidelines, noGuidelines, helpTitle, reasonsTitle, noteTitle, boxTitle, readOnly
    case place(Int, of: Int)
    case counts(done: Int, of: Int, skipped: Int)
    case pace(Int)
    case minutesLeft(Int)
    case level(Int, JudgeScale)
    case keyReason, keyCannotTell, keySkip, keyBack, keyUndo, keyBox, keyNote, keyFlag, keyGuidelines, keyNextOpen
    case keyMark, keyMarkQuery, keyUnmark, keyHistory, historyTitle, emptyHistory, undoneMark
    case said(String, String)
    case marked(Int)
    case keyNext, keyWithdraw, keyRedo, keyView, keyLanguage, keyQuit, keyHelp
    case draft, skippedState, cannotTellState, flagged, hasBox
    case noted(String)
    case news(JudgeNews, JudgeScale)
    case shortReason(VerdictReason)
    case because(VerdictReason)
    case keyGrade, keyKeep, keyClose, keyDraft, keyAnyKey, keyGoThere

    func said(in language: Language) -> String {
        switch language {
        case .en: english
        case .ja: japanese
        }
    }

    private var english: String {
        switch self {
        case .title: "judging"
        case .filedAs: "filed as"
        case .guidelines: "guidelines"
        case .noGuidelines: "this queue has no guidelines: judge whether the region shows what the words ask for"
        case .helpTitle: "keys of judge mode"
        case .reasonsTitle: "why was the last one wrong?"
        case .noteTitle: "note"
        case .boxTitle: "box: arrows move, Space or Shift extends, Enter keeps, Esc leaves"
        case .readOnly: "read only"
        case .place(let place, let count): "\(place) of \(count)"
        case .counts(let done, let count, let skipped):
            "\(done) of \(count) done" + (skipped > 0 ? ", \(skipped) skipped" : "")
        case .pace(let pairs): "\(pairs)/min"
        case .minutesLeft(let minutes): "\(minutes) min left"
        case .level(let level, let scale): Self.name(level, scale, "bad", "good", "grade")
        case .keyReason: "reason"
        case .keyCannotTell: "can't tell"
        case .keySkip: "skip"
        case .keyBack: "back"
        case .keyUndo: "undo"
        case .keyBox: "box"
        case .keyNote: "note"
        case .keyFlag: "flag"
        case .keyGuidelines: "guidelines"
        case .keyNextOpen: "next open"
        case .keyNext: "next"
        case .keyMark: "mark"
        case .keyMarkQuery: "mark all of these words"
        case .keyUnmark: "unmark"
        case .keyHistory: "what was done"
        case .historyTitle: "what was done: Enter goes there, u undoes, U does again, Esc leaves"
        case .emptyHistory: "nothing was done yet"
        case .undoneMark: "undone"
        case .said(let rater, let words): "\(rater): \(words)"
        case .marked(let count): "\(count) marked"
        case .keyWithdraw: "clear"
        case .keyRedo: "redo"
        case .keyView: "region on, off"
        case .keyLanguage: "日本語"
        case .keyQuit: "quit"
        case .keyHelp: "help"
        case .draft: "not judged yet"
        case .skippedState: "skipped"
        case .cannotTellState: "can't tell"
        case .flagged: "flagged"
        case .hasBox: "box"
        case .noted(let note): "note: \(note)"
        case .news(let news, let scale): Self.english(news, scale)
        case .shortReason(let reason): Self.english(reason)
        case .because(let reason): "bad: " + reason.said(in: .en)
        case .keyGrade: "grade"
        case .keyKeep: "keep"
        case .keyClose: "close"
        case .keyDraft: "close, keep as a draft"
        case .keyAnyKey: "any key: back"
        case .keyGoThere: "go there"
        }
    }

    private var japanese: String {
        switch self {
        case .title: "判定中"
        case .filedAs: "登録名"
        case .guidelines: "判定の基準"
        case .noGuidelines: "この一覧に基準はありません。囲まれた部分が言葉に合うかを判定してください"
        case .helpTitle: "判定モードのキー"
        case .reasonsTitle: "直前の判定: 何が違いますか"
        case .noteTitle: "メモ"
        case .boxTitle: "枠: 矢印で移動、Space か Shift で広げる、Enter で保存、Esc で中止"
        case .readOnly: "閲覧のみ"
        case .place(let place, let count): "\(place)/\(count)"
        case .counts(let done, let count, let skipped):
            "完了 \(done)/\(count)" + (skipped > 0 ? "、後回し \(skipped)" : "")
        case .pace(let pairs): "毎分 \(pairs) 件"
        case .minutesLeft(let minutes): "残り \(minutes) 分"
        case .level(let level, let scale): Self.name(level, scale, "悪い", "良い", "段階")
        case .keyReason: "理由"
        case .keyCannotTell: "判断できない"
        case .keySkip: "後回し"
        case .keyBack: "前へ"
        case .keyUndo: "元に戻す"
        case .keyBox: "枠"
        case .keyNote: "メモ"
        case .keyFlag: "旗"
        case .keyGuidelines: "基準"
        case .keyNextOpen: "次の未判定"
        case .keyNext: "次へ"
        case .keyMark: "印"
        case .keyMarkQuery: "この言葉の全件に印"
        case .keyUnmark: "印を外す"
        case .keyHistory: "操作の一覧"
        case .historyTitle: "操作の一覧: Enter で移動、u で元に戻す、U でやり直す、Esc で閉じる"
        case .emptyHistory: "操作はまだありません"
        case .undoneMark: "取り消し済み"
        case .said(let rater, let words): "\(rater): \(words)"
        case .marked(let count): "印 \(count) 件"
        case .keyWithdraw: "判定消去"
        case .keyRedo: "やり直す"
        case .keyView: "領域の表示"
        case .keyLanguage: "English"
        case .keyQuit: "終了"
        case .keyHelp: "ヘルプ"
        case .draft: "未判定"
        case .skippedState: "後回し"
        case .cannotTellState: "判断できない"
        case .flagged: "旗あり"
        case .hasBox: "枠あり"
        case .noted(let note): "メモ: \(note)"
        case .news(let news, let scale): Self.japanese(news, scale)
        case .shortReason(let reason): Self.japanese(reason)
        case .because(let reason): "悪い: " + reason.said(in: .ja)
        case .keyGrade: "段階"
        case .keyKeep: "保存"
        case .keyClose: "閉じる"
        case .keyDraft: "閉じる (下書きに残す)"
        case .keyAnyKey: "どのキーでも戻る"
        case .keyGoThere: "移動"
        }
    }

    private static func name(_ level: Int, _ scale: JudgeScale, _ bad: String, _ good: String, _ word: String) -> String {
        let name = scale.names.indices.contains(level) ? scale.names[level] : ""
        if !name.isEmpty { return name }
        return scale.isBinary ? (level == 0 ? bad : good) : "\(word) \(level)"
    }

    /// A reason in a word, for the line under the photo.
    private static func english(_ reason: VerdictReason) -> String {
        switch reason {
        case .wrongProduct: "product"
        case .wrongRegion: "region"
        case .wrongAttribute: "attribute"
        case .filedElsewhere: "filing"
        case .duplicate: "duplicate"
        case .badPhoto: "photo"
        }
    }

    private static func japanese(_ reason: VerdictReason) -> String {
        switch reason {
        case .wrongProduct: "商品"
        case .wrongRegion: "場所"
        case .wrongAttribute: "属性"
        case .filedElsewhere: "登録"
        case .duplicate: "重複"
        case .badPhoto: "写真"
        }
    }

    private static func english(_ news: JudgeNews, _ scale: JudgeScale) -> String {
        switch news {
        case .judged(let query, let level): "\(query): " + JudgePhrase.level(level, scale).english
        case .judgedSet(let count, let level): "\(count) pairs: " + JudgePhrase.level(level, scale).english
        case .marked(let count): count == 0 ? "nothing marked" : "\(count) marked; the next verdict is about them all"
        case .reason(.wrongRegion): VerdictReason.wrongRegion.said(in: .en) + "; b draws where it is"
        case .reason(let reason): reason.said(in: .en)
        case .skipped: "skipped; it comes again at the end"
        case .cannotTell: "can't tell"
        case .flagged: "flagged"
        case .unflagged: "flag taken away"
        case .withdrawn: "pending again"
        case .boxKept: "box kept"
        case .noteKept: "note kept"
        case .draftKept: Phrase.draftKept.said(in: .en)
        case .undone(let query): "undone: \(query)"
        case .redone(let query): "done again: \(query)"
        case .allDone: "all pairs are judged; q ends, Backspace looks back"
        case .noKey(let key): NewsPhrase.noKey(key, "?").english
        case .noteCut(let count): "cut at \(grouped(count)) characters"
        case .stillOpening: "still opening, one moment"
        case .noNegative: "no negative verdict to give a reason for"
        case .noMap: "the photo is not read yet"
        case .nothingToUndo: "nothing to undo"
        case .nothingToRedo: "nothing to do again"
        case .noGuidelines: "no guidelines"
        }
    }

    private static func japanese(_ news: JudgeNews, _ scale: JudgeScale) -> String {
        switch news {
        case .judged(let query, let level): "\(query): " + JudgePhrase.level(level, scale).japanese
        case .judgedSet(let count, let level): "\(count) 件: " + JudgePhrase.level(level, scale).japanese
        case .marked(let count): count == 0 ? "印はありません" : "印 \(count) 件。次の判定は全件に付きます"
        case .reason(.wrongRegion): VerdictReason.wrongRegion.said(in: .ja) + "。b で正しい場所を囲みます"
        case .reason(let reason): reason.said(in: .ja)
        case .skipped: "後回しにしました。最後にもう一度出ます"
        case .cannotTell: "判断できない"
        case .flagged: "旗を立てました"
        case .unflagged: "旗を外しました"
        case .withdrawn: "未判定に戻しました"
        case .boxKept: "枠を保存しました"
        case .noteKept: "メモを保存しました"
        case .draftKept: Phrase.draftKept.said(in: .ja)
        case .undone(let query): "元に戻しました: \(query)"
        case .redone(let query): "やり直しました: \(query)"
        case .allDone: "すべて判定しました。q で終了、Backspace で見直し"
        case .noKey(let key): NewsPhrase.noKey(key, "?").japanese
        case .noteCut(let count): "\(grouped(count)) 文字で切りました"
        case .stillOpening: "開いています。少しお待ちください"
        case .noNegative: "理由を付ける判定がありません"
        case .noMap: "写真を読み込み中です"
        case .nothingToUndo: "元に戻すものがありません"
        case .nothingToRedo: "やり直すものがありません"
        case .noGuidelines: "基準はありません"
        }
    }
}
