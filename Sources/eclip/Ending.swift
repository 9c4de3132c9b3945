// How a command ends: 0 done, 1 the answer is "no", 2 bad input or usage, 70 an internal fault. ArgumentParser's own
// status for usage is 64; other people's scripts count on ours.
import ArgumentParser
import Domain
import Foundation

/// The reader of stdout went away: no words, no failure.
struct ReaderWentAway: Error {}

enum Ending {
    /// The answer is "no": a threshold missed, nothing found where something was demanded.
    static let no = ExitCode(1)
    static let badInput: Int32 = 2
    static let internalFault: Int32 = 70

    /// Says on stderr what happened and ends the program.
    static func end(_ error: Error) -> Never {
        let (words, status) = verdict(on: error)
        guard status == 0 else {
            StandardError.write(words)
            leave(status)
        }
        do { try StandardOutput.write(words) } catch { end(error) }
        leave(0)
    }

    /// Ends the program without taking its libraries down first: a thread that indexes beside the screen may be inside of one, and
    /// what `exit` frees under it is a crash. Whatever must be kept is in its file by now.
    static func leave(_ status: Int32) -> Never {
        fflush(nil)
        _exit(status)
    }

    /// What to say and the status to end with. Help and version are errors of status 0 to ArgumentParser.
    private static func verdict(on error: Error) -> (words: String, status: Int32) {
        switch error {
        case is ReaderWentAway: return ("", 0)
        case let code as ExitCode: return ("", code.rawValue)
        case let fault as InputFault: return ("eclip: \(fault)\n", badInput)
        default: break
        }
        if let fault = systemFault(error) { return ("eclip: \(fault)\n", badInput) }
        let message = EclipCommand.fullMessage(for: error)
        switch EclipCommand.exitCode(for: error) {
        case .success: return (message + "\n", 0)
        case .validationFailure: return (named(message) + "\n", badInput)
        default: return ("eclip: internal fault: \(error)\n", internalFault)
        }
    }

    /// A file the system would not open, read or write, as Foundation says it.
    private static func systemFault(_ error: Error) -> InputFault? {
        let system = error as NSError
        guard system.domain == NSCocoaErrorDomain || system.domain == NSPOSIXErrorDomain else { return nil }
        guard !(error is DecodingError), !(error is EncodingError) else { return nil }
        let place = system.userInfo[NSFilePathErrorKey] as? String ?? "file"
        let under = system.userInfo[NSUnderlyingErrorKey] as? NSError
        let number = under?.domain == NSPOSIXErrorDomain ? under?.code : system.domain == NSPOSIXErrorDomain ? system.code : nil
        return InputFault(place, number.map { String(cString: strerror(Int32($0))) } ?? system.localizedDescription)
    }

    private static func named(_ message: String) -> String {
        message.hasPrefix("Error: ") ? "eclip: " + message.dropFirst("Error: ".count) : message
    }
}
