// All instance queries of the photo at once: the map of each, its score for the words at hand, and the title it is
// nearest to. That line explains a strange rank at a glance.
import Domain
import Engraving
import Explorer
import Screen

extension Drawing {
    mutating func drawStrip(row: Int) {
        guard let reading = state.reading, reading.image == state.shownImage, !reading.instances.isEmpty else {
            return rule("", row: row, column: 0, width: grid.columns)
        }
        let count = min(reading.instances.count, grid.columns / 14)
        rule(say(.stripTitle(reading.instances.count)), row: row, column: 0, width: grid.columns)
        let width = min(24, grid.columns / count)
        for (position, instance) in reading.instances.prefix(count).enumerated() {
            drawTile(instance, row: row + 1, column: position * width, width: width)
        }
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
        grid.put(letter, row: row, column: labelColumn, style: theme.style(isShown ? .selected : .winner), limit: room)
        if let score = instance.score {
            grid.put(scoreText(score), row: row + 1, column: labelColumn, limit: room)
        }
        let title = instance.isBackground ? say(.background) : nearestTitle(instance)
        let titleRow = row + tile.rows
        grid.put(
            title, row: titleRow, column: column, width: width - 1,
            style: theme.style(instance.isBackground ? .quiet : .plain), ellipsis: ellipsis)
        if !instance.isBackground {
            grid.put(
                scoreText(instance.nearestScore), row: row + 2, column: labelColumn, style: theme.style(.quiet),
                limit: room)
        }
    }
}
