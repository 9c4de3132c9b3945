// Matrix products with narrower vectors than the processor has. OPENBLAS_CORETYPE can hold OpenBLAS to the kernels of an older
// processor, and an OpenBLAS older than the processor falls back to the oldest it has (0.3.21 takes SSE3 on an Emerald
// Rapids: four times slower). The variable is read while the program is loaded, so the only way around it is to start the
// program again with kernels named that fit.
import CKernels
import COpenBLAS
import Glibc

/// Kernels whose vectors are narrower than the processor's.
package struct PinnedKernel: Equatable, Sendable {
    /// What the variable says; nil where OpenBLAS chose by itself.
    package let name: String?
    /// Bits of the vectors that are used, and of those that could be.
    package let bits: Int, processorBits: Int

    package static let variable = "OPENBLAS_CORETYPE"
    /// Set by a person who wants the variable to hold.
    package static let keepVariable = "ECLIP_KEEP_CORETYPE"
    /// Set by ourselves for the second start, so that there is never a third.
    private static let restartVariable = "ECLIP_CORETYPE_SET_ASIDE"

    /// nil where the kernels are as wide as the processor, or none that we know.
    package static var found: PinnedKernel? {
        guard let kernel = openblas_get_corename() else { return nil }
        return PinnedKernel(
            name: value(variable), kernel: String(cString: kernel), processorBits: Int(eclip_vector_bits()))
    }

    /// The kernels that fit, in every OpenBLAS for x86-64 of the last ten years.
    package var fitting: String { processorBits >= 512 ? "SkylakeX" : "Haswell" }

    /// - Parameters:
    ///   - kernel: the name OpenBLAS gives to what it took.
    ///   - processorBits: 0 where unknown.
    package init?(name: String?, kernel: String, processorBits: Int) {
        guard let bits = Self.bits(of: kernel), bits < processorBits else { return nil }
        (self.name, self.bits, self.processorBits) = (name, bits, processorBits)
    }

    /// A person wants it so.
    package static var isKept: Bool { value(keepVariable).map { $0 != "0" } ?? false }

    /// This is the second start already, or there can be none.
    package static var canRestart: Bool { !isKept && value(restartVariable) == nil && ownName.hasPrefix("eclip") }

    /// Starts this program again, with the same words and fitting kernels. Returns only when that failed.
    package func restart() {
        guard Self.canRestart else { return }
        setenv(Self.restartVariable, "1", 1)
        setenv(Self.variable, fitting, 1)
        execv("/proc/self/exe", CommandLine.unsafeArgv)
        if let name { setenv(Self.variable, name, 1) } else { unsetenv(Self.variable) }
    }

    /// The file that runs: under a loader or an emulator it is not ours, and must not be given our words.
    private static var ownName: String {
        var path = [CChar](repeating: 0, count: 4_096)
        let length = readlink("/proc/self/exe", &path, path.count - 1)
        guard length > 0 else { return "" }
        let bytes = path[..<length].map { UInt8(bitPattern: $0) }
        return String(decoding: bytes, as: UTF8.self).split(separator: "/").last.map(String.init) ?? ""
    }

    private static func value(_ name: String) -> String? { getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } }

    /// Vector width of OpenBLAS's kernels for x86-64 by the names it gives them (its `DYNAMIC_ARCH` table).
    private static func bits(of kernel: String) -> Int? {
        switch kernel.lowercased() {
        case "skylakex", "cooperlake", "sapphirerapids": 512
        case "haswell", "zen", "sandybridge", "bulldozer", "piledriver", "steamroller", "excavator": 256
        case "prescott", "core2", "penryn", "dunnington", "nehalem", "atom", "nano", "athlon", "opteron", "opteron_sse3",
            "barcelona", "bobcat":
            128
        default: nil
        }
    }
}
