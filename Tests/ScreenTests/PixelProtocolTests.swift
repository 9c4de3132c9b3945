// The bytes that carry a picture to a terminal, taken apart again.
import Foundation
import Screen
import Testing

@Suite struct PixelProtocolTests {
    private let png = (0..<20_000).map { UInt8($0 * 7 % 251) }

    private func parts(_ code: [UInt8]) -> (head: String, payload: String) {
        let text = String(decoding: code, as: UTF8.self)
        let body = text.dropFirst(3).dropLast(2)
        return (String(body.prefix { $0 != ";" }), String(body.drop { $0 != ";" }.dropFirst()))
    }

    @Test func kittyCodesAreBoundedAndJoinToTheSameBytes() throws {
        let codes = KittyGraphics.shown(png: png, columns: 40, rows: 20)
        #expect(codes.count == 7)
        for (number, code) in codes.enumerated() {
            let text = String(decoding: code, as: UTF8.self)
            #expect(text.hasPrefix("\u{1B}_G") && text.hasSuffix("\u{1B}\\"))
            let (head, payload) = parts(code)
            #expect(payload.count <= 4096)
            #expect(payload.count % 4 == 0)
            #expect(head.hasSuffix(number == codes.count - 1 ? "m=0" : "m=1"))
            #expect(head.contains("a=T") == (number == 0))
        }
        #expect(parts(codes[0]).head == "a=T,f=100,q=2,C=1,c=40,r=20,m=1")
        #expect(Data(base64Encoded: codes.map { parts($0).payload }.joined()) == Data(png))
        #expect(KittyGraphics.shown(png: [1, 2, 3]).map { parts($0).head } == ["a=T,f=100,q=2,C=1,m=0"])
    }

    @Test func inlineImagesNameTheirSize() throws {
        let text = String(decoding: InlineImage.shown(png: png, width: 640, height: 480), as: UTF8.self)
        #expect(text.hasPrefix("\u{1B}]1337;File=inline=1;size=20000;width=640px;height=480px;"))
        #expect(text.hasSuffix("\u{7}"))
        let payload = try #require(text.dropLast().split(separator: ":").last)
        #expect(Data(base64Encoded: String(payload)) == Data(png))
    }

    @Test func tmuxHandsOnWhatIsWrapped() {
        let wrapped = passedThroughTmux(Array("\u{1B}_Ga=d\u{1B}\\".utf8))
        #expect(String(decoding: wrapped, as: UTF8.self) == "\u{1B}Ptmux;\u{1B}\u{1B}_Ga=d\u{1B}\u{1B}\\\u{1B}\\")
    }
}
