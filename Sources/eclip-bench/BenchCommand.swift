// What the program costs: benchmarks as JSON lines.
import ArgumentParser

@main
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "eclip-bench")
}
