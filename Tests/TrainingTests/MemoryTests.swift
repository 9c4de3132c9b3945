// Memory over many steps: what a step takes it gives back.
import Foundation
import Testing
import Training

@Suite(.serialized) struct MemoryTests {
    /// Resident bytes of this process.
    private static func resident() -> Int {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * Int(getpagesize())
    }

    /// Other tests run in this process at the same time and take memory of their own: what training keeps it keeps every time.
    @Test func sixHundredStepsTakeNoMoreThanOneHundred() throws {
        var growth = Int.max
        for _ in 0..<4 where growth >= Self.tolerated { growth = try growthOverFiveHundredSteps() }
        #expect(growth < Self.tolerated, "\(growth >> 10) KB more after 500 steps")
    }

    /// A tape that was kept would cost some 300 KB a step.
    private static let tolerated = 24 << 20

    private func growthOverFiveHundredSteps() throws -> Int {
        let fixture = try TrainingFixture()
        defer { fixture.remove() }
        var options = TrainingFixture.options
        options.steps = 600
        let sizes = Sizes()
        _ = try fixture.trainer(options).run(report: { event in
            if case .stepped(let step) = event { sizes.add(step.step, Self.resident()) }
        })
        let early = try #require(sizes.at[100]), late = try #require(sizes.at[600])
        return late - early
    }
}

private final class Sizes: @unchecked Sendable {
    private(set) var at: [Int: Int] = [:]
    func add(_ step: Int, _ bytes: Int) { at[step] = bytes }
}
