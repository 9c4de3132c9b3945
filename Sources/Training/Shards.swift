// Work on the shards of a batch, one thread each. Results come back in the order of the shards, so sums over them are the
// same on any number of threads.
import Dispatch

/// Runs `body` once per shard, at the same time when there are threads enough.
func onShards<Result>(_ count: Int, threads: Int, _ body: @escaping (Int) -> Result) -> [Result] {
    guard threads > 1 else { return (0..<count).map(body) }
    return withoutActuallyEscaping(body) { body in
        var results = [Result?](repeating: nil, count: count)
        results.withUnsafeMutableBufferPointer { slots in
            nonisolated(unsafe) let slots = slots
            nonisolated(unsafe) let body = body
            DispatchQueue.concurrentPerform(iterations: count) { slots[$0] = body($0) }
        }
        return results.compactMap { $0 }
    }
}
