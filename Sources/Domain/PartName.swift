// A part of a photo as a command line names it: `outline`, `query:N`, `patches:ROW,COLUMN;…`, all from 1.

/// A patch by its row and column, from 1.
package struct PatchPlace: Equatable, Sendable {
    package var row, column: Int

    package init(row: Int, column: Int) {
        self.row = row
        self.column = column
    }

    /// The patch of a grid, row-major from the top left.
    package init(patch: Int, columns: Int) {
        self.init(row: patch / max(1, columns) + 1, column: patch % max(1, columns) + 1)
    }

    /// `ROW,COLUMN`; nil for anything else.
    package init?(_ text: some StringProtocol) {
        let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        guard numbers.count == 2, numbers.allSatisfy({ $0 > 0 }) else { return nil }
        self.init(row: numbers[0], column: numbers[1])
    }

    package var text: String { "\(row),\(column)" }

    /// nil outside of a grid.
    package func patch(rows: Int, columns: Int) -> Int? {
        (1...max(1, rows)).contains(row) && (1...max(1, columns)).contains(column) ? (row - 1) * columns + column - 1 : nil
    }
}

/// A part of a photo as it is named on the command line.
package enum PartName: Equatable, Sendable {
    case outline
    case query(Int)
    case patches([PatchPlace])

    package init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        switch (parts.first, parts.count) {
        case ("outline", 1): self = .outline
        case ("query", 2):
            guard let number = InstanceReading.instance(named: parts[1]) else { return nil }
            self = .query(number)
        case ("patches", 2):
            let names = parts[1].split(separator: ";")
            let places = names.compactMap { PatchPlace($0) }
            guard !places.isEmpty, places.count == names.count else { return nil }
            self = .patches(places)
        default: return nil
        }
    }

    package init(_ part: KnockOut, columns: Int) {
        switch part {
        case .query(let number): self = .query(number)
        case .patches(let patches): self = .patches(patches.sorted().map { PatchPlace(patch: $0, columns: columns) })
        }
    }

    package var text: String {
        switch self {
        case .outline: "outline"
        case .query(let number): "query:\(number)"
        case .patches(let places): "patches:" + places.map(\.text).joined(separator: ";")
        }
    }
}
