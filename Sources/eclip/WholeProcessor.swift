// Commands that multiply matrices for minutes want the processor's whole vectors: an environment that withholds them is
// named, and set aside unless a person said otherwise.
import ArgumentParser
import Tensors

/// A command whose time is matrix products.
protocol LongWork: ParsableCommand {}

extension TrainCommand: LongWork {}
extension IndexCommand: LongWork {}
extension EvalCommand: LongWork {}
extension AuditCommand: LongWork {}

enum WholeProcessor {
    /// Says what holds the processor back, and starts the program again without it where that is wanted and can be done.
    static func take() {
        guard let pinned = PinnedKernel.found else { return }
        StandardError.note(words(pinned))
        pinned.restart()
    }

    private static func words(_ pinned: PinnedKernel) -> String {
        let cost = "\(PinnedKernel.variable)=\(pinned.name) holds matrix products to \(pinned.bits) of the processor's "
            + "\(pinned.processorBits) bits"
        if PinnedKernel.isKept { return "\(cost); kept, as \(PinnedKernel.keepVariable) asks" }
        guard PinnedKernel.canRestart else { return "\(cost): slow; unset it" }
        return "\(cost); starting again without it (\(PinnedKernel.keepVariable)=1 keeps it)"
    }
}
