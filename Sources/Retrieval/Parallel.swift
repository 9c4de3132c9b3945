// Independent pieces of work on a few threads, results in order.
import Foundation
import Synchronization

/// Runs `work` for every number below `count` on `threads` threads.
/// - Throws: the fault of the lowest number; work that has not begun by then is left undone.
func inParallel<Value: Sendable>(
    _ count: Int, threads: Int = 2, _ work: @Sendable (Int) throws -> Value
) throws -> [Value] {
    let results = Mutex<[Int: Result<Value, any Error>]>([:])
    let next = Atomic<Int>(0)
    let failed = Atomic<Bool>(false)
    DispatchQueue.concurrentPerform(iterations: max(1, threads)) { _ in
        while !failed.load(ordering: .relaxed), case let turn = next.add(1, ordering: .relaxed).oldValue, turn < count {
            let result = Result { try work(turn) }
            if case .failure = result { failed.store(true, ordering: .relaxed) }
            results.withLock { $0[turn] = result }
        }
    }
    return try results.withLock { found in try (0..<count).compactMap { try found[$0]?.get() } }
}
