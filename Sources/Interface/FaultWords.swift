// What the machine's and the system's faults are called in Japanese. They come as English sentences; this table has the parts that
// people meet, and a part that is not in it stays as it came: better one language too many than a fault unsaid.
import Domain

/// A fault in the language of the screen.
func faultWords(_ fault: String, in language: Language) -> String {
    guard language == .ja else { return fault }
    var words = fault
    for (english, japanese) in faultParts { words = words.replacing(english, with: japanese) }
    return inJapaneseOrder(words)
}

/// Longer parts before the parts they hold.
private let faultParts: [(String, String)] = [
    ("the ending says how to write it (expected .txt, .ans, .html or .svg)", "ファイル名の末尾で形式を決めます (.txt .ans .html .svg のどれか)"),
    ("No such file or directory", "ファイルまたはフォルダがありません"),
    ("no such file or folder", "ファイルまたはフォルダがありません"),
    ("no such file or not readable", "ファイルがないか、読めません"),
    ("no such file", "ファイルがありません"),
    ("no such folder", "フォルダがありません"),
    ("no such column in this catalog", "カタログにない項目です"),
    ("no such instance", "そのインスタンスはありません"),
    ("no such query", "そのクエリはありません"),
    ("Permission denied", "権限がありません"),
    ("No space left on device", "ディスクに空きがありません"),
    ("Read-only file system", "書き込みできないディスクです"),
    ("Input/output error", "ディスクの読み書きに失敗しました"),
    ("the session cannot be saved", "セッションを保存できません"),
    ("the session cannot be synced", "セッションをディスクに書き終えられません"),
    ("cannot be opened for writing", "書き込み用に開けません"),
    ("cannot be written", "書き込めません"),
    ("cannot be read", "読めません"),
    ("is there already and is", "既にあります:"),
    ("is a folder", "フォルダです"),
    ("is a device", "デバイスです"),
    ("is not a plain file", "通常のファイルではありません"),
    ("the file is empty", "空のファイルです"),
    ("data end before the picture does", "データが途中で切れています"),
    ("this is an animated WebP", "動く WebP です"),
    ("nothing is left of the question: its terms cancel each other out", "質問の項が打ち消し合って何も残りません"),
    ("there is no other ranking", "比較する順位がありません"),
    ("a product_id of the index", "索引にある product_id"),
    ("a file to write", "書き込むファイル"),
    ("a whole file", "欠けていないファイル"),
    ("a still picture", "静止画"),
    ("a file", "ファイル"),
    ("not in ", "見つかりません: "),
]

/// "(expected X)" is "(X が必要)", and the two forms that name a folder say it in its place.
private func inJapaneseOrder(_ words: String) -> String {
    var words = words
    for (before, after, form) in [
        ("there is no folder ", "", "フォルダ % がありません"), ("the folder ", " cannot be written to", "フォルダ % に書き込めません"),
    ] {
        guard let start = words.range(of: before) else { continue }
        let rest = words[start.upperBound...]
        let end = after.isEmpty ? rest.endIndex..<rest.endIndex : rest.range(of: after)
        guard let end else { continue }
        let name = String(rest[..<end.lowerBound])
        words = words[..<start.lowerBound] + form.replacing("%", with: name) + rest[end.upperBound...]
    }
    guard let start = words.range(of: " (expected "), words.hasSuffix(")") else { return words }
    return words[..<start.lowerBound] + " (" + words[start.upperBound...].dropLast() + " が必要)"
}
