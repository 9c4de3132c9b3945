// Which word was meant.
import Preprocessing
import Testing

@Suite struct NearWordsTests {
    private let near = NearWords(["orange", "bottle", "stripes", "shirt", "shirts", "red"])

    @Test(arguments: [
        ("oragne", "orange"), ("ornge", "orange"), ("orangee", "orange"), ("orabge", "orange"), ("obttle", "bottle"),
        ("bottl", "bottle"), ("sttripes", "stripes"), ("tripes", "stripes"),
    ])
    func oneMistakeIsMended(_ typed: String, _ meant: String) { #expect(near.nearest(to: typed) == meant) }

    @Test(arguments: ["orange", "shirts", "ogrnae", "banana", "rde", "red", "orng", "b0ttle", ""])
    func knownShortAndFarWordsAreLeftAlone(_ word: String) { #expect(near.nearest(to: word) == nil) }

    @Test func itAgreesWithTheDistanceWorkedOutPlainly() {
        let letters = Array("abc")
        var all: [String] = []
        for number in 0..<243 {
            var rest = number
            all.append(String((0..<5).map { _ in defer { rest /= 3 }; return letters[rest % 3] }))
        }
        let known = "abcab"
        let one = NearWords([known])
        for word in all where word != known {
            #expect((one.nearest(to: word) != nil) == isNear(Array(word), Array(known)), "\(word)")
        }
    }

    /// Words of one length: one letter other, or two neighbours exchanged.
    private func isNear(_ one: [Character], _ other: [Character]) -> Bool {
        let wrong = one.indices.filter { one[$0] != other[$0] }
        if wrong.count == 1 { return true }
        guard wrong.count == 2, wrong[1] == wrong[0] + 1 else { return false }
        return one[wrong[0]] == other[wrong[1]] && one[wrong[1]] == other[wrong[0]]
    }
}
