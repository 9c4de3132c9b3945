// How pixels reach a terminal that can draw them: the kitty graphics protocol, iTerm2's inline images, sixel. Here are
// the two that carry a PNG; sixel has pixels of its own and is written in Engraving.
import Foundation

/// A way to send pixels.
package enum PixelProtocol: String, Sendable, CaseIterable {
    case kitty, iterm2, sixel
}

/// The kitty graphics protocol (sw.kovidgoyal.net/kitty/graphics-protocol), as far as one picture needs it.
package enum KittyGraphics {
    /// Base64 characters of one escape code, as the protocol bounds them.
    package static let chunk = 4096

    /// A PNG shown at the cursor, which stays where it is; scaled to `columns` by `rows` cells where they are given. The
    /// terminal is told not to answer.
    package static func shown(png: [UInt8], columns: Int? = nil, rows: Int? = nil) -> [[UInt8]] {
        let text = Array(Data(png).base64EncodedString().utf8)
        let size = [columns.map { "c=\($0)" }, rows.map { "r=\($0)" }].compactMap { $0 }
        let head = (["a=T", "f=100", "q=2", "C=1"] + size).joined(separator: ",")
        return stride(from: 0, to: max(1, text.count), by: chunk).map { start in
            let part = text[start..<min(start + chunk, text.count)]
            let more = start + chunk < text.count ? "m=1" : "m=0"
            return Array("\u{1B}_G\(start == 0 ? head + "," : "")\(more);".utf8) + part + [0x1B, UInt8(ascii: "\\")]
        }
    }

    /// Takes all pictures off the screen and forgets them.
    package static let cleared = Array("\u{1B}_Ga=d,d=A,q=2\u{1B}\\".utf8)

    /// Asks whether the protocol is known: a picture of one pixel that is looked at and not kept.
    package static let question = "\u{1B}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\"
}

/// iTerm2's inline images (iterm2.com/documentation-images.html).
package enum InlineImage {
    /// A PNG shown at the cursor with this width in pixels.
    package static func shown(png: [UInt8], width: Int, height: Int) -> [UInt8] {
        let head =
            "\u{1B}]1337;File=inline=1;size=\(png.count);width=\(width)px;height=\(height)px;preserveAspectRatio=1"
        return Array((head + ":" + Data(png).base64EncodedString() + "\u{7}").utf8)
    }
}

/// tmux hands an escape code on to the terminal around it when it is wrapped (and its `allow-passthrough` is on).
package func passedThroughTmux(_ bytes: [UInt8]) -> [UInt8] {
    Array("\u{1B}Ptmux;".utf8) + bytes.flatMap { $0 == 0x1B ? [0x1B, 0x1B] : [$0] } + [0x1B, UInt8(ascii: "\\")]
}
