// Work over pictures in blocks, shared by the searching thread and helpers of its own. Not the common pool: there an
// indexing job would starve every search. The caller's thread polls for cancellation between blocks.
import Foundation
import Synchronization

/// Runs `work` over `0..<pictures` in blocks.
struct BlockScan: Sendable {
    /// Vectors per block: a few milliseconds of work at most, so that a cancelled search ends at once.
    static let vectorsPerBlock = 12_288

    private static let blocksForHelpers = 16

    /// Blocks between two reports: some hundredths of a second of work, so that threads wait for each other seldom.
    static let blocksPerPart = 128

    let pictures: Int
    let picturesPerBlock: Int
    let picturesPerPart: Int
    let threads: Int

    /// - Parameter picturesPerPart: pictures between two reports; nil for what suits the machine.
    init(pictures: Int, perPicture: Int, threads: Int, picturesPerPart: Int? = nil) {
        self.pictures = pictures
        picturesPerBlock = max(1, Self.vectorsPerBlock / perPicture)
        let blocks = (pictures + picturesPerBlock - 1) / picturesPerBlock
        // Under a millisecond or two of work a helper thread costs more than it brings, most of all on busy cores.
        self.threads = blocks >= Self.blocksForHelpers ? max(1, min(threads, blocks)) : 1
        self.picturesPerPart = max(1, picturesPerPart ?? Self.blocksPerPart * picturesPerBlock)
    }

    /// - Parameters:
    ///   - isCancelled: polled between blocks on the calling thread.
    ///   - soFar: told between two parts how many pictures are done, all before them included; nobody works meanwhile.
    ///   - work: called with the worker's number (`0..<threads`) and a range of pictures; on several threads at once.
    /// - Throws: `CancellationError`.
    func run(
        isCancelled: () -> Bool, soFar: ((Int) -> Void)? = nil, _ work: @escaping @Sendable (Int, Range<Int>) -> Void
    ) throws {
        guard let soFar else { return try run(0..<pictures, isCancelled: isCancelled, work) }
        for start in stride(from: 0, to: pictures, by: picturesPerPart) {
            let end = min(pictures, start + picturesPerPart)
            try run(start..<end, isCancelled: isCancelled, work)
            if end < pictures { soFar(end) }
        }
    }

    private func run(
        _ part: Range<Int>, isCancelled: () -> Bool, _ work: @escaping @Sendable (Int, Range<Int>) -> Void
    ) throws {
        let shared = Shared()
        for worker in 1..<max(1, threads) {
            Thread.detachNewThread {
                guard shared.join() else { return }
                while !shared.stopped, let block = take(from: shared, of: part) { work(worker, block) }
                shared.leave()
            }
        }
        while !shared.stopped, let block = take(from: shared, of: part) {
            work(0, block)
            if isCancelled() { shared.stop() }
        }
        shared.waitForHelpers()
        if shared.stopped { throw CancellationError() }
    }

    private func take(from shared: Shared, of part: Range<Int>) -> Range<Int>? {
        let start = part.lowerBound + shared.nextBlock() * picturesPerBlock
        return start < part.upperBound ? start..<min(part.upperBound, start + picturesPerBlock) : nil
    }

    /// The next block, whether to go on, and who is at work. A helper that the system starts too late is not waited
    /// for: it finds the door closed.
    private final class Shared: Sendable {
        private let next = Atomic<Int>(0)
        private let halt = Atomic<Bool>(false)
        /// Helpers that joined; `closed` is added when the caller has no more work.
        private let helpers = Atomic<Int>(0)
        private let done = DispatchSemaphore(value: 0)
        private static let closed = 1 << 32

        func join() -> Bool { helpers.add(1, ordering: .acquiringAndReleasing).oldValue < Self.closed }
        func leave() { done.signal() }

        func waitForHelpers() {
            let joined = helpers.add(Self.closed, ordering: .acquiringAndReleasing).oldValue
            for _ in 0..<joined { done.wait() }
        }

        func nextBlock() -> Int { next.add(1, ordering: .relaxed).oldValue }
        func stop() { halt.store(true, ordering: .relaxed) }
        var stopped: Bool { halt.load(ordering: .relaxed) }
    }
}
