// The commands of eclip.
import ArgumentParser

@main
struct EclipCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "eclip")
}
