// CPU time of this process: budgets and records count user + system seconds of all threads, which a busy machine does
// not inflate as it does the clock.
import Foundation

package enum ProcessorTime {
    /// Glibc imports RUSAGE_SELF as an enumeration that getrusage does not take.
    private static let wholeProcess: Int32 = 0

    /// User + system seconds so far.
    package static var seconds: Double {
        var usage = rusage()
        getrusage(wholeProcess, &usage)
        func value(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) * 1e-6 }
        return value(usage.ru_utime) + value(usage.ru_stime)
    }
}
