// The generator's numbers are written down, since checkpoints and demo pictures depend on them.
import Domain
import Foundation
import Testing

@Suite struct SeededGeneratorTests {
    @Test func isSplitMix64() {
        var random = SeededGenerator(seed: 1_234_567)
        let numbers = (0..<3).map { _ in random.next() }
        #expect(numbers == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
    }

    @Test func continuesFromItsWrittenState() throws {
        var random = SeededGenerator(seed: 5)
        _ = random.next()
        var copy = try JSONDecoder().decode(SeededGenerator.self, from: try JSONEncoder().encode(random))
        #expect(copy.next() == random.next())
    }

    @Test func streamsDiffer() {
        let firsts = (0..<2_000).map { stream in
            var random = SeededGenerator.derived(from: UInt64(stream % 2), stream: UInt64(stream / 2))
            return random.next()
        }
        #expect(Set(firsts).count == 2_000)
    }

    @Test func helpersKeepTheirPromises() {
        var random = SeededGenerator(seed: 9)
        let units = (0..<4_000).map { _ in random.unit() }
        #expect(units.allSatisfy { $0 >= 0 && $0 < 1 } && abs(units.reduce(0, +) / 4_000 - 0.5) < 0.02)
        let normals = (0..<4_000).map { _ in random.normal(mean: 3, deviation: 2) }
        #expect(abs(normals.reduce(0, +) / 4_000 - 3) < 0.15)
        let spread = normals.map { ($0 - 3) * ($0 - 3) }.reduce(0, +) / 4_000
        #expect(abs(spread - 4) < 0.4)
        #expect(Set((0..<200).map { _ in random.integer(in: 2...4) }) == [2, 3, 4])
        #expect(random.shuffled(Array(0..<50)).sorted() == Array(0..<50))
        #expect(random.shuffled([Int]()).isEmpty && random.pick([7]) == 7)
    }
}
