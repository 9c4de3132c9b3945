// Where everything goes on a screen of any size. Pure arithmetic: patches take whole cells, the list gets what is left,
// the extras (side column, strip of all queries) come when there is room, and nothing is drawn below a limit.
import Engraving
import Screen

/// The places of the main screen.
package struct Layout: Equatable, Sendable {
    /// Below this there is only a line that says so.
    package static let leastColumns = 40
    package static let leastRows = 10

    package let columns: Int
    package let rows: Int
    /// Rows of matches or products, under the header in row 2.
    package private(set) var list: Region
    /// Facts about the row, under the list; empty on small screens.
    package private(set) var facts = Region(row: 0, column: 0, rows: 0, columns: 0)
    /// The photo's block, and its caption one row above; nil where there is no room for a photo.
    package private(set) var block: BlockSize?
    package private(set) var pane = Region(row: 0, column: 0, rows: 0, columns: 0)
    /// Tables beside the photo; empty on smaller screens.
    package private(set) var side = Region(row: 0, column: 0, rows: 0, columns: 0)
    /// First row of the strip of all queries (its header); nil where the queries are one line of text.
    package private(set) var stripRow: Int?
    /// The row of the region sentence; the recipe and the keys follow, facts stand between where there is no strip.
    package private(set) var sentenceRow: Int

    /// Rows of the list, for the explorer's paging.
    package var listRows: Int { max(1, list.rows) }
    package var keyRow: Int { rows - 1 }
    package var recipeRow: Int { rows - 2 }
    package private(set) var isPortrait = false

    /// nil when the screen is too small.
    package init?(columns: Int, rows: Int, patchRows: Int, patchColumns: Int, queries: Int) {
        guard columns >= Self.leastColumns, rows >= Self.leastRows else { return nil }
        self.columns = columns
        self.rows = rows
        sentenceRow = rows - 5
        list = Region(row: 3, column: 0, rows: max(1, rows - 8), columns: columns)
        let patches = (rows: max(1, patchRows), columns: max(1, patchColumns))
        if columns >= 72 {
            placeBeside(patches, queries: queries)
        } else if !placeBelow(patches, least: \.showsPhotos), !placeNarrow(patches) {
            _ = placeBelow(patches) { _ in true }
        }
    }

    // MARK: Wide screens: photo beside the list

    private static let leastList = 38
    /// Columns of the list below which nothing stands beside the photo: titles have as much room as on 80 columns.
    private static let listBesideSide = 46
    /// Columns from which on the list leaves room to the side column.
    private static let fullList = 64
    private static let leastSide = 30

    private mutating func placeBeside(_ patches: (rows: Int, columns: Int), queries: Int) {
        let stripRows = 2 + (patches.rows + 1) / 2
        let hasStrip = queries > 1 && rows >= 34 && columns >= 14 * min(queries, 8)
        let bottom = hasStrip ? stripRows + 3 : 5
        let block = BlockSize.fitting(
            rows: patches.rows, columns: patches.columns, inColumns: columns - Self.leastList - 1,
            inRows: rows - 3 - bottom)
        guard let block else { return }
        self.block = block
        let free = columns - block.cellColumns - 1
        let sideColumns = rows >= 30 ? Self.side(free - 1, patches: patches.columns) : 0
        let hasSide = sideColumns > 0
        let listColumns = hasSide ? free - 1 - sideColumns : free
        let bodyRows = rows - 3 - bottom
        pane = Region(row: 3, column: listColumns + 1, rows: block.cellRows, columns: block.cellColumns)
        if hasSide {
            let start = pane.column + pane.columns + 1
            side = Region(row: 2, column: start, rows: bodyRows + 1, columns: columns - start)
        }
        stripRow = hasStrip ? 3 + bodyRows : nil
        sentenceRow = hasStrip ? rows - 3 : rows - 5
        placeList(columns: listColumns, rows: bodyRows, hasFacts: hasStrip)
    }

    /// Columns of the tables beside the photo: those of the weights where the titles keep their due, else the owners alone;
    /// more where the list has plenty; 0 for none.
    private static func side(_ free: Int, patches: Int) -> Int {
        let table = max(24, patches * 3)
        let least = free - table >= listBesideSide ? table : leastSide
        guard free - least >= listBesideSide else { return 0 }
        return min(max(40, table + 2), max(least, free - fullList))
    }

    private mutating func placeList(columns: Int, rows: Int, hasFacts: Bool) {
        let factRows = hasFacts ? 7 : 0
        list = Region(row: 3, column: 0, rows: rows - factRows, columns: columns)
        if hasFacts { facts = Region(row: 3 + rows - factRows, column: 0, rows: factRows, columns: columns) }
    }

    // MARK: Narrow screens: the smallest block beside a list that has room for little more than titles

    private static let leastNarrowList = 34

    /// False where there is no room.
    private mutating func placeNarrow(_ patches: (rows: Int, columns: Int)) -> Bool {
        let bodyRows = rows - 3 - 5
        let block = BlockSize.fitting(
            rows: patches.rows, columns: patches.columns, inColumns: columns - Self.leastNarrowList - 1, inRows: bodyRows)
        guard let block else { return false }
        self.block = block
        let listColumns = columns - block.cellColumns - 1
        pane = Region(row: 3, column: listColumns + 1, rows: block.cellRows, columns: block.cellColumns)
        placeList(columns: listColumns, rows: bodyRows, hasFacts: false)
        return true
    }

    // MARK: Portrait: photo below the list

    /// False where there is no room for a block that is large enough.
    private mutating func placeBelow(_ patches: (rows: Int, columns: Int), least isEnough: (BlockSize) -> Bool) -> Bool {
        let leastRows = 5
        let block = BlockSize.fitting(
            rows: patches.rows, columns: patches.columns, inColumns: columns, inRows: rows - 3 - 5 - 1 - leastRows)
        guard let block, isEnough(block) else { return false }
        self.block = block
        isPortrait = true
        list.rows = rows - 3 - 5 - 1 - block.cellRows
        pane = Region(
            row: list.row + list.rows + 1, column: (columns - block.cellColumns) / 2, rows: block.cellRows,
            columns: block.cellColumns)
        return true
    }

    /// Where the caption of the photo stands.
    package var caption: Region {
        Region(
            row: pane.row - 1, column: isPortrait ? 0 : pane.column, rows: 1,
            columns: isPortrait ? columns : pane.columns)
    }
}
