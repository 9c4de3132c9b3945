// A name as the disk has it. A list may write it with blanks around it (spreadsheets), `\` for `/` (Windows), or in another
// Unicode form (macOS). What is written comes first, then the other ways, so that two files that differ only in this stay two.
import Domain
import Foundation

/// What is at the end of a path.
package enum FoundOnDisk: Equatable, Sendable {
    case file, folder, other
}

/// What lies at a path; nil for nothing.
package func whatLies(at path: String) -> FoundOnDisk? {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return nil }
    return facts.isRegular ? .file : facts.isFolder ? .folder : .other
}

/// A path, in the Unicode form that the disk has it in, part by part; nil where nothing lies there in any form.
package func pathOnDisk(_ path: String) -> String? { path.isEmpty ? nil : onDisk(path, below: "") }

/// What a list's field names below a folder, as the disk has it: as written, then without blanks around it, each also with
/// `/` for `\`; nil where nothing lies there. The one rule for every reader of a list of photos.
package func nameOnDisk(_ field: String, in folder: String) -> String? {
    let trimmed = field.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !trimmed.isEmpty else { return nil }
    var names = field == trimmed ? [field] : [field, trimmed]
    if trimmed.contains("\\") { names += names.map { $0.replacing("\\", with: "/") } }
    let base = folder.hasSuffix("/") ? folder : folder + "/"
    return names.lazy.compactMap { onDisk($0, below: $0.hasPrefix("/") ? "" : base) }.first
}

/// - Parameter base: a folder with its slash, taken as it is.
private func onDisk(_ name: String, below base: String) -> String? {
    if whatLies(at: base + name) != nil { return name }
    guard name.utf8.contains(where: { $0 >= 0x80 }) else { return nil }
    var found = name.hasPrefix("/") ? "/" : ""
    for part in name.split(separator: "/") {
        let start = found.isEmpty || found.hasSuffix("/") ? found : found + "/"
        guard let next = String(part).unicodeForms.first(where: { whatLies(at: base + start + $0) != nil }) else { return nil }
        found = start + next
    }
    return found
}
