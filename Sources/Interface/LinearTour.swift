// The tour for somebody who types lines: the same steps, told with the words to say instead of a key.
import Domain
import Explorer

extension TourStep {
    /// The lines that do what the step asks for; the last one ends it.
    package func lines(in language: Language) -> [String] {
        language == .en ? englishLines : japaneseLines
    }

    /// What to say and what to listen for.
    func spoken(in language: Language) -> String { language == .en ? english : japanese }

    private var englishLines: [String] {
        switch self {
        case .ask: ["red mug"]
        case .rows: ["rows"]
        case .follow: ["next"]
        case .instance: ["query"]
        case .view: ["view"]
        case .why: ["why", "close"]
        case .judge: ["bad"]
        case .undo: ["undo"]
        case .like: ["like"]
        case .back: ["back"]
        case .filter: ["filters", "close"]
        case .pin: ["pin"]
        case .help: ["help"]
        }
    }

    private var japaneseLines: [String] {
        switch self {
        case .ask: ["赤い マグカップ"]
        case .rows: ["一覧"]
        case .follow: ["次"]
        case .instance: ["クエリ"]
        case .view: ["表示"]
        case .why: ["なぜ", "閉じる"]
        case .judge: ["悪い"]
        case .undo: ["元に戻す"]
        case .like: ["似た物"]
        case .back: ["前へ"]
        case .filter: ["絞り込み", "閉じる"]
        case .pin: ["固定"]
        case .help: ["ヘルプ"]
        }
    }

    private var english: String {
        let words = englishLines
        return switch self {
        case .ask: "type what you look for, as a shopper would: \(words[0])"
        case .rows: "say \(words[0]): ten of them are read out; the number of one leads to it"
        case .follow: "say \(words[0]): the row after, with its score and where its query looks"
        case .instance: "say \(words[0]): another query of this photo sees another thing"
        case .view: "say \(words[0]): how files that you share draw the map; patch reads its numbers out"
        case .why: "say \(words[0]): what beats this row, each word's part. Then say \(words[1])"
        case .judge: "wrong match? Say \(words[0]): saved at once, and the next row is read"
        case .undo: "say \(words[0]): taken back; verdicts can be undone at any time"
        case .like: "say \(words[0]): more like what the query of this row sees"
        case .back: "say \(words[0]): the question before"
        case .filter: "say \(words[0]): values with counts; a number puts one in. Then say \(words[1])"
        case .pin: "say \(words[0]): this photo is held; words you type then move its map"
        case .help: "say \(words[0]): everything else, or what a word behind it finds. That was the tour"
        }
    }

    private var japanese: String {
        let words = japaneseLines
        return switch self {
        case .ask: "探し物を入力: \(words[0])"
        case .rows: "\(words[0]) と入力: 10 行を読み上げます。番号でその行へ"
        case .follow: "\(words[0]) と入力: 次の行。得点とクエリの見ている場所が付きます"
        case .instance: "\(words[0]) と入力: 同じ写真の別のクエリ。別の物を見ています"
        case .view: "\(words[0]) と入力: 共有ファイルでの注目マップの描き方。数値は 区画 で読めます"
        case .why: "\(words[0]) と入力: これより上位の写真、各語の効き目。次に \(words[1])"
        case .judge: "間違いなら \(words[0]) と入力: すぐ保存し、次の行を読みます"
        case .undo: "\(words[0]) と入力: 取り消し。判定はいつでも戻せます"
        case .like: "\(words[0]) と入力: この行のクエリが見ている物に似た写真"
        case .back: "\(words[0]) と入力: 前の質問に戻る"
        case .filter: "\(words[0]) と入力: 件数付きの値。番号で条件に入れます。次に \(words[1])"
        case .pin: "\(words[0]) と入力: 写真を固定。入力する語で注目マップが動きます"
        case .help: "\(words[0]) と入力: ほかのすべて。後に言葉を付けると検索。案内はこれで終わり"
        }
    }
}

extension LinearVoice {
    /// The step that the tour is at.
    var tourStep: String? {
        state.tour.map { tour in
            say(.tourStep(tour.step.rawValue + 1, of: TourStep.allCases.count)) + tour.step.spoken(in: language)
        }
    }
}

extension LinearReader {
    /// The tour's next step where it went on, and where it is left; its end is a notice.
    func tourLines(_ before: ExplorerState, _ after: ExplorerState) -> [String] {
        let voice = LinearVoice(state: after, keys: keys)
        guard let tour = after.tour else {
            // Help was the last step; its page is closed behind it, and with it goes the notice.
            if before.tour?.step == .help, case .lines? = request { return [LinearPhrase.toured.said(in: after.language)] }
            let isLeft = before.tour != nil && after.notice != .toured
            return isLeft ? [LinearPhrase.tourLeft.said(in: after.language)] : []
        }
        let isNew = before.tour == nil
        guard isNew || tour.step != before.tour?.step || after.language != before.language else { return [] }
        return (isNew ? [LinearPhrase.tourHowTo.said(in: after.language)] : []) + [voice.tourStep].compactMap { $0 }
    }

    /// What a step of the tour waits for beside the words that were read out; nothing without a tour at that step.
    func eventsOfTour(at step: TourStep, _ state: ExplorerState) -> [Event] {
        guard state.tour?.step == step else { return [] }
        return step == .help ? closed(state) + [.run(.help), .overlay(.close)] : onRows(state)
    }
}
