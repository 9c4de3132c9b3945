// The flag of every command that writes a file.
import ArgumentParser

struct OverwriteFlag: ParsableArguments {
    @Flag(name: .long, help: "Write over existing files of another kind, too. What the command reads, and photos, stay.")
    var force = false
}
