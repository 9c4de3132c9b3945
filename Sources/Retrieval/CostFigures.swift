// What encoding and asking take on this machine. Quality without its price is half a figure.
import Domain
import Foundation

struct CostFigures {
    let engine: SearchEngine
    let gallery: EvaluationGallery

    private static let pictures = 64
    private static let questions = 41

    /// - Parameter begun: `processorSeconds()` when the evaluation began.
    func figures(since begun: Double) throws -> EvaluationReport.Cost {
        .init(
            cpuSecondsPer1000Pictures: try encoding().map { $0 * 1_000 }, queryMs: try asking(),
            indexBytesPerPicture: Double(indexBytes) / Double(max(1, engine.index.pictureCount)),
            cpuSeconds: processorSeconds() - begun)
    }

    /// CPU seconds per picture, decoded and encoded as indexing does; nil where none can be read.
    private func encoding() throws -> Double? {
        let step = max(1, gallery.paths.count / Self.pictures)
        let chosen = stride(from: 0, to: gallery.paths.count, by: step).prefix(Self.pictures).map { gallery.paths[$0] }
        let start = threadSeconds()
        var read = 0
        for batch in stride(from: 0, to: chosen.count, by: 16) {
            let inputs = try chosen[batch..<min(chosen.count, batch + 16)].compactMap { path in
                try ifReadable { try engine.model.pixels(at: engine.file(of: path)) }
            }
            _ = engine.model.views(inputs)
            read += inputs.count
        }
        return read > 0 ? (threadSeconds() - start) / Double(read) : nil
    }

    /// Milliseconds of a question, median.
    private func asking() throws -> Double {
        let step = max(1, gallery.queries.count / Self.questions)
        let titles = stride(from: 0, to: gallery.queries.count, by: step).map { gallery.queries[$0].title }
        var times: [Double] = []
        for title in titles.prefix(Self.questions) {
            var clock = Stopwatch()
            _ = try engine.search(SearchRequest(.text(title), top: 10))
            times.append(clock.lap())
        }
        return times.sorted()[times.count / 2]
    }

    private var indexBytes: Int {
        let facts = try? FileManager.default.attributesOfItem(atPath: engine.index.path)
        return (facts?[.size] as? Int) ?? 0
    }

    private func threadSeconds() -> Double { seconds(of: CLOCK_THREAD_CPUTIME_ID) }
}

/// User and system seconds of this process so far.
func processorSeconds() -> Double { seconds(of: CLOCK_PROCESS_CPUTIME_ID) }

private func seconds(of clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
