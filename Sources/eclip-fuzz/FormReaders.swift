// Readers of other programs' verdicts, and of a person's keys.
import Catalog
import Domain
import Foundation
import Interface
import Sessions

extension Reader {
    static let forms =
        ExportFormat.allCases.map { format in Reader(format.rawValue) { try readVerdicts($0, as: format) } }
        + [Reader("keys", readKeys)]

    /// What is read must go out again in every form that knows no sizes of pictures.
    private static func readVerdicts(_ bytes: [UInt8], as format: ExportFormat) throws {
        let found = ImportedVerdicts(bytes, name: "verdicts", as: format) { bytes in
            try CSVReader.records(of: bytes, name: "verdicts").map { TableRow(line: $0.line, fields: $0.fields, problem: $0.problem) }
        }
        _ = SessionMemory().news(found.verdicts)
        for other in ExportFormat.allCases {
            _ = try export(found.verdicts, as: other, pictureSize: { _ in (width: 640, height: 480) })
        }
    }

    /// The way of `eclip explore --keys`: the table out of TOML, then the keys.
    @Sendable private static func readKeys(_ bytes: [UInt8]) throws {
        guard let text = String(validating: bytes, as: UTF8.self) else { return }
        do {
            guard case .table(let keys)? = try TOMLText.read(text)["keys"] else { return }
            _ = try KeyMap.standard.replacing(keys.compactMapValues(\.texts)).file(in: .ja)
        } catch is TOMLFault {
        } catch is KeyProblem {
        }
    }
}
