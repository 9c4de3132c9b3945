// Where text is cut.
import Preprocessing
import Testing

@Suite struct ScriptRunTests {
    @Test(arguments: [
        ("red bag", ["red", "bag"]), ("赤いハンドバッグ", ["赤", "い", "ハンドバッグ"]), ("t-shirt", ["t", "-", "shirt"]),
        ("a4サイズ50%", ["a", "4", "サイズ", "50", "%"]), ("「限定」・新品", ["「", "限定", "」", "・", "新品"]), ("", []), (" \t ", []),
        ("佐々木", ["佐々木"]), ("コーヒー", ["コーヒー"]), ("👟!!", ["👟", "!", "!"]),
    ])
    func cuts(text: String, parts: [String]) {
        #expect(ScriptRun.runs(of: text.unicodeScalars).map(\.string) == parts)
    }

    @Test func blanksAreRemembered() {
        #expect(ScriptRun.runs(of: "赤い 靴x".unicodeScalars).map(\.opensWord) == [true, false, true, false])
    }
}
