// The box around what a map looks at: bilinear x4, the connected component at or above a share of the maximum
// that holds the peak (model.md: 1/4 for boxes shown, 1/2 for the IoU figure of an evaluation).

extension AttentionMap {
    /// The share of the maximum that boxes on the screen and in JSON use.
    package static let shownBoxThreshold: Float = 0.25

    /// The weights magnified by `factor` with bilinear interpolation between patch centres (edges held).
    package func magnified(by factor: Int) -> [Float] {
        let height = rows * factor, width = columns * factor
        var result = [Float](repeating: 0, count: height * width)
        for y in 0..<height {
            let (top, bottom, down) = Self.neighbours(of: y, factor: factor, count: rows)
            for x in 0..<width {
                let (left, right, along) = Self.neighbours(of: x, factor: factor, count: columns)
                let upper = weights[top * columns + left] * (1 - along) + weights[top * columns + right] * along
                let lower = weights[bottom * columns + left] * (1 - along) + weights[bottom * columns + right] * along
                result[y * width + x] = upper * (1 - down) + lower * down
            }
        }
        return result
    }

    private static func neighbours(of pixel: Int, factor: Int, count: Int) -> (Int, Int, Float) {
        let centre = max(0, (Float(pixel) + 0.5) / Float(factor) - 0.5)
        let first = min(count - 1, Int(centre))
        return (first, min(count - 1, first + 1), centre - Float(first))
    }

    /// The box of the component that holds the peak, in fractions of the *picture* (the frame is taken out).
    package func box(threshold: Float = AttentionMap.shownBoxThreshold) -> Box {
        let factor = 4, width = columns * factor, height = rows * factor
        let values = magnified(by: factor)
        var peak = 0
        for pixel in values.indices where values[pixel] > values[peak] { peak = pixel }
        let bounds = Self.component(of: values, width: width, height: height, from: peak, floor: threshold * values[peak])
        let square = Box(
            x: Double(bounds.left) / Double(width), y: Double(bounds.top) / Double(height),
            width: Double(bounds.right - bounds.left + 1) / Double(width),
            height: Double(bounds.bottom - bounds.top + 1) / Double(height))
        return inPicture(square)
    }

    /// A box of the padded square as fractions of the picture, clipped to it.
    package func inPicture(_ square: Box) -> Box {
        guard frame.width > 0, frame.height > 0 else { return .whole }
        let inside = square.intersection(frame)
        // A box beside the picture is an empty one at its edge: in a thin picture it would lie thousands of pictures away.
        return Box(
            x: min(1, max(0, (inside.x - frame.x) / frame.width)), y: min(1, max(0, (inside.y - frame.y) / frame.height)),
            width: inside.width / frame.width, height: inside.height / frame.height)
    }

    private static func component(
        of values: [Float], width: Int, height: Int, from start: Int, floor: Float
    ) -> (left: Int, top: Int, right: Int, bottom: Int) {
        var seen = [Bool](repeating: false, count: values.count)
        var stack = [start]
        seen[start] = true
        var bounds = (left: start % width, top: start / width, right: start % width, bottom: start / width)
        while let pixel = stack.popLast() {
            let x = pixel % width, y = pixel / width
            bounds = (min(bounds.left, x), min(bounds.top, y), max(bounds.right, x), max(bounds.bottom, y))
            for (nx, ny) in [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)]
            where nx >= 0 && ny >= 0 && nx < width && ny < height {
                let next = ny * width + nx
                if !seen[next] && values[next] >= floor {
                    seen[next] = true
                    stack.append(next)
                }
            }
        }
        return bounds
    }
}
