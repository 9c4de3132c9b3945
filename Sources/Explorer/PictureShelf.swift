// Photos that were decoded, kept for a while.
import Domain

/// The last photos shown, so that going back and forth decodes nothing.
package struct PictureShelf: Equatable, Sendable {
    private var rasters: [String: Raster] = [:]
    private var order: [String] = []
    private let limit = 32

    package init() {}

    package subscript(image: String) -> Raster? { rasters[image] }

    package mutating func put(_ raster: Raster, for image: String) {
        if rasters.updateValue(raster, forKey: image) == nil { order.append(image) }
        if order.count > limit { rasters[order.removeFirst()] = nil }
    }
}
