// Folders a command fills with pictures and lists of its own. A hidden note says who filled it, from the first picture on, so that
// the same command may do so again and somebody's own pictures of the same names are left alone.
import Domain
import Foundation

/// A folder to fill.
package struct OutputFolder: Sendable {
    package let path: String
    private static let noteName = ".made-by-eclip"

    /// Makes the folder and those in it. Throws `InputFault` where one cannot be made, where it holds something that `maker` did
    /// not make, and where a file that is read lies in its way.
    /// - Parameters:
    ///   - maker: the command's name.
    ///   - folders: names of the folders in it that are filled.
    ///   - lists: names of the files in it that are written.
    ///   - inputs: files the command reads; what lies in the way of one of them is refused though it were forced.
    ///   - isOurs: knows what was made before there were notes.
    package init(
        _ path: String, maker: String, folders: [String], lists: [String], reading inputs: [String], force: Bool,
        isOurs: () -> Bool = { false }
    ) throws {
        self.path = path
        try Self.check(inputs, against: lists.map(path.path(to:)), in: folders.map(path.path(to:)))
        let note = path.path(to: Self.noteName)
        let isOwn = (try? TextFile(note).text) == maker + "\n" || isOurs()
        if !isOwn, !force, let found = Self.firstEntry(lists.map(path.path(to:)), folders.map(path.path(to:))) {
            throw InputFault(
                found, "is there already and was not made by 'eclip \(maker)'", expected: "an empty folder, or --force")
        }
        for folder in [path] + folders.map(path.path(to:)) {
            do {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            } catch {
                throw InputFault(folder, "cannot be made: \((error as NSError).localizedDescription)")
            }
        }
        try replaceFile(note, with: Data((maker + "\n").utf8))
    }

    /// Puts a file into the folder, whole or not at all. Throws `InputFault` with the system's reason.
    package func write(_ data: Data, to name: String) throws { try replaceFile(path.path(to: name), with: data, isSettled: false) }

    package func write(_ text: String, to name: String) throws { try replaceFile(path.path(to: name), with: Data(text.utf8)) }

    /// A photo that is read may lie in one of the folders, or a list be one of the files.
    private static func check(_ inputs: [String], against lists: [String], in folders: [String]) throws {
        for list in lists {
            guard let input = inputs.first(where: { isSameFile($0, list) }) else { continue }
            throw InputFault(list, "is read by this command (\(input)) and would be lost", expected: "another folder")
        }
        let own = Dictionary(folders.map { (realPath($0), $0) }, uniquingKeysWith: { first, _ in first })
        var known: [String: String] = [:]
        for input in inputs {
            let folder = input.folderOfPath
            let real = known[folder] ?? realPath(folder.isEmpty ? "." : folder)
            known[folder] = real
            guard let hit = own[real] else { continue }
            throw InputFault(hit, "holds a file that this command reads (\(input))", expected: "another folder")
        }
    }

    private static func realPath(_ path: String) -> String {
        URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
    }

    /// The first of the lists that is there, else the first thing in one of the folders.
    private static func firstEntry(_ lists: [String], _ folders: [String]) -> String? {
        if let list = lists.first(where: FileManager.default.fileExists(atPath:)) { return list }
        for folder in folders {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            if let name = names.sorted().first(where: { !$0.hasPrefix(".") }) { return folder.path(to: name) }
        }
        return nil
    }
}
