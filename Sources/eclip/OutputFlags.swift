// The flag of every command that writes a file.
import ArgumentParser
import Domain
import Files

struct OverwriteFlag: ParsableArguments {
    @Flag(name: .long, help: "Write over an existing file of another kind, too. A file that the command reads is never written over.")
    var force = false
}
