// Commands that multiply matrices for minutes, or while somebody waits for a photo, want the processor's whole vectors: an
// environment that withholds them is named, and set aside unless a person said otherwise.
import ArgumentParser
import Tensors

/// A command whose time is matrix products.
protocol LongWork: ParsableCommand {}

extension TrainCommand: LongWork {}
extension IndexCommand: LongWork {}
extension EvalCommand: LongWork {}
extension AuditCommand: LongWork {}
extension ExploreCommand: LongWork {}

enum WholeProcessor {
    /// Says what holds the processor back, and starts the program again without it where that is wanted and can be done.
    static func take() {
        guard let pinned = PinnedKernel.found else { return }
        if let words = words(pinned) { StandardError.note(words) }
        pinned.restart()
    }

    /// nil where there is nothing that a person has done or could do.
    private static func words(_ pinned: PinnedKernel) -> String? {
        let (variable, bits) = (PinnedKernel.variable, "\(pinned.bits) of the processor's \(pinned.processorBits) bits")
        guard let name = pinned.name else {
            return PinnedKernel.canRestart ? nil : "OpenBLAS multiplies with \(bits): slow; set \(variable)=\(pinned.fitting)"
        }
        let cost = "\(variable)=\(name) holds matrix products to \(bits)"
        if PinnedKernel.isKept { return "\(cost); kept, as \(PinnedKernel.keepVariable) asks" }
        guard PinnedKernel.canRestart else { return "\(cost): slow; unset it" }
        return "\(cost); starting again with \(pinned.fitting) (\(PinnedKernel.keepVariable)=1 keeps it)"
    }
}
