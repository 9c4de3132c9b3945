// A journal cut at any byte loses at most the act in flight, and can be written on. The places are drawn, but always the
// same; real kills of the program are in CommandTests.
import Domain
import Foundation
import Sessions
import Testing

@Suite struct KilledWriterTests {
    @Test func cutAnywhereAtMostTheLastActIsLost() throws {
        let acts = (0..<20).flatMap { _ in everyAct }
        let all = entries(acts)
        let lines = try all.map(Journal.line)
        let whole = lines.reduce(Data(), +)
        var ends: [Int] = []
        for line in lines { ends.append((ends.last ?? 0) + line.count) }
        var random = SeededGenerator(seed: 5)
        let path = temporaryPath()
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        for _ in 0..<300 {
            let length = random.integer(in: 0...whole.count)
            try whole.prefix(length).write(to: URL(fileURLWithPath: path))
            let complete = ends.count { $0 <= length || $0 == length + 1 }
            do {
                let writer = try JournalWriter(path: path)
                #expect(writer.opened.entries == Array(all.prefix(complete)), "cut at \(length)")
                if complete < all.count { try writer.append(all[complete]) }
            }
            let contents = try Journal.read(path: path)
            #expect(contents.notes.isEmpty, "cut at \(length)")
            #expect(contents.entries == Array(all.prefix(min(all.count, complete + 1))), "cut at \(length)")
        }
    }
}
