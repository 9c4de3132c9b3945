// Aligned memory behind tensors, pooled: a training step asks for the same few hundred sizes again and again, and
// fresh zeroed arrays cost a quarter of a step. Storage comes uninitialised; whoever makes a tensor fills it.
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Foundation
#endif

/// A block of float32 memory that returns to the pool when its last tensor goes.
final class TensorStorage: @unchecked Sendable {
    /// Written only while one owner holds the storage (construction, or a unique in-place update).
    let base: UnsafeMutablePointer<Float>
    private let size: Int

    init(count: Int) {
        size = StoragePool.roundedSize(count)
        base = StoragePool.shared.take(size)
    }

    deinit { StoragePool.shared.give(base, size) }
}

/// Free blocks by size class. Blocks are kept for reuse up to a limit, then returned to the system.
private final class StoragePool: Sendable {
    static let shared = StoragePool()
    /// Bytes kept idle at most; a training step's working set is well below it.
    private static let idleLimit = 1 << 31

    private struct Shelf: @unchecked Sendable {
        var free: [Int: [UnsafeMutablePointer<Float>]] = [:]
        var idleBytes = 0
    }
    private let shelf = Mutex(Shelf())

    /// Sizes are rounded up to an eighth of a power of two, so that near sizes share blocks.
    static func roundedSize(_ count: Int) -> Int {
        guard count > 64 else { return 64 }
        let step = max(64, 1 << (Int.bitWidth - (count - 1).leadingZeroBitCount - 4))
        return (count + step - 1) / step * step
    }

    func take(_ size: Int) -> UnsafeMutablePointer<Float> {
        let found = shelf.withLock { shelf -> UnsafeMutablePointer<Float>? in
            guard let block = shelf.free[size]?.popLast() else { return nil }
            shelf.idleBytes -= size * 4
            return block
        }
        return found ?? allocate(size)
    }

    func give(_ block: UnsafeMutablePointer<Float>, _ size: Int) {
        let kept = shelf.withLock { shelf -> Bool in
            guard shelf.idleBytes + size * 4 <= Self.idleLimit else { return false }
            shelf.free[size, default: []].append(block)
            shelf.idleBytes += size * 4
            return true
        }
        if !kept { free(block) }
    }

    private func allocate(_ size: Int) -> UnsafeMutablePointer<Float> {
        var raw: UnsafeMutableRawPointer?
        let status = posix_memalign(&raw, 64, size * MemoryLayout<Float>.stride)
        precondition(status == 0, "out of memory asking for \(size) floats")
        return raw!.bindMemory(to: Float.self, capacity: size)
    }
}
