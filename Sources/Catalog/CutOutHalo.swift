// What surrounds a product and is neither product nor plain ground: the studio's vignette, a soft shadow, a reflection.
// It darkens steadily towards the product and has the ground's hue, so a flood that may only climb, in small steps,
// takes it away, and stops at the product's edge. It is kept off where it would do harm: the rim must become clearer,
// and the product must not fall to pieces.
import Domain

extension CutOutMask {
    /// Steps per pixel that a halo may fall and rise by, and how far it may lie from the ground.
    private static let fall = 1
    private static let rise = 5
    private static let farthest = 80
    /// Median contrast over the rim, in levels of 255, under which the whole rim is looked at again.
    private static let clearRim = 22
    /// A rim as faint as that of a reflection; white cloth on white paper has a clearer one.
    private static let faintRim = 12

    mutating func shedHalo(_ photo: Raster) {
        let climbed = withoutSpecks(climbed(photo))
        let area = isProduct.count { $0 }
        let left = climbed.count { $0 }
        guard left < area, pieces(of: climbed).count <= pieces(of: isProduct).count else { return }
        let before = contrast(along: isProduct.indices.filter { isProduct[$0] }, of: isProduct, photo)
        let isVignette = before < Self.clearRim && left * 8 > area && isShaded(climbed)
        if isVignette || (before < Self.faintRim && left * 5 > area * 3) {
            let after = contrast(along: climbed.indices.filter { climbed[$0] }, of: climbed, photo)
            if after >= max(before * 3 / 2, before + 8) { return isProduct = climbed }
        }
        shedParts(climbed, photo, most: area / 5)
    }

    /// A vignette grows dark somewhere; white cloth, which a flood may climb as well, does not.
    private func isShaded(_ climbed: [Bool]) -> Bool {
        let values = isProduct.indices.filter { isProduct[$0] && !climbed[$0] }.map { distance[$0] }.sorted()
        return values.isEmpty || values[values.count * 4 / 5] >= 20
    }

    /// A shadow or a reflection here and there, while the rest of the rim is clear.
    private mutating func shedParts(_ climbed: [Bool], _ photo: Raster, most: Int) {
        let whole = isProduct
        let removed = whole.indices.map { whole[$0] && !climbed[$0] }
        for part in pieces(of: removed) where part.count >= 6 && part.count <= most {
            var behind: Set<Int> = []
            for place in part { forNeighbours(of: place) { if climbed[$0] { behind.insert($0) } } }
            let before = contrast(along: part, of: whole, photo)
            let after = contrast(along: behind.sorted(), of: climbed, photo)
            if before < Self.faintRim, after >= 30 { for place in part { isProduct[place] = false } }
        }
    }

    /// The product after the ground has climbed as far as it can.
    private func climbed(_ photo: Raster) -> [Bool] {
        var result = isProduct
        var front = result.indices.filter { !result[$0] }
        while let place = front.popLast() {
            let here = Int(distance[place])
            forNeighbours(of: place) { next in
                let there = Int(distance[next])
                guard result[next], there <= Self.farthest, there >= here - Self.fall, there <= here + Self.rise,
                    isNeutral(next, photo)
                else { return }
                result[next] = false
                front.append(next)
            }
        }
        return result
    }

    /// Does a pixel differ from the ground in lightness alone?
    private func isNeutral(_ place: Int, _ photo: Raster) -> Bool {
        let shift = (0..<3).map { Int(photo.pixels[place * 3 + $0]) - Int(ground[$0]) }
        return (shift.max() ?? 0) - (shift.min() ?? 0) <= 8 + Int(distance[place]) / 8
    }

    /// The median difference, in the largest channel, between the two sides of a mask's rim, each a pixel away from it;
    /// along those of the given places that lie on the rim.
    private func contrast(along places: [Int], of mask: [Bool], _ photo: Raster) -> Int {
        var values: [Int] = []
        for place in places where place % width > 1 && place % width < width - 2 {
            for step in [1, -1, width, -width] {
                let outer = place + 2 * step, inner = place - step
                guard mask.indices.contains(outer), mask.indices.contains(inner), !mask[place + step] else { continue }
                values.append(difference(inner, outer, photo))
            }
        }
        return values.isEmpty ? 255 : values.sorted()[values.count / 2]
    }

    private func difference(_ a: Int, _ b: Int, _ photo: Raster) -> Int {
        (0..<3).map { abs(Int(photo.pixels[a * 3 + $0]) - Int(photo.pixels[b * 3 + $0])) }.max() ?? 0
    }
}
