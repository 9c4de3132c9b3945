// Who holds the lock on a file, as the kernel lists it, so that a refusal can name the other program.
import Foundation

/// `eclip explore, process 1234` for the process that holds a lock on the open file; nil where the system does not say.
func lockHolder(of descriptor: Int32) -> String? {
    var facts = stat()
    guard fstat(descriptor, &facts) == 0,
        let locks = FileManager.default.contents(atPath: "/proc/locks")
    else { return nil }
    let file = ":\(facts.st_ino)"
    for line in String(decoding: locks, as: UTF8.self).split(separator: "\n") {
        // 1: FLOCK  ADVISORY  WRITE 1234 08:01:5678 0 EOF
        let fields = line.split(separator: " ")
        guard fields.count >= 6, fields[1] == "FLOCK", fields[5].hasSuffix(file), let process = Int(fields[4]), process > 0
        else { continue }
        return named(process)
    }
    return nil
}

/// The first words of a process's command line beside its number.
private func named(_ process: Int) -> String {
    let line = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
    let words = line.split(separator: 0).prefix(2).map { String(decoding: $0, as: UTF8.self) }
    guard let program = words.first else { return "process \(process)" }
    let name = ([program.nameOfPath] + words.dropFirst().filter { !$0.hasPrefix("-") })
    return name.joined(separator: " ") + ", process \(process)"
}
