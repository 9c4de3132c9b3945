// Keys from raw input, without a terminal.
import Screen
import Terminal
import Testing

/// Input written down beforehand.
private final class Tape: RawSource {
    private var inputs: [RawInput]

    /// Bytes past the decoder; nil where everything is decoded.
    private var raw: [UInt8]?
    private let chunkSize: Int

    init(_ inputs: [RawInput], raw: String? = nil, chunkSize: Int = PasteReader.chunkSize) {
        self.chunkSize = chunkSize
        self.inputs = inputs.reversed()
        self.raw = raw.map { Array($0.utf8) }
    }

    func read(patienceMilliseconds: Int32) -> RawInput? {
        if let input = inputs.popLast() { return input }
        guard let byte = raw?.first else { return nil }
        raw?.removeFirst()
        return .character(UInt32(byte))
    }

    func bytes(patienceMilliseconds: Int32) -> [UInt8]? {
        guard let waiting = raw, inputs.isEmpty else { return nil }
        raw = Array(waiting.dropFirst(chunkSize))
        return Array(waiting.prefix(chunkSize))
    }

    func giveBack(_ bytes: [UInt8]) { raw = bytes + (raw ?? []) }

    /// Everything decoded, in order.
    func decoded() -> [Decoded] {
        var all: [Decoded] = []
        while let input = read(patienceMilliseconds: 0) { all.append(KeyDecoder.decode(input, from: self)) }
        return all
    }
}

private func characters(_ text: String) -> [RawInput] { text.unicodeScalars.map { .character($0.value) } }

@Suite struct KeyDecoderTests {
    @Test(arguments: [
        ("a", Key.character("a")), ("靴", .character("靴")), ("ａ", .character("ａ")), ("\r", .named(.enter)),
        ("\n", .named(.enter)), ("\t", .named(.tab)), ("\u{7F}", .named(.backspace)), ("\u{8}", .named(.backspace)),
        ("\u{3}", .control("c")), ("\u{1A}", .control("z")), ("\u{0}", .control(" ")), ("\u{1F}", .control("_")),
        ("\u{1B}", .named(.escape)), ("\u{1B}x", .character("x", .alt)), ("\u{1B}\r", .named(.enter, .alt)),
        ("\u{1B}[", .character("[", .alt)), ("\u{1B}\u{1B}", .named(.escape, .alt)),
    ])
    func oneKey(text: String, key: Key) {
        #expect(Tape(characters(text)).decoded() == [.key(key)])
    }

    @Test func namedKeysKeepTheirModifiers() {
        #expect(Tape([.named(.up, .control)]).decoded() == [.key(.named(.up, .control))])
        #expect(Tape([.character(27), .named(.left, [])]).decoded() == [.key(.named(.left, .alt))])
    }

    @Test(arguments: [
        ("\u{1B}[<0;12;5M", Mouse(.press, row: 4, column: 11)), ("\u{1B}[<0;300;5m", Mouse(.release, row: 4, column: 299)),
        ("\u{1B}[<2;1;1M", Mouse(.press, button: 3, row: 0, column: 0)),
        ("\u{1B}[<64;3;2M", Mouse(.wheelUp, button: 0, row: 1, column: 2)),
        ("\u{1B}[<81;3;2M", Mouse(.wheelDown, button: 0, row: 1, column: 2, modifiers: .control)),
    ])
    func mouseReportsThatTerminfoDoesNotKnow(text: String, mouse: Mouse) {
        #expect(Tape(characters(text)).decoded() == [.key(.mouse(mouse))])
    }

    @Test(arguments: ["\u{1B}[<35;12;5M", "\u{1B}[<0;0;5M", "\u{1B}[<0;5M"]) func motionAndNonsenseAreNoKeys(text: String) {
        let keys = Tape(characters(text)).decoded().filter { if case .key = $0 { true } else { false } }
        #expect(keys.isEmpty)
    }

    @Test func aPasteIsOneKey() {
        let tape = Tape([.pasteStart] + characters("red\r靴\u{1B}[A") + [.pasteEnd] + characters("q"))
        #expect(tape.decoded() == [.key(.paste("red\n靴\u{1B}[A")), .key(.character("q"))])
        #expect(Tape([.pasteStart] + characters("cut off")).decoded() == [.key(.paste("cut off"))])
    }

    @Test(arguments: [1, 2, 5, 7, 96]) func aPastePastTheDecoderEndsWhereItSaysSo(chunkSize: Int) {
        let tape = Tape([.pasteStart], raw: "red\r靴\u{1B}[20\u{1B}[201~q", chunkSize: chunkSize)
        #expect(tape.decoded() == [.key(.paste("red\n靴\u{1B}[20")), .key(.character("q"))])
        #expect(Tape([.pasteStart], raw: "cut \u{1B}[20", chunkSize: chunkSize).decoded() == [.key(.paste("cut \u{1B}[20"))])
    }

