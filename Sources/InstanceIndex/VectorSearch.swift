// Exact search: the best instance of every picture, the best pictures of the index. Small tables are scanned in floats.
// Large ones are scanned as bytes first, with bounds that hold whatever the rounding; every picture whose upper bound
// reaches the k-th best lower bound is then compared in full precision, so the answer is the one a full scan gives.
import CKernels

/// The best instance of every picture of an index.
package struct PictureScores: Sendable {
    /// One per picture.
    package var scores: [Float]
    /// The winning instance per picture, from 0.
    package var winners: [UInt8]

    package func hit(_ picture: Int) -> PictureHit {
        PictureHit(picture: picture, instance: Int(winners[picture]) + 1, score: scores[picture])
    }
}

/// A product with its best picture.
package struct ProductHit: Equatable, Sendable {
    /// Number of the product in the index.
    package var product: Int
    package var hit: PictureHit
    /// Pictures whose best instance shows this product.
    package var pictures: Int
}

/// What a long scan says between two parts: how many pictures it has seen, and on demand what it found among them.
package typealias ScanReport<Found> = (_ pictures: Int, _ found: () -> Found) -> Void

/// Scans of one table.
package struct VectorSearch: Sendable {
    let table: VectorTable
    let threads: Int
    let picturesPerPart: Int?

    /// - Parameter picturesPerPart: pictures between two reports of a scan; nil for what suits the machine.
    package init(_ table: VectorTable, threads: Int = 2, picturesPerPart: Int? = nil) {
        self.table = table
        self.threads = threads
        self.picturesPerPart = picturesPerPart
    }

    /// The best `count` pictures (0: all), best first, ties by position.
    /// - Parameter soFar: hears the best among the pictures seen until then.
    /// - Throws: `CancellationError` when `isCancelled` says so between two blocks.
    package func top(
        _ count: Int, for query: [Float], among allowed: PictureSet? = nil, isCancelled: () -> Bool = { false },
        soFar: ScanReport<[PictureHit]>? = nil
    ) throws -> [PictureHit] {
        checkSize(of: query)
        if let quantised = table.quantised, count > 0, count * 16 <= table.pictures {
            let bytes = QuantisedQuery(query, stride: quantised.stride)
            let scan = BoundedScan(search: self, count: count, query: query, bytes: bytes, allowed: allowed)
            return try scan.run(quantised, isCancelled: isCancelled, soFar: soFar)
        }
        let scored = try scores(
            for: query, isCancelled: isCancelled,
            soFar: soFar.map { report in
                { pictures, scored in report(pictures) { Self.best(count, of: scored(), among: allowed) } }
            })
        return Self.best(count, of: scored, among: allowed)
    }

    /// The best instance of every picture.
    /// - Parameter soFar: hears the scores of the pictures seen until then, those before the number it is told.
    /// - Throws: `CancellationError`.
    package func scores(
        for query: [Float], isCancelled: () -> Bool = { false }, soFar: ScanReport<PictureScores>? = nil
    ) throws -> PictureScores {
        checkSize(of: query)
        let table = table
        var result = PictureScores(
            scores: .init(repeating: 0, count: table.pictures), winners: .init(repeating: 0, count: table.pictures))
        try result.scores.withUnsafeMutableBufferPointer { scores in
            try result.winners.withUnsafeMutableBufferPointer { winners in
                nonisolated(unsafe) let scores = scores
                nonisolated(unsafe) let winners = winners
                let told = soFar.map { report in
                    { (pictures: Int) in
                        report(pictures) {
                            PictureScores(scores: Array(scores[..<pictures]), winners: Array(winners[..<pictures]))
                        }
                    }
                }
                try scan().run(isCancelled: isCancelled, soFar: told) { _, block in
                    Self.scan(table, block, query, scores, winners)
                }
            }
        }
        return result
    }

    /// The best `count` (0: all) of pictures already scored.
    package static func best(_ count: Int, of scored: PictureScores, among allowed: PictureSet?) -> [PictureHit] {
        let pictures = scored.scores.indices.lazy.filter { allowed?.contains($0) ?? true }
        guard count > 0, count <= 512 else {
            let ranked = pictures.map(scored.hit).sorted(by: PictureHit.ranksBefore)
            return count == 0 ? ranked : Array(ranked.prefix(count))
        }
        var list = TopList(capacity: count)
        for picture in pictures where scored.scores[picture] >= list.floor { list.offer(scored.hit(picture)) }
        return list.hits
    }

    /// The best picture of each product, best first.
    /// - Parameter product: number of the product that an instance (from 0) of a picture shows; negative for none,
    ///   which stands for itself.
    package static func bestByProduct(
        _ count: Int, of scored: PictureScores, among allowed: PictureSet?, product: (Int, Int) -> Int
    ) -> [ProductHit] {
        var best: [Int: ProductHit] = [:]
        for picture in scored.scores.indices where allowed?.contains(picture) ?? true {
            let hit = scored.hit(picture)
            let shown = product(picture, hit.instance - 1)
            let key = shown >= 0 ? shown : -1 - picture
            guard var held = best[key] else {
                best[key] = ProductHit(product: shown, hit: hit, pictures: 1)
                continue
            }
            held.pictures += 1
            if PictureHit.ranksBefore(hit, held.hit) { held.hit = hit }
            best[key] = held
        }
        let ranked = best.values.sorted { PictureHit.ranksBefore($0.hit, $1.hit) }
        return count == 0 ? ranked : Array(ranked.prefix(count))
    }

    private func checkSize(of query: [Float]) {
        precondition(query.count == table.dimension, "a query of \(query.count) for vectors of \(table.dimension)")
    }

    func scan() -> BlockScan {
        BlockScan(
            pictures: table.pictures, perPicture: table.perPicture, threads: threads, picturesPerPart: picturesPerPart)
    }

    private static func scan(
        _ table: VectorTable, _ block: Range<Int>, _ query: [Float], _ scores: UnsafeMutableBufferPointer<Float>,
        _ winners: UnsafeMutableBufferPointer<UInt8>
    ) {
        guard let scores = scores.baseAddress, let winners = winners.baseAddress else { return }
        let first = block.lowerBound
        eclip_best_dots(
            table.rows + first * table.perPicture * table.dimension, block.count, Int32(table.perPicture),
            Int32(table.dimension), query, scores + first, winners + first)
    }
}
