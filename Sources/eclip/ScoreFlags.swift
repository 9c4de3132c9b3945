// How photos are scored: the two flags that every command with a ranking of its own has.
import ArgumentParser
import Domain

struct ScoreFlags: ParsableArguments {
    @Option(name: .long, help: "Score that ranks: instance, global or blend.")
    var score = ScoreKind.instance

    @Option(name: .long, help: "Weight of the global vector in a blend, 0 to 1.", transform: number(0...1))
    var blend = 0.5

    func validate() throws {
        guard (0...1).contains(blend) else { throw ValidationError("--blend: \(blend) (expected 0 to 1)") }
    }
}
