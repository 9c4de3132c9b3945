// The program: one command per file, and one place where every command ends.
import ArgumentParser
import Glibc

struct EclipCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eclip",
        abstract: "Find products inside photos, and see where the model looked.",
        discussion: """
            Without --checkpoint and --index the bundled demo is used. Results go to stdout, progress and words to stderr.
            Exit status: 0 done, 1 the answer is "no", 2 bad input or usage, 70 an internal fault.
            """,
        version: VersionCommand.version,
        subcommands: [
            ExploreCommand.self,
            KeysCommand.self,
            DemoCommand.self,
            ComposeCommand.self,
            CatalogCommand.self,
            TrainCommand.self,
            IndexCommand.self,
            SearchCommand.self,
            QuestionsCommand.self,
            FacetsCommand.self,
            CompareCommand.self,
            InterleaveCommand.self,
            ArmsCommand.self,
            WhyCommand.self,
            SheetCommand.self,
            EmbedCommand.self,
            EvalCommand.self,
            AuditCommand.self,
            QueueCommand.self,
            ExportCommand.self,
            ImportCommand.self,
            MergeCommand.self,
            AgreeCommand.self,
            AdjudicateCommand.self,
            ReplayCommand.self,
            InfoCommand.self,
            VersionCommand.self,
        ])
}

@main
enum Program {
    static func main() {
        guardStandardFiles()
        do {
            var command = try EclipCommand.parseAsRoot()
            if command is any LongWork { WholeProcessor.take() }
            try command.run()
            Ending.leave(0)
        } catch {
            Ending.end(error)
        }
    }

    /// A closed stdin, stdout or stderr must not become the first file that a command opens; /dev/null takes its
    /// place, opened so that a write to it still fails. A reader that went away is an error of the write, not a signal,
    /// and so is a file that grows beyond what the user may write.
    private static func guardStandardFiles() {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        for descriptor in Int32(0)...2 where fcntl(descriptor, F_GETFD) == -1 {
            _ = open("/dev/null", O_RDONLY)
        }
    }
}
