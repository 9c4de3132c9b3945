// Which doors each room has. Package.swift is the one truth; the table in CONTRIBUTING.md is read only to be compared.
import Foundation

struct HousePlan: Equatable {
    /// Room to the modules it may import besides the system's.
    var doors: [String: Set<String>]

    /// Modules of the toolchain and the C library that any room may import.
    static let systemModules: Set<String> = ["Foundation", "Glibc", "Dispatch", "Synchronization", "Swift"]

    /// The `room("Name", ["Door", product])` lines of a package manifest. Products go by their module's name.
    init(manifest: String) {
        var products: [String: String] = [:]
        for match in manifest.matches(of: #/let (\w+) = Target\.Dependency\.product\(name: "(\w+)"/#) {
            products[String(match.1)] = String(match.2)
        }
        doors = [:]
        for match in manifest.matches(of: #/room\(\s*"(\w+)",\s*\[([^\]]*)\]\s*\)/#) {
            let names = match.2.split(whereSeparator: { ",\n ".contains($0) }).map(String.init)
            doors[String(match.1)] = Set(names.map { products[$0] ?? $0.trimmingCharacters(in: ["\""]) })
        }
    }

    /// The table `| Room | Purpose | Doors |` of CONTRIBUTING.md.
    init(table: String) {
        doors = [:]
        let lines = table.split(separator: "\n").drop { !$0.hasPrefix("| Room |") }.dropFirst(2)
        for line in lines.prefix(while: { $0.hasPrefix("|") }) {
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            guard cells.count >= 4 else { continue }
            doors[cells[1]] = Set(cells[3].split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
        }
    }

    /// Imports of rooms and packages that a room has no door to.
    func findings(in files: [SourceText]) -> [Finding] {
        files.flatMap { file -> [Finding] in
            guard file.isSwift, let room = file.room, let allowed = doors[room] else { return [] }
            return file.code.enumerated().compactMap { number, line in
                guard let module = Self.importedModule(line), !Self.systemModules.contains(module),
                    !allowed.contains(module)
                else { return nil }
                return Finding(path: file.path, line: number + 1, problem: "\(room) has no door to \(module)")
            }
        }
    }

    /// The module of an import line: `import Tensors`, `package import struct Domain.Box`, nil for any other line.
    static func importedModule(_ line: String) -> String? {
        let words = line.split(whereSeparator: \.isWhitespace)
        guard let place = words.firstIndex(of: "import"),
            words[..<place].allSatisfy({ $0.hasPrefix("@") || ["package", "public", "internal", "private"].contains($0) })
        else { return nil }
        let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "typealias", "func", "var", "let"]
        let rest = words[(place + 1)...].drop { kinds.contains($0) }
        return rest.first.map { String($0.prefix { $0 != "." }) }
    }
}
