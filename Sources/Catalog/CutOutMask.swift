// Which pixels of a studio photo are the product. The ground is flooded from the border. How far a colour may lie from
// the ground's is found per photo: the tolerance rises while the product only loses its halo (JPEG rings, shadows) and
// stops before the flood breaks into it, as it does with white shirts on white paper.
import Domain

struct CutOutMask {
    let width, height: Int
    /// Median colour of the border.
    let ground: SIMD3<Int16>
    /// Largest difference from the ground among the channels.
    let distance: [UInt8]
    /// The tolerance that the flood ended with.
    private(set) var tolerance = 0
    var isProduct: [Bool] = []

    private static let steps = [5, 7, 9, 12, 15, 19, 24, 30]

    /// The mask of a photo, or why it has none.
    static func of(_ photo: Raster) -> Result<CutOutMask, CutOutProblem> {
        guard min(photo.width, photo.height) >= 16 else { return .failure(.small) }
        var mask = CutOutMask(photo)
        guard let least = mask.leastTolerance() else { return .failure(.ground) }
        mask.choose(from: least)
        mask.shedHalo(photo)
        if let problem = mask.problem() { return .failure(problem) }
        mask.openHandles()
        return .success(mask)
    }

    private init(_ photo: Raster) {
        width = photo.width
        height = photo.height
        let ring = Self.ring(width, height)
        let median = { (channel: Int) in
            Int16(ring.map { photo.pixels[$0 * 3 + channel] }.sorted()[ring.count / 2])
        }
        let ground = SIMD3(median(0), median(1), median(2))
        self.ground = ground
        distance = (0..<photo.width * photo.height).map { place in
            let colour = SIMD3<Int16>(
                Int16(photo.pixels[place * 3]), Int16(photo.pixels[place * 3 + 1]), Int16(photo.pixels[place * 3 + 2]))
            let difference = colour &- ground
            return UInt8(max(abs(difference.x), abs(difference.y), abs(difference.z)))
        }
    }

    /// The outermost pixels.
    private static func ring(_ width: Int, _ height: Int) -> [Int] {
        (0..<width).flatMap { [$0, (height - 1) * width + $0] } + (1..<height - 1).flatMap { [$0 * width, $0 * width + width - 1] }
    }

    /// The tolerance that takes in the border's own variation; nil where the border has no one colour.
    private func leastTolerance() -> Int? {
        let values = Self.ring(width, height).map { Int(distance[$0]) }.sorted()
        let alike = values.count { $0 <= 24 }
        guard alike * 100 >= values.count * 60 else { return nil }
        // What most of the border keeps to; the product may touch the rest.
        let usual = values[alike * 9 / 10]
        return max(Self.steps[0], usual + 2)
    }

    private mutating func choose(from least: Int) {
        isProduct = product(at: least)
        tolerance = least
        var area = isProduct.count { $0 }
        for step in Self.steps where step > least {
            let next = product(at: step)
            let left = next.count { $0 }
            if left * 100 < area * 92 { break }
            (isProduct, tolerance, area) = (next, step, left)
        }
    }

    /// What a flood at this tolerance leaves, without specks.
    private func product(at tolerance: Int) -> [Bool] {
        var isGround = [Bool](repeating: false, count: width * height)
        var front = Self.ring(width, height).filter { Int(distance[$0]) <= tolerance }
        for place in front { isGround[place] = true }
        while let place = front.popLast() {
            forNeighbours(of: place) { next in
                if !isGround[next], Int(distance[next]) <= tolerance {
                    isGround[next] = true
                    front.append(next)
                }
            }
        }
        return withoutSpecks(isGround.map { !$0 })
    }

    /// Pieces under a twenty-fifth of the largest are noise.
    func withoutSpecks(_ mask: [Bool]) -> [Bool] {
        let pieces = pieces(of: mask)
        let largest = pieces.map(\.count).max() ?? 0
        var result = [Bool](repeating: false, count: mask.count)
        for piece in pieces where piece.count * 25 >= largest { for place in piece { result[place] = true } }
        return result
    }

