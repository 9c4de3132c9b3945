// What a terminal that the program only writes lines to can show: --color and --ascii first, then NO_COLOR, then what
// the environment says. A pipe gets plain text.
import ArgumentParser
import Domain
import Engraving
import Foundation
import Screen

/// The words of `--color`.
enum ColourChoice: String, CaseIterable, ExpressibleByArgument {
    case auto, never
    case sixteen = "16"
    case indexed = "256"
    case truecolor

    /// The depth to draw with.
    /// - Parameter isTerminal: whether a person's terminal is at the other end.
    func depth(environment: [String: String], isTerminal: Bool) -> ColourDepth {
        switch self {
        case .never: .mono
        case .sixteen: .sixteen
        case .indexed: .indexed
        case .truecolor: .truecolor
        case .auto: isTerminal ? Self.depth(of: environment) : .mono
        }
    }

    private static func depth(of environment: [String: String]) -> ColourDepth {
        let terminal = environment["TERM"] ?? "dumb"
        if environment["NO_COLOR"].map({ !$0.isEmpty }) ?? false || terminal == "dumb" { return .mono }
        if ["truecolor", "24bit"].contains(environment["COLORTERM"] ?? "") { return .truecolor }
        if terminal.contains("direct") { return .truecolor }
        if terminal.contains("256color") { return .indexed }
        return terminal.contains("mono") || terminal == "vt100" ? .mono : .eight
    }
}

/// Flags of commands that print maps as lines.
struct DrawingFlags: ParsableArguments {
    @Option(name: .long, help: "Colours: auto, never, 16, 256 or truecolor.")
    var color = ColourChoice.auto

    @Flag(name: .long, help: "Draw with printable ASCII only.")
    var ascii = false

    /// Inks for lines on stdout.
    func inks(environment: [String: String] = ProcessInfo.processInfo.environment) -> Inks {
        let depth = color.depth(environment: environment, isTerminal: StandardOutput.isTerminal)
        let locale = environment["LC_ALL"] ?? environment["LC_CTYPE"] ?? environment["LANG"] ?? ""
        let isUnicode = locale.uppercased().contains("UTF")
        let best = GlyphRung.best(depth: depth, unicode: isUnicode, widths: .standard)
        return Inks(rung: ascii ? .ascii : best, depth: depth)
    }
}
