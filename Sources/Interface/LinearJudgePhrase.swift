// The sentences of judge mode in lines, in both languages by switches without a default.
import Domain
import Explorer

enum LinearJudgePhrase {
    case greeting(String), sayGrade(String, String), sayGrades(String), reasons(String), unknown(String)
    case pair(Int, of: Int, String), region(String, percent: Int), judgedAs(String)
    case pace(Int, minutes: Int), wrongRegion(String), allDone, mayReason, historyTitle
    case boxHowTo(rows: Int, columns: Int)

    func said(in language: Language) -> String { language == .en ? english : japanese }

    private var english: String {
        switch self {
        case .greeting(let counts): "eclip, judging: \(counts)."
        case .sayGrade(let good, let bad): "Say \(good) or \(bad); skip, can't tell, back, undo, or help."
        case .sayGrades(let names): "Say a grade by its number or name: \(names); skip, can't tell, back, undo, or help."
        case .reasons(let names): "say bad or reason, and one of these: \(names)"
        case .unknown(let line): "\(line): no command here; help lists them"
        case .pair(let place, let count, let words): "pair \(place) of \(count): \(words)"
        case .region(let place, let percent): "the region: \(place), \(percent) percent of the photo"
        case .judgedAs(let grade): "judged \(grade)"
        case .pace(let pairs, let minutes): "\(pairs) pairs a minute, \(minutes) \(minutes == 1 ? "minute" : "minutes") left"
        case .wrongRegion(let reason): "\(reason); box and two corners say where it is"
        case .allDone: "all pairs are judged; quit ends, back looks back"
        case .mayReason: "reason and its number may follow"
        case .historyTitle: "what was done, the latest first: a number goes there, close leaves"
        case .boxHowTo(let rows, let columns):
            "box and the row and column of two corners, such as box 3 4 6 8; there are \(rows) rows and \(columns) columns"
        }
    }

    private var japanese: String {
        switch self {
        case .greeting(let counts): "eclip、判定: \(counts)。"
        case .sayGrade(let good, let bad): "\(good) か \(bad) と入力。後回し、判断できない、前へ、元に戻す、ヘルプ も使えます。"
        case .sayGrades(let names): "段階を番号か名前で入力: \(names)。後回し、判断できない、前へ、元に戻す、ヘルプ も使えます。"
        case .reasons(let names): "悪い か 理由 の後に次のどれか: \(names)"
        case .unknown(let line): "\(line): ここで使える命令ではありません。ヘルプ で一覧"
        case .pair(let place, let count, let words): "\(count) 件中 \(place) 件目: \(words)"
        case .region(let place, let percent): "領域: \(place)、写真の \(percent) パーセント"
        case .judgedAs(let grade): "判定 \(grade)"
        case .pace(let pairs, let minutes): "毎分 \(pairs) 件、残り \(minutes) 分"
        case .wrongRegion(let reason): "\(reason)。枠 と二つの角で正しい場所を示せます"
        case .allDone: "すべて判定しました。終了 で終わり、前へ で見直し"
        case .mayReason: "続けて 理由 と番号を入力できます"
        case .historyTitle: "操作の一覧 (新しい順): 番号でその組へ、閉じる で終わり"
        case .boxHowTo(let rows, let columns): "枠 の後に二つの角の行と列。例: 枠 3 4 6 8。区画は \(rows) 行 \(columns) 列"
        }
    }

    /// What can be said beside a grade.
    static func commands(in language: Language) -> [String] {
        switch language {
        case .en:
            [
                "An empty line reads the pair again, with what is done and how fast; pace says only that.",
                "bad with a reason or its number; reason with one, for the last negative verdict. On a scale of two a number alone is that.",
                "skip: it comes again at the end. can't tell: set aside. next open, next, back: move without a verdict.",
                "undo, redo; clear takes the pair's verdict away. what was done: the list, a number goes there.",
                "note with words. flag. mark, mark all of these words, unmark: the next verdict is about all that are marked.",
                "box 3 4 6 8: where it is, rows and columns of two corners.",
                "guidelines, region, 日本語, quit; everything is saved at once.",
            ]
        case .ja:
            [
                "空の行で組をもう一度、進み具合とともに読みます。ペース は進み具合だけ。",
                "悪い と理由か番号。理由 と番号は直前の悪い判定に付きます。二段階なら番号だけでも同じ。",
                "後回し: 最後にもう一度出ます。判断できない: 外します。次の未判定、次へ、前へ: 判定せずに移動。",
                "元に戻す、やり直す。判定消去: この組の判定を消します。操作の一覧: 番号でその組へ。",
                "メモ の後に言葉。旗。印、この言葉の全件に印、印を外す: 次の判定は印の全件に付きます。",
                "枠 3 4 6 8: 正しい場所を二つの角の行と列で。",
                "基準、領域、English、終了。すべてすぐ保存されます。",
            ]
        }
    }
}
