// An environment that holds OpenBLAS to an old processor's kernels: the long commands say so once and start again.
import ProgramDriver
import Testing

@Suite(.serialized) struct PinnedKernels {
    private let train = "train --catalog good.csv --output pinned.safetensors --steps 1 --split-by photo"

    #if arch(x86_64)
        @Test func anOldKernelIsSetAsideOnce() throws {
            let run = try Workshop.made.get().eclip(train, environment: ["OPENBLAS_CORETYPE": "Nehalem"])
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.errors.split(separator: "\n").count { $0.contains("OPENBLAS_CORETYPE") } == 1, "\(run.errors)")
            #expect(run.errors.contains("OPENBLAS_CORETYPE=Nehalem holds matrix products to 128 of"))
            #expect(run.errors.contains("starting again with "))
        }

        @Test func aPersonCanKeepIt() throws {
            let settings = ["OPENBLAS_CORETYPE": "Nehalem", "ECLIP_KEEP_CORETYPE": "1"]
            let run = try Workshop.made.get().eclip(train, environment: settings)
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.errors.contains("kept, as ECLIP_KEEP_CORETYPE asks"))
        }

        /// Whoever sets both variables gets words, and never a program that starts itself for ever.
        @Test func aSecondStartIsTheLast() throws {
            let settings = ["OPENBLAS_CORETYPE": "Nehalem", "ECLIP_CORETYPE_SET_ASIDE": "1"]
            let run = try Workshop.made.get().eclip(train, environment: settings)
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.errors.contains("slow; unset it"))
        }
    #endif

    @Test func withoutTheVariableThereIsNothingToSay() throws {
        let run = try Workshop.made.get().eclip(train)
        #expect(run.status == 0 && !run.errors.contains("OPENBLAS"), "\(run.errors)")
    }
}
