// Why something below a folder is not looked at. A fact that several readers tell: a command on stderr, the explorer in its language.

package enum LeftOutReason: Equatable, Sendable, Codable {
    /// The name's bytes are not UTF-8.
    case nameNotUTF8
    /// A folder that cannot be read, or something in one that cannot be looked at; with the system's reason.
    case unreadable(String)
    case danglingLink
    /// A pipe, a socket or a device.
    case notRegular
    /// A linked folder that is also reached by another way: nothing is lost.
    case walkedBefore

    /// As faults say it.
    package var words: String {
        switch self {
        case .nameNotUTF8: "its name is not UTF-8"
        case .unreadable(let reason): "cannot be read: \(reason)"
        case .danglingLink: "a link that leads nowhere"
        case .notRegular: "a pipe, socket or device"
        case .walkedBefore: "a link to a folder that is listed already"
        }
    }
}

/// Something below a folder that was not taken.
package struct LeftOutEntry: Equatable, Sendable, Codable {
    /// Relative to the folder; bytes that are not UTF-8 are written `\x8A`, a folder of such a name ends with a slash.
    package let path: String
    package let reason: LeftOutReason

    package init(path: String, reason: LeftOutReason) { (self.path, self.reason) = (path, reason) }

    /// May there be a photo that nobody hears of otherwise?
    package var isLoss: Bool { reason != .walkedBefore }
}
