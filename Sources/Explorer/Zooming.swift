// The photo over the whole screen. What is shown stays the rows' affair: the same keys move, choose and judge, and any
// other key goes back.
import Domain

/// The photo that fills the screen.
package struct ZoomState: Equatable, Sendable {
    package var image: String
    /// The photo with more pixels than the pane needs, once it is decoded.
    package internal(set) var raster: Raster?
}

extension ExplorerState {
    /// The best photo there is for the zoom.
    package var zoomedRaster: Raster? { zoom.flatMap { $0.raster ?? pictures[$0.image] } }

    var zoomObstacle: Obstacle? { shownImage == nil ? .noPicture : shownRaster == nil ? .noReading : nil }

    /// What can be done without leaving the zoom.
    package static let zoomActions: Set<Action> = [
        .down, .up, .pageDown, .pageUp, .first, .last, .nextView, .previousView, .outline, .nextInstance,
        .previousInstance, .winner, .wordsMap, .contrast, .layer, .head, .good, .bad, .undo, .redo, .language, .redraw,
        .suspend, .quit,
    ]
}

extension Turn {
    mutating func toggleZoom() {
        if state.zoom != nil {
            state.zoom = nil
        } else if let image = state.shownImage {
            zoom(on: image)
        }
    }

    private mutating func zoom(on image: String) {
        state.zoom = ZoomState(image: image)
        effects.append(.enlarge(image: image))
    }

    mutating func receiveEnlarged(_ raster: Raster, _ image: String) {
        if state.zoom?.image == image { state.zoom?.raster = raster }
    }

    /// The zoom goes where the cursor went, and ends where there is no photo.
    mutating func followWithZoom() {
        guard let zoom = state.zoom, zoom.image != state.shownImage else { return }
        if let image = state.shownImage { self.zoom(on: image) } else { state.zoom = nil }
    }
}
