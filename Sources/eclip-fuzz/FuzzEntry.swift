// Where libFuzzer comes in: one binary for all readers, chosen by a variable, because the command line is libFuzzer's. Only a
// build with ECLIP_FUZZ=1 knows this room (`make fuzz`); the program itself carries nothing of it.
import Domain
import Foundation

/// A reader of foreign bytes. It may refuse with facts for a person; anything else is a finding.
struct Reader: Sendable {
    let name: String
    let read: @Sendable ([UInt8]) throws -> Void

    init(_ name: String, _ read: @escaping @Sendable ([UInt8]) throws -> Void) {
        (self.name, self.read) = (name, read)
    }

    static let all = text + forms + terminal + pictures + files

    /// The reader that `ECLIP_FUZZ_READER` names; nil where it names none.
    static let chosen: Reader? = {
        let name = ProcessInfo.processInfo.environment["ECLIP_FUZZ_READER"]
        return all.first { $0.name == name }
    }()
}

@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let reader = Reader.chosen else {
        let names = Reader.all.map(\.name).joined(separator: "\n")
        FileHandle.standardOutput.write(Data((names + "\n").utf8))
        exit(2)
    }
    do {
        try reader.read([UInt8](UnsafeBufferPointer(start: start, count: count)))
    } catch is InputFault {
    } catch {
        preconditionFailure("\(reader.name) threw what is no fault of the input: \(error)")
    }
    return 0
}
