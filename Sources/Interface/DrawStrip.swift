// All instance queries of the photo at once: the map of each, its score for the words at hand, and the title it is
// nearest to. That line explains a strange rank at a glance.
import Domain
import Engraving
import Explorer
import Screen

extension Drawing {
    /// Columns of the widest score, "-.123".
    private static let scoreColumns = 5

    mutating func drawStrip(row: Int) {
        guard let reading = state.reading, reading.image == state.shownImage, !reading.instances.isEmpty else {
            return rule("", row: row, column: 0, width: grid.columns)
        }
        let count = min(reading.instances.count, grid.columns / 14)
        let hidden = reading.instances.count - count
        let title = say(.stripTitle(reading.instances.count)) + (hidden > 0 ? "  " + say(.news(.hidden(hidden))) : "")
        rule(title, row: row, column: 0, width: grid.columns)
        let width = min(24, grid.columns / count)
        for (position, instance) in shownInStrip(reading.instances, count: count).enumerated() {
            drawTile(instance, row: row + 1, column: position * width, width: width)
        }
    }

    /// As many as fit, in their order: the winner and the one that is looked at always, then those that see products, the first
    /// before the later ones.
    private func shownInStrip(_ instances: [InstanceReading], count: Int) -> [InstanceReading] {
        let winner = state.match.flatMap { $0.image == state.shownImage ? $0.instance : nil }
        func weight(_ instance: InstanceReading) -> Int {
            instance.instance == winner ? 0 : instance.instance == state.shownInstance ? 1 : instance.isBackground ? 3 : 2
        }
        let kept = instances.sorted { (weight($0), $0.instance) < (weight($1), $1.instance) }.prefix(count)
        return kept.sorted { $0.instance < $1.instance }
    }

    private mutating func drawTile(_ instance: InstanceReading, row: Int, column: Int, width: Int) {
        let tile = surroundings.engraver.tile(instance.map)
        clickable(
            .event(.instance(instance.instance)),
            Region(row: row, column: column, rows: tile.rows + 1, columns: width - 1))
        grid.blit(tile, row: row, column: column)
        let isShown = instance.instance == state.shownInstance && !state.showsLiveWords
        let wins = state.match.map { $0.image == state.shownImage && $0.instance == instance.instance } ?? false
        let letter = String(InstanceReading.letter(instance.instance)) + (wins ? "*" : "")
        let labelColumn = column + tile.columns + 1
        let room = width - tile.columns - 2
        let style = theme.style(isShown ? .selected : .winner)
        let title = instance.isBackground ? say(.background) : nearestTitle(instance)
        let titleStyle = theme.style(instance.isBackground ? .quiet : .plain)
        let titleRow = row + tile.rows
        let score = instance.score.map(scoreText)
        // Part of a number is another number: without room beside the map letter and score go before the title.
        guard room >= Self.scoreColumns else {
            let label = letter + (score.map { " " + $0 } ?? "")
            let start = column + widths.columns(of: label) + 1
            grid.put(letter, row: titleRow, column: column, style: style)
            if let score { grid.put(score, row: titleRow, column: start - 1 - widths.columns(of: score)) }
            grid.put(
                title, row: titleRow, column: start, width: max(0, column + width - 1 - start), style: titleStyle,
                ellipsis: ellipsis)
            return
        }
        grid.put(letter, row: row, column: labelColumn, style: style, limit: room)
        if let score { grid.put(score, row: row + 1, column: labelColumn, limit: room) }
        grid.put(title, row: titleRow, column: column, width: width - 1, style: titleStyle, ellipsis: ellipsis)
        if !instance.isBackground {
            grid.put(
                scoreText(instance.nearestScore), row: row + 2, column: labelColumn, style: theme.style(.quiet),
                limit: room)
        }
    }
}
