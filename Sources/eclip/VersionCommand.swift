// Which eclip this is.
import ArgumentParser

struct VersionCommand: ParsableCommand {
    static let version = "0.1.0"
    static let configuration = CommandConfiguration(commandName: "version", abstract: "Print the version.")

    func run() throws { try StandardOutput.write("eclip \(Self.version)\n") }
}
