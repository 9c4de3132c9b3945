// Sessions of several raters in one journal. Entries keep their rater and time and get new numbers; whatever points at an
// entry (undo, redo, a group) follows it. Nothing that stands in the target moves, so merging again after more work
// adds only what is new.
import Domain
import Foundation

/// The entries that a merge would append to a journal.
package struct SessionMerge: Sendable {
    package private(set) var added: [SessionEntry] = []
    /// Entries that were there already.
    package private(set) var duplicates = 0
    /// Undo and redo entries whose target is on a damaged line.
    package private(set) var dangling = 0
    private var known: [Data: [Int]] = [:]
    private var next: Int

    /// - Parameter target: the journal to append to; may be empty.
    package init(into target: JournalContents = JournalContents()) throws {
        next = (target.entries.map(\.sequence).max() ?? 0) + 1
        for entry in target.entries { known[try Self.identity(entry), default: []].append(entry.sequence) }
    }

    /// The journal with what was added.
    package func merged(with target: JournalContents = JournalContents()) -> JournalContents {
        var contents = target
        contents.entries += added
        return contents
    }

    /// Adds one session, in its order.
    /// - Parameter rater: takes the place of the names in the session.
    package mutating func add(_ session: JournalContents, rater: String? = nil) throws {
        var numbers: [Int: Int] = [:]
        var pool = known
        for entry in session.entries {
            guard var moved = Self.moved(entry, numbers) else {
                dangling += 1
                continue
            }
            moved.rater = rater ?? moved.rater
            // The first of a group points at itself or at nothing: both read the same.
            let identity = try Self.identity(moved)
            if let place = pool[identity]?.first {
                pool[identity]?.removeFirst()
                numbers[entry.sequence] = place
                duplicates += 1
                continue
            }
            moved.sequence = next
            numbers[entry.sequence] = next
            known[identity, default: []].append(next)
            added.append(moved)
            next += 1
        }
    }

    /// The entry with its pointers in the numbers of the target; nil when one points at nothing.
    private static func moved(_ entry: SessionEntry, _ numbers: [Int: Int]) -> SessionEntry? {
        var moved = entry
        switch entry.act {
        case .undone(let target):
            guard let place = numbers[target] else { return nil }
            moved.act = .undone(place)
        case .redone(let target):
            guard let place = numbers[target] else { return nil }
            moved.act = .redone(place)
        case .judged(var judged):
            judged.group = judged.group.flatMap { numbers[$0] }
            moved.act = .judged(judged)
        case .marked(var marked):
            marked.group = marked.group.flatMap { numbers[$0] }
            moved.act = .marked(marked)
        default: break
        }
        return moved
    }

    /// Everything about an entry but its number.
    private static func identity(_ entry: SessionEntry) throws -> Data {
        var entry = entry
        entry.sequence = 0
        return try Journal.line(entry)
    }
}
