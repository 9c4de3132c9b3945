// The soft edge. A pixel on the rim is a mixture of product and ground; its share is how far its colour has come from
// the ground's on the way to that of the product beside it, and the ground is then taken out of its colour, so that no
// white seam goes with the product onto a dark wall.
import Domain
import Images

struct CutOutMatte {
    let photo: Raster
    let mask: CutOutMask

    /// The product on a transparent canvas of its own size with one empty pixel around it.
    func canvas() -> Canvas {
        let (columns, rows) = mask.bounds
        var result = Canvas(width: columns.count + 2, height: rows.count + 2)
        for y in rows {
            for x in columns where mask.isProduct[y * mask.width + x] {
                let target = ((y - rows.lowerBound + 1) * result.width + x - columns.lowerBound + 1) * 4
                write(y * mask.width + x, x, y, into: &result.bytes, at: target)
            }
        }
        return result
    }

    private func write(_ place: Int, _ x: Int, _ y: Int, into bytes: inout [UInt8], at target: Int) {
        let share = share(of: place, x, y)
        if share < 0.1 { return }
        for channel in 0..<3 {
            // Premultiplied: colour times share is what is left when the ground's part is taken off.
            let whole = Float(photo.pixels[place * 3 + channel])
            let product = whole - (1 - share) * Float(mask.ground[channel])
            bytes[target + channel] = UInt8(max(0, min(share * 255, product)) + 0.5)
        }
        bytes[target + 3] = UInt8(share * 255 + 0.5)
    }

    /// How much of a pixel is product, 0...1.
    private func share(of place: Int, _ x: Int, _ y: Int) -> Float {
        var touchesGround = false
        var most = mask.distance[place]
        for row in max(0, y - 2)...min(mask.height - 1, y + 2) {
            for column in max(0, x - 2)...min(mask.width - 1, x + 2) {
                let next = row * mask.width + column
                if mask.isProduct[next] {
                    most = max(most, mask.distance[next])
                } else if abs(row - y) <= 1, abs(column - x) <= 1 {
                    touchesGround = true
                }
            }
        }
        guard touchesGround else { return 1 }
        return Float(mask.distance[place]) / max(1, Float(most))
    }
}