    @Test func aKeyThatEndsIsNoPartOfAPasteThatLostItsEnd() {
        for key in ["\u{11}", "\u{3}"] {
            let tape = Tape([.pasteStart], raw: String(repeating: "a", count: PasteReader.chunkSize) + key)
            let last = tape.decoded().last
            #expect(last == .key(.control(key == "\u{11}" ? "q" : "c")))
        }
    }

    @Test func aFloodEndsAtAKeyThatIsNoText() {
        let tape = Tape([], raw: "range\r\n\tpeel\u{11}", chunkSize: 4)
        #expect(PasteReader.flood(after: "o", from: tape) == "orange\n\n\tpeel")
        #expect(tape.decoded() == [.key(.control("q"))])
    }

    /// Four times the text may take four times as long, not sixteen: in bytes kept and in time, measured side by side.
    @Test func aPasteTakesTimeInProportion() {
        func seconds(_ kilobytes: Int) -> Double {
            let inputs = characters(String(repeating: "red 靴 ", count: kilobytes * 100))
            let tape = Tape([.pasteStart] + inputs + [.pasteEnd])
            let start = ContinuousClock.now
            guard case .key(.paste(let text)) = tape.decoded().first else { return .infinity }
            #expect(text.utf8.count <= 64_000)
            return (ContinuousClock.now - start) / .seconds(1)
        }
        let best = (0..<5).map { _ in (one: seconds(100), four: seconds(400)) }
        #expect(best.map(\.four).min()! < 10 * best.map(\.one).min()!, "\(best)")
    }

    @Test func unknownSequencesTypeNothing() {
        let tape = Tape(characters("\u{1B}[99;5u\u{1B}]4;1;rgb:0/0/0\u{7}x"))
        #expect(
            tape.decoded() == [
                .sequence(.csi("99;5", "u")), .sequence(.osc("4;1;rgb:0/0/0")), .key(.character("x")),
            ])
    }

    @Test func cursorKeysAreKnownWithoutCurses() {
        let sequences: [(String, Key)] = [
            ("\u{1B}[A", .named(.up)), ("\u{1B}[1;5D", .named(.left, .control)), ("\u{1B}[3~", .named(.delete)),
            ("\u{1B}[6;2~", .named(.pageDown, .shift)), ("\u{1B}[Z", .named(.backTab)), ("\u{1B}[8~", .named(.end)),
        ]
        for (text, key) in sequences { #expect(Tape(characters(text)).decoded() == [.key(key)], "\(text)") }
        #expect(Tape(characters("\u{1B}[2;2R")).decoded() == [.sequence(.csi("2;2", "R"))])
    }

    @Test(arguments: [
        "\u{1B}[1;-9223372036854775808A", "\u{1B}[1;9223372036854775807A", "\u{1B}[3;0~",
        "\u{1B}[<0;9223372036854775807;1M", "\u{1B}[<0;1;99999m", "\u{1B}[<-1;1;1M",
    ])
    func numbersThatNoTerminalHasAreNoKeys(text: String) {
        let decoded = Tape(characters(text)).decoded()
        guard case .sequence? = decoded.first else { return #expect(Bool(false), "\(decoded)") }
        #expect(decoded.count == 1)
    }

    @Test func theMarksOfAPasteMayComeInPieces() {
        let tape = Tape(characters("\u{1B}[200~red\r靴\u{1B}[A\u{1B}[201~\u{3}"))
        #expect(tape.decoded() == [.key(.paste("red\n靴\u{1B}[A")), .key(.control("c"))])
        #expect(Tape([.pasteStart] + characters("ab\u{1B}[201~q")).decoded() == [.key(.paste("ab")), .key(.character("q"))])
        #expect(Tape(characters("\u{1B}[200~ab") + [.pasteEnd] + characters("\u{1B}[201~q")).decoded() == [.key(.paste("ab")), .nothing, .key(.character("q"))])
    }

    @Test func aLongPasteIsCutAndTakesNoTime() {
        let long = "ab" + String(repeating: "靴", count: 400_000)
        let tape = Tape([.pasteStart] + characters(long) + [.pasteEnd] + characters("q"))
        let start = ContinuousClock.now
        let decoded = tape.decoded()
        // Counted anew at every character it was minutes.
        #expect(ContinuousClock.now - start < .seconds(5))
        #expect(decoded == [.key(.paste(String(long.prefix(2 + 63_998 / 3)))), .key(.character("q"))])
    }

    @Test func everyControlByteDecodes() {
        for value in UInt32(0)..<256 { #expect(Tape([.character(value)]).decoded().count == 1) }
        #expect(
            Tape([.character(0x110000), .character(0xD800), .character(0x85)]).decoded() == [
                .nothing, .nothing, .nothing,
            ])
    }
}
