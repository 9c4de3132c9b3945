// Which photos a query looks at in one place. The place is a part of the picture, the same in fractions of every photo, so
// that "who looks at the lower right corner, where the badge is?" can be asked of all of them.

/// A place in any photo, and the query that is asked about.
package struct RegionQuestion: Equatable, Sendable {
    /// Parts of the place, in fractions of the picture.
    package var boxes: [Box]
    /// From 1.
    package var instance: Int

    package init(boxes: [Box], instance: Int) {
        self.boxes = boxes
        self.instance = instance
    }

    /// The smallest box around all parts.
    package var bounds: Box {
        let right = boxes.map { $0.x + $0.width }.max() ?? 0, bottom = boxes.map { $0.y + $0.height }.max() ?? 0
        let left = boxes.map(\.x).min() ?? 0, top = boxes.map(\.y).min() ?? 0
        return Box(x: left, y: top, width: right - left, height: bottom - top)
    }
}

/// A photo and the share of the query's weight that lies in the place.
package struct RegionRow: Equatable, Sendable {
    package var image: String
    /// What the photo is filed as; nil for a photo without a listing.
    package var product: ProductLabel?
    /// 0...1.
    package var weight: Double

    package init(image: String, product: ProductLabel?, weight: Double) {
        self.image = image
        self.product = product
        self.weight = weight
    }
}

/// The photos whose query looks there most.
package struct RegionReport: Equatable, Sendable {
    package var question: RegionQuestion
    /// The highest weight first; equal ones by path.
    package var rows: [RegionRow]
    /// Photos looked at.
    package var pictures: Int
    /// The mean weight over all of them, and that of an even map.
    package var mean, even: Double

    package init(question: RegionQuestion, rows: [RegionRow], pictures: Int, mean: Double, even: Double) {
        self.question = question
        self.rows = rows
        self.pictures = pictures
        self.mean = mean
        self.even = even
    }
}

/// How a grid of patches lies over a picture.
package struct PatchGrid: Equatable, Sendable {
    package var rows, columns: Int
    /// The part of the padded square that is the picture.
    package var frame: Box

    package init(rows: Int, columns: Int, frame: Box) {
        self.rows = rows
        self.columns = columns
        self.frame = frame
    }

    /// The part of a patch that is picture, in fractions of the picture; nil for padding.
    package func box(of patch: Int) -> Box? {
        let (width, height) = (1 / Double(columns), 1 / Double(rows))
        let square = Box(x: Double(patch % columns) * width, y: Double(patch / columns) * height, width: width, height: height)
        let seen = square.intersection(frame)
        guard seen.area > 1e-9, frame.area > 0 else { return nil }
        return Box(
            x: (seen.x - frame.x) / frame.width, y: (seen.y - frame.y) / frame.height, width: seen.width / frame.width,
            height: seen.height / frame.height)
    }

    /// Per patch: the share of its picture that lies in the boxes, 0...1; 0 for padding.
    package func cover(of boxes: [Box]) -> [Float] {
        (0..<rows * columns).map { patch in
            guard let own = box(of: patch) else { return 0 }
            let shared = boxes.reduce(0) { $0 + own.intersection($1).area }
            return Float(min(1, shared / own.area))
        }
    }

    /// The place that patches make in any picture; those of the padding are none.
    package func boxes(of patches: Set<Int>) -> [Box] { patches.sorted().compactMap(box) }
}

extension AttentionMap {
    package var grid: PatchGrid { PatchGrid(rows: rows, columns: columns, frame: frame) }
}
