// How other threads speak to the loop: they post, the loop is woken and drains. No main-actor hop is involved,
// because the loop never gives its thread back.
import CNcurses
import Synchronization

/// Values posted by any thread for the one that owns the screen.
package final class Mailbox<Value: Sendable>: Sendable {
    private let waiting = Mutex<[Value]>([])

    package init() {}

    /// Adds a value and wakes the loop (`TerminalEvent.wake`).
    package func post(_ value: Value) {
        waiting.withLock { $0.append(value) }
        glass_wake()
    }

    /// Wakes the loop with nothing to take: something that it draws from has changed.
    package func wake() { glass_wake() }

    /// Takes everything posted since the last time, in order.
    package func drain() -> [Value] {
        waiting.withLock { values in
            defer { values.removeAll() }
            return values
        }
    }
}
