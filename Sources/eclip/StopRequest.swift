// Ctrl-C and SIGTERM ask a long command to stop after the step at hand, with everything done so far on disk. A second
// one ends it at once.
import Glibc
import Synchronization

enum StopRequest {
    private static let isRaised = Atomic<Bool>(false)

    /// From now on the signals raise the request.
    static func listen() {
        _ = isWanted  // made before a handler can need it
        for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, raise) }
    }

    static var isWanted: Bool { isRaised.load(ordering: .relaxed) }

    private static let raise: @convention(c) (Int32) -> Void = { number in
        isRaised.store(true, ordering: .relaxed)
        signal(number, SIG_DFL)
    }
}
