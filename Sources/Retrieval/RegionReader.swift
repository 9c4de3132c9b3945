// The photos of an index by the share of one query's weight in one place, from the stored maps alone: no photo is decoded.
import Domain
import InstanceIndex

extension SearchEngine {
    /// Where a query looks into a place most.
    /// - Parameter top: rows wanted; 0 means all.
    /// - Throws: `InputFault` for a query that does not exist and for a damaged index, `CancellationError`.
    package func photos(
        lookingAt question: RegionQuestion, top: Int = 200, isCancelled: () -> Bool = { false }
    ) throws -> RegionReport {
        guard (1...model.queries).contains(question.instance) else {
            throw InputFault(
                "query \(InstanceReading.name(question.instance))", "no such query", expected: InstanceReading.names(of: model.queries))
        }
        var reader = RegionReader(question: question, rows: index.summary.model.rows, columns: index.summary.model.columns)
        var start = 0
        while start < index.pictureCount {
            if isCancelled() { throw CancellationError() }
            let positions = Array(start..<min(start + RegionReader.chunk, index.pictureCount))
            for (position, maps) in zip(positions, try index.framedMaps(of: positions)) { reader.add(maps, at: position) }
            if top > 0 { reader.keep(top) }
            start += RegionReader.chunk
        }
        reader.keep(top > 0 ? top : index.pictureCount)
        let rows = try zip(reader.best, index.pictures(reader.best.map(\.position))).map { found, picture in
            RegionRow(image: picture.path, product: picture.listings.first?.label, weight: Double(found.weight))
        }
        let count = Double(max(1, index.pictureCount))
        return RegionReport(
            question: question, rows: rows.sorted { ($1.weight, $0.image) < ($0.weight, $1.image) },
            pictures: index.pictureCount, mean: reader.sum / count, even: reader.even / count)
    }
}

private struct RegionReader {
    /// Photos read at once.
    static let chunk = 512

    let question: RegionQuestion
    let rows, columns: Int
    var best: [(position: Int, weight: Float)] = []
    var sum = 0.0, even = 0.0
    /// Most photos of a catalog have one shape.
    private var last: (frame: Box, cover: [Float], even: Double)?

    init(question: RegionQuestion, rows: Int, columns: Int) {
        self.question = question
        self.rows = rows
        self.columns = columns
    }

    mutating func add(_ maps: FramedMaps, at position: Int) {
        let (cover, even) = cover(maps.frame)
        let weight = zip(maps.maps.share(question.instance), cover).reduce(Float(0)) { $0 + $1.0 * $1.1 }
        best.append((position, weight))
        sum += Double(weight)
        self.even += even
    }

    /// Keeps the highest; the first of equals.
    mutating func keep(_ count: Int) {
        best.sort { ($1.weight, $0.position) < ($0.weight, $1.position) }
        best.removeLast(max(0, best.count - count))
    }

    private mutating func cover(_ frame: Box) -> (cover: [Float], even: Double) {
        if let last, last.frame == frame { return (last.cover, last.even) }
        let cover = PatchGrid(rows: rows, columns: columns, frame: frame).cover(of: question.boxes)
        let even = Double(cover.reduce(0, +)) / Double(max(1, cover.count))
        last = (frame, cover, even)
        return (cover, even)
    }
}
