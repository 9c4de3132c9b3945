// Golden screens: a grid is compared with Tests/Screens/<test target>/<name>.screen. With ECLIP_RECORD_SCREENS=1 the
// file is rewritten and the comparison still fails, so that a recording run is never mistaken for a passing one.
import Foundation
import Screen

/// nil when the grid's dump equals the committed file; otherwise what differs, for `#expect(… == nil)`.
///
///     #expect(screenFault(grid, "results-80x24") == nil)
package func screenFault(_ grid: Grid, _ name: String, testFile: String = #filePath) -> String? {
    let path = screenPath(name, testFile: testFile)
    let drawn = grid.dump
    let committed = try? String(contentsOfFile: path, encoding: .utf8)
    if committed == drawn { return nil }
    if isRecordingScreens { return record(drawn, at: path) }
    guard let committed else { return "\(path) is missing; record it with ECLIP_RECORD_SCREENS=1 and look at it" }
    return "\(path) differs:\n" + lineDifferences(expected: committed, found: drawn)
}

/// Does this run rewrite the files?
package var isRecordingScreens: Bool { ProcessInfo.processInfo.environment["ECLIP_RECORD_SCREENS"] == "1" }

/// `Tests/Screens/<test target>/<name>.screen`.
private func screenPath(_ name: String, testFile: String) -> String {
    let target = URL(fileURLWithPath: testFile).deletingLastPathComponent()
    return target.deletingLastPathComponent().appendingPathComponent("Screens")
        .appendingPathComponent(target.lastPathComponent).appendingPathComponent(name + ".screen").path
}

private func record(_ drawn: String, at path: String) -> String {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    do {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try drawn.write(toFile: path, atomically: true, encoding: .utf8)
        return "\(path) was recorded; look at it, then run again without ECLIP_RECORD_SCREENS"
    } catch {
        return "\(path) could not be recorded: \(error)"
    }
}

/// The lines that differ, at most twelve of them.
package func lineDifferences(expected: String, found: String) -> String {
    let left = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let right = found.split(separator: "\n", omittingEmptySubsequences: false)
    var report: [String] = []
    for line in 0..<max(left.count, right.count) {
        let old = line < left.count ? left[line] : "(no line)"
        let new = line < right.count ? right[line] : "(no line)"
        if old != new { report += ["\(line + 1) expected \(old)", "\(line + 1) found    \(new)"] }
    }
    return (report.count > 24 ? Array(report.prefix(24)) + ["…"] : report).joined(separator: "\n")
}