    /// Connected pieces (over edges) of a mask.
    func pieces(of mask: [Bool]) -> [[Int]] {
        var isOpen = mask
        var result: [[Int]] = []
        for start in mask.indices where isOpen[start] {
            isOpen[start] = false
            var piece = [start]
            var done = 0
            while done < piece.count {
                forNeighbours(of: piece[done]) { next in
                    if isOpen[next] {
                        isOpen[next] = false
                        piece.append(next)
                    }
                }
                done += 1
            }
            result.append(piece)
        }
        return result
    }

    @inline(__always)
    func forNeighbours(of place: Int, _ body: (Int) -> Void) {
        let column = place % width
        if column > 0 { body(place - 1) }
        if column + 1 < width { body(place + 1) }
        if place >= width { body(place - width) }
        if place + width < width * height { body(place + width) }
    }
}

extension CutOutMask {
    /// Smallest rectangle around the product: half-open ranges of columns and rows.
    var bounds: (columns: Range<Int>, rows: Range<Int>) {
        var columns = width..<0 + width, rows = height..<height
        var left = width, right = 0, top = height, bottom = 0
        for place in isProduct.indices where isProduct[place] {
            left = min(left, place % width)
            right = max(right, place % width + 1)
            top = min(top, place / width)
            bottom = max(bottom, place / width + 1)
        }
        if left < right { (columns, rows) = (left..<right, top..<bottom) }
        return (columns, rows)
    }

    /// What speaks against composing with this product.
    private func problem() -> CutOutProblem? {
        let area = isProduct.count { $0 }
        let (columns, rows) = bounds
        if area * 100 < width * height * 2 || min(columns.count, rows.count) < 6 { return .faint }
        if area * 100 > width * height * 92 { return .full }
        let ring = Self.ring(width, height)
        if ring.count(where: { isProduct[$0] }) * 100 > ring.count * 35 { return .cropped }
        let pieces = pieces(of: isProduct)
        return pieces.count > 8 ? .scattered : nil
    }

    /// Ground-coloured places inside the product stay product (a white print, a dial), except the opening of a handle
    /// or a strap: as even as the ground outside, and along a third of its rim only a thin band away from it.
    private mutating func openHandles() {
        let reach = max(3, max(bounds.columns.count, bounds.rows.count) / 8)
        let depth = depths(to: reach + 1)
        let inside = isProduct.indices.map { isProduct[$0] && Int(distance[$0]) <= tolerance }
        let least = max(12, bounds.columns.count * bounds.rows.count / 160)
        let outside = isProduct.indices.filter { !isProduct[$0] }
        let usual = median(outside)
        for hole in pieces(of: inside) where hole.count >= least {
            guard median(hole) <= usual + 3 else { continue }
            if isHandle(hole, depth, reach: reach) { for place in hole { isProduct[place] = false } }
        }
    }

    /// The median distance from the ground's colour.
    private func median(_ places: [Int]) -> Int {
        let values = places.map { Int(distance[$0]) }.sorted()
        return values.isEmpty ? 0 : values[values.count / 2]
    }

    private func isHandle(_ hole: [Int], _ depth: [Int], reach: Int) -> Bool {
        let members = Set(hole)
        var rim = 0, thin = 0
        for place in hole {
            var nearest: Int?
            forNeighbours(of: place) { next in
                if !members.contains(next) { nearest = min(nearest ?? .max, depth[next]) }
            }
            guard let nearest else { continue }
            rim += 1
            if nearest <= reach { thin += 1 }
        }
        return thin * 3 >= rim
    }

    /// Steps from the flooded ground into the product, counted up to `limit`.
    private func depths(to limit: Int) -> [Int] {
        var depth = isProduct.map { $0 ? limit : 0 }
        var front = isProduct.indices.filter { !isProduct[$0] }
        for step in 1..<limit {
            var next: [Int] = []
            for place in front {
                forNeighbours(of: place) { neighbour in
                    if depth[neighbour] == limit {
                        depth[neighbour] = step
                        next.append(neighbour)
                    }
                }
            }
            front = next
        }
        return depth
    }
}
