// The first pass of a search over a large table: bytes, with bounds, so that floats are read for a few pictures only.
import CKernels
import Synchronization

/// One such search.
struct BoundedScan {
    let search: VectorSearch
    let count: Int
    let query: [Float]
    let bytes: QuantisedQuery
    let allowed: PictureSet?

    func run(
        _ quantised: QuantisedRows, isCancelled: () -> Bool, soFar: ScanReport<[PictureHit]>?
    ) throws -> [PictureHit] {
        let scan = search.scan()
        let (table, bytes, allowed) = (search.table, bytes, allowed)
        let workers = (0..<scan.threads).map { _ in CandidateBox(count: count, room: scan.picturesPerBlock) }
        let told = soFar.map { report in { (pictures: Int) in report(pictures) { best(of: workers) } } }
        try scan.run(isCancelled: isCancelled, soFar: told) { worker, block in
            workers[worker].collect(table, quantised, bytes, block, allowed)
        }
        return best(of: workers)
    }

    /// The candidates of all workers, compared in full precision.
    private func best(of workers: [CandidateBox]) -> [PictureHit] {
        var floor = RisingFloor(capacity: count)
        for worker in workers { worker.offer(to: &floor) }
        var list = TopList(capacity: count)
        for worker in workers {
            for picture in worker.pictures(reaching: floor.floor) { list.offer(exact(picture)) }
        }
        return list.hits
    }

    private func exact(_ picture: Int) -> PictureHit {
        let table = search.table
        var score: Float = 0
        var winner: UInt8 = 0
        eclip_best_dots(
            table.rows + picture * table.perPicture * table.dimension, 1, Int32(table.perPicture),
            Int32(table.dimension), query, &score, &winner)
        return PictureHit(picture: picture, instance: Int(winner) + 1, score: score)
    }
}

/// What one worker has found: pictures that may be among the best, and the floor they have to reach.
private struct Candidates {
    var floor: RisingFloor
    var found: [(picture: Int, upper: Float)] = []
    var lower: [Float]
    var upper: [Float]

    init(count: Int, room: Int) {
        floor = RisingFloor(capacity: count)
        lower = .init(repeating: 0, count: room)
        upper = .init(repeating: 0, count: room)
    }

    mutating func note(_ block: Range<Int>, _ allowed: PictureSet?) {
        for (place, picture) in block.enumerated() where upper[place] >= floor.floor {
            guard allowed?.contains(picture) ?? true else { continue }
            floor.offer(lower[place])
            found.append((picture, upper[place]))
        }
    }
}

/// One worker's candidates; only that worker touches them during the scan.
private final class CandidateBox: Sendable {
    private let candidates: Mutex<Candidates>

    init(count: Int, room: Int) { candidates = Mutex(Candidates(count: count, room: room)) }

    func collect(
        _ table: VectorTable, _ quantised: QuantisedRows, _ query: QuantisedQuery, _ block: Range<Int>,
        _ allowed: PictureSet?
    ) {
        let row = block.lowerBound * table.perPicture
        candidates.withLock { candidates in
            eclip_quantised_bounds(
                quantised.codes + row * quantised.stride, quantised.scales + row, quantised.errors + row,
                block.count, Int32(table.perPicture), Int32(table.dimension), query.codes, query.header,
                quantised.longest, &candidates.lower, &candidates.upper)
            candidates.note(block, allowed)
        }
    }

    func offer(to floor: inout RisingFloor) {
        candidates.withLock { for value in $0.floor.largest { floor.offer(value) } }
    }

    func pictures(reaching floor: Float) -> [Int] {
        candidates.withLock { $0.found.filter { $0.upper >= floor }.map(\.picture) }
    }
}
