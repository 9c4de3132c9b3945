// Where the golden files lie: beside the tests, found from the source file's own path.
import Foundation

/// The path of a file in `Tests/Golden`.
package func goldenPath(_ name: String, file: String = #filePath) -> String {
    URL(fileURLWithPath: file).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Golden").appendingPathComponent(name).path
}

/// True when this run may rewrite golden files (`ECLIP_RECORD_GOLDEN=1`); a test that records fails all the same.
package var isRecordingGolden: Bool { ProcessInfo.processInfo.environment["ECLIP_RECORD_GOLDEN"] == "1" }
