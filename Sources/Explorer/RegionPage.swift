// The photos whose query looks at one place: which place and which query follow from the screen, Enter pins a photo with its
// map, and Esc leads back to the page it was chosen on.
import Domain

extension ExplorerState {
    /// The place on the screen: what is blanked, the patch under the patch cursor, or the outline; and the query it is asked
    /// of. nil where there is no map or all of it is padding.
    var regionQuestion: RegionQuestion? {
        guard let map = shownMap, let instance = regionQuery else { return nil }
        let inside = map.outline(holding: Float(outlineShare)).inside
        let patches =
            blankedPatches.isEmpty ? probe.patch.map { [$0] } ?? Set(inside.indices.filter { inside[$0] }) : blankedPatches
        let boxes = map.grid.boxes(of: patches)
        return boxes.isEmpty ? nil : RegionQuestion(boxes: boxes, instance: instance)
    }

    /// A knock-out may have made another query win: the one that looked there before is meant.
    private var regionQuery: Int? {
        if heldInstance == nil, chosenInstance == nil, let report = knockOutShown, report.image == shownImage {
            return report.before.instance
        }
        return shownInstance
    }

    /// The photos for the place that the page is about, once they are found.
    package var regionReport: RegionReport? { probe.region?.question == probe.place ? probe.region : nil }
}

extension Turn {
    mutating func openRegion() {
        guard let question = state.regionQuestion else { return }
        state.probe.place = question
        state.overlay = .inquiry(.region, ListPage())
    }

    /// Shows a photo of the page with the map of the page's query.
    mutating func pinFromRegion(_ row: Int, page: ListPage) {
        guard let report = state.regionReport, report.rows.indices.contains(row) else { return }
        putBack()
        let image = report.rows[row].image
        pin(image)
        state.pin?.page = .inquiry(.region, page)
        state.focus = .rows
        lookAtRow()
        look { $0.chosenInstance = report.question.instance }
        state.notice = .looksThere(report.rows[row], report.question)
    }
}
