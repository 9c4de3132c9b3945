// Pieces as people read them.
import Domain
import Testing

@Suite struct ReadPiecesTests {
    @Test func bytesOfOneCharacterAreTheCharacter() {
        let tokens = ["黄色", "い", "<0xE5>", "<0x87>", "<0xB8>", "<0xE5>", "<0x87>", "<0xB9>", "red", "<0xF0>", "<0x9F>"]
        let reading = QueryReading(raw: "", normalized: "", tokens: tokens)
        #expect(reading.readablePieces == ["黄色", "い", "凸", "凹", "red"])
    }

    @Test func whatOnlyLooksLikeAByteIsText() {
        #expect(byte(ofPiece: "<0xE5>") == 0xE5)
        for piece in ["<0x5>", "<0xGG>", "0xE5", "<", "red"] { #expect(byte(ofPiece: piece) == nil, "\(piece)") }
    }

    @Test func aFragmentIsNoQuestionOfThePast() {
        func queried(_ words: String, _ origin: QueryOrigin = .typed, digest: String? = "d") -> SessionAct {
            .queried(
                QueriedAct(
                    subject: .text(words), label: nil, normalized: words, score: .instance, grouping: .none, origin: origin,
                    digest: digest, total: 9, blend: nil))
        }
        var memory = SessionMemory()
        for words in ["re", "red", "red mug"] { memory.apply(queried(words)) }
        memory.apply(queried("blue hat"))
        memory.apply(queried("gre", digest: nil))
        memory.apply(queried("grey sofa"))
        memory.apply(queried("grey sofa table", .jumped))
        #expect(memory.finishedWords == ["grey sofa table", "grey sofa", "blue hat", "red mug"])
        #expect(memory.recentWords.contains("red"), "maps are still compared with the words before")
    }
}
