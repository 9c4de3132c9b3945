// Where a person's own files lie when no flag says so: the XDG folders, the home folder behind them, and the password file where
// the environment names no home. A path that is not absolute would found folders wherever somebody happens to stand.
import Domain
import Foundation

package enum PersonalFolder: Sendable {
    case state, cache, configuration

    /// The environment's own name for it.
    package var variable: String {
        switch self {
        case .state: "XDG_STATE_HOME"
        case .cache: "XDG_CACHE_HOME"
        case .configuration: "XDG_CONFIG_HOME"
        }
    }

    private var belowHome: String {
        switch self {
        case .state: "/.local/state"
        case .cache: "/.cache"
        case .configuration: "/.config"
        }
    }

    /// The folder of this program's files, which need not be there yet; nil where nothing names an absolute place.
    /// - Parameter home: the home folder that the password file has.
    package func path(_ environment: [String: String], home: () -> String? = passwordHome) -> String? {
        func absolute(_ path: String?) -> String? { path.flatMap { $0.hasPrefix("/") ? $0 : nil } }
        let named = absolute(environment[variable]) ?? (absolute(environment["HOME"]) ?? absolute(home())).map { $0 + belowHome }
        return named.map { $0 + "/eclip" }
    }

    /// The same where it is needed. Throws `InputFault` in words about what to set.
    package func needed(
        _ environment: [String: String], flag: String? = nil, home: () -> String? = passwordHome
    ) throws -> String {
        if let path = path(environment, home: home) { return path }
        let found = environment["HOME"].map { $0.isEmpty ? "is empty" : "is \($0), which is no absolute path" } ?? "is not set"
        throw InputFault(
            "$HOME", "\(found), and there is no other home folder",
            expected: "an absolute path there or in $\(variable)" + (flag.map { ", or \($0)" } ?? ""))
    }
}

/// The home folder of whoever runs the program, as the system has it; nil for none that is there.
package func passwordHome() -> String? {
    guard let entry = getpwuid(getuid()), let folder = entry.pointee.pw_dir.map({ String(cString: $0) }) else { return nil }
    return FileManager.default.fileExists(atPath: folder) ? folder : nil
}

/// Where sessions live when nothing is said: `Sessions/mine.jsonl` where one stands beside a folder of that name (a checkout of
/// this program has one), else the person's state folder.
///
/// Throws `InputFault` where there is neither.
package func defaultSessionPath(
    workingDirectory: String, environment: [String: String], home: () -> String? = passwordHome, isFolder: (String) -> Bool
) throws -> String {
    let own = workingDirectory + "/Sessions"
    if isFolder(own) { return own + "/mine.jsonl" }
    return try PersonalFolder.state.needed(environment, flag: "--session FILE", home: home) + "/mine.jsonl"
}
