// Curses refuses a cell whose width it measures otherwise, so our tables have to agree with the C library's.
import Screen
import Terminal
import Testing

@Suite struct WidthAgreementTests {
    @Test func tablesAgreeWithTheCLibrary() {
        var disagreements: [String] = []
        for value in UInt32(0xA1)...0x1FFFF {
            guard let scalar = Unicode.Scalar(value), let theirs = CursesWidth.columns(of: scalar) else { continue }
            let ours = TextWidth.standard.pieces(of: Character(scalar)).reduce(0) { $0 + $1.columns }
            if theirs > 0 && ours > 0 && theirs != ours {
                disagreements.append("U+\(String(value, radix: 16)) \(theirs), ours \(ours)")
            }
        }
        #expect(disagreements.isEmpty, "\(disagreements.count): \(disagreements.prefix(40))")
    }
}
