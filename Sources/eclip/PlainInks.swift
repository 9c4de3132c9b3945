// What a terminal that the program only writes lines to can show. A pipe gets plain text.
import ArgumentParser
import Engraving
import Foundation
import Screen
import Terminal

extension ColourPreference: ExpressibleByArgument {}
extension GlyphRung: ExpressibleByArgument {}

/// Flags of commands that print maps as lines.
struct DrawingFlags: ParsableArguments {
    @Option(name: .long, help: "Colours: auto, never, 16, 256 or truecolor.")
    var color = ColourPreference.auto

    @Flag(name: .long, help: "Draw with printable ASCII only.")
    var ascii = false

    @Option(name: .long, help: "How pictures are put into cells: ascii, spaces, halves or quadrants.")
    var glyphs: GlyphRung?

    /// The rung asked for; nil where the terminal decides.
    var rung: GlyphRung? { ascii ? .ascii : glyphs }

    /// Inks for lines on stdout.
    func inks(environment: [String: String] = ProcessInfo.processInfo.environment) -> Inks {
        let depth = ColourDecision.plainDepth(
            color, environment: environment, isTerminal: StandardOutput.isTerminal)
        let locale = environment["LC_ALL"] ?? environment["LC_CTYPE"] ?? environment["LANG"] ?? ""
        let isUnicode = locale.uppercased().contains("UTF")
        let best = GlyphRung.best(depth: depth, unicode: isUnicode, widths: .standard)
        return Inks(rung: rung ?? best, depth: depth)
    }
}
