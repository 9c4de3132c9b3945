// Every scan gives what a plain loop over all pictures gives, in floats and in bytes, with filters and ties.
import InstanceIndex
import Testing

@Suite struct VectorSearchTests {
    @Test func everyScanEqualsBruteForce() throws {
        var draw = Draw(seed: 1)
        for size in 0..<120 {
            let quantise = size % 2 == 0
            let pictures = 1 + draw.below(200)
            let perPicture = 1 + draw.below(8)
            let dimension = 1 + draw.below(140)
            let rows = (0..<pictures * perPicture).flatMap { _ in draw.unitVector(dimension) }
            let table = makeTable(rows, pictures, perPicture, dimension, quantise: quantise)
            let query = draw.unitVector(dimension)
            let allowed = draw.below(2) == 0 ? nil : someOf(pictures, &draw)
            let count = draw.below(pictures + 3)
            let found = try VectorSearch(table).top(count, for: query, among: allowed)
            let expected = bruteForce(rows, pictures, perPicture, dimension, query, allowed)
            #expect(found.count == (count == 0 ? expected.count : min(count, expected.count)))
            for (one, other) in zip(found, expected) { #expect(abs(one.score - other.score) < 1e-5) }
        }
    }

    @Test(arguments: [false, true]) func tiesComeInTheOrderOfThePictures(quantise: Bool) throws {
        var draw = Draw(seed: 2)
        for _ in 0..<40 {
            // Few different vectors, so that nearly everything ties.
            let kinds = (0..<3).map { _ in draw.unitVector(32) }
            let choice = (0..<400).map { _ in draw.below(3) }
            let rows = choice.flatMap { kinds[$0] }
            let table = makeTable(rows, 200, 2, 32, quantise: quantise)
            let query = draw.unitVector(32)
            let found = try VectorSearch(table).top(12, for: query)
            let all = try VectorSearch(table).top(0, for: query)
            #expect(found == Array(all.prefix(12)))
            for (one, next) in zip(all, all.dropFirst()) where one.score == next.score {
                #expect(one.picture < next.picture)
            }
            for hit in all where choice[hit.picture * 2] == choice[hit.picture * 2 + 1] { #expect(hit.instance == 1) }
        }
    }

    @Test func largeTablesUseThreadsAndGiveTheSame() throws {
        var draw = Draw(seed: 3)
        let pictures = 30_000
        let perPicture = 4
        let dimension = 16
        let rows = (0..<pictures * perPicture * dimension).map { _ in draw.float() }
        let plain = makeTable(rows, pictures, perPicture, dimension, quantise: false)
        let bytes = makeTable(rows, pictures, perPicture, dimension, quantise: true)
        let odd = PictureSet((0..<pictures).filter { $0 % 2 == 1 }, capacity: pictures)
        for allowed in [nil, odd] {
            let query = draw.unitVector(dimension)
            let expected = try VectorSearch(plain, threads: 1).top(25, for: query, among: allowed)
            #expect(try VectorSearch(plain, threads: 2).top(25, for: query, among: allowed) == expected)
            #expect(try VectorSearch(bytes, threads: 1).top(25, for: query, among: allowed) == expected)
            #expect(try VectorSearch(bytes, threads: 3).top(25, for: query, among: allowed) == expected)
        }
    }

    @Test(arguments: [false, true]) func whatIsFoundSoFarIsTheBestOfWhatWasSeen(quantise: Bool) throws {
        var draw = Draw(seed: 5)
        let rows = (0..<500 * 3).flatMap { _ in draw.unitVector(24) }
        let table = makeTable(rows, 500, 3, 24, quantise: quantise)
        let odd = PictureSet((0..<500).filter { $0 % 2 == 1 }, capacity: 500)
        for allowed in [nil, odd] {
            let query = draw.unitVector(24)
            let search = VectorSearch(table, threads: 2, picturesPerPart: 120)
            var seen: [Int] = []
            let found = try search.top(9, for: query, among: allowed) { false } soFar: { pictures, hits in
                seen.append(pictures)
                let first = PictureSet(Array(0..<pictures), capacity: 500)
                let part = (try? VectorSearch(table).top(9, for: query, among: allowed?.intersection(first) ?? first)) ?? []
                #expect(hits() == part)
            }
            #expect(seen == [120, 240, 360, 480])
            #expect(try found == VectorSearch(table).top(9, for: query, among: allowed))
        }
    }

    @Test(arguments: [false, true]) func cancellingStopsBetweenBlocks(quantise: Bool) throws {
        let table = makeTable(.init(repeating: 0.5, count: 60_000 * 2 * 4), 60_000, 2, 4, quantise: quantise)
        var polls = 0
        #expect(throws: CancellationError.self) {
            try VectorSearch(table, threads: 1).top(3, for: [1, 0, 0, 0]) {
                polls += 1
                return true
            }
        }
        #expect(polls == 1)
    }

    @Test func productsFoldTheirPictures() throws {
        // Four pictures of one instance; 0 and 2 show product 7, 1 shows 9, 3 shows none.
        let table = makeTable([0.1, 0.4, 0.3, 0.2], 4, 1, 1, quantise: false)
        let scored = try VectorSearch(table).scores(for: [1])
        let shown = [7, 9, 7, -1]
        let folded = VectorSearch.bestByProduct(0, of: scored, among: nil) { picture, _ in shown[picture] }
        #expect(folded.map(\.product) == [9, 7, -1])
        #expect(folded.map(\.hit.picture) == [1, 2, 3])
        #expect(folded.map(\.pictures) == [1, 2, 1])
    }

    @Test func anEmptyTableAnswersNothing() throws {
        let table = makeTable([], 0, 2, 4, quantise: false)
        #expect(try VectorSearch(table).top(5, for: [1, 0, 0, 0]).isEmpty)
    }

    @Test func setsOfPicturesAreSets() {
        let one = PictureSet([0, 63, 64, 99], capacity: 100)
        let other = PictureSet([63, 99], capacity: 100)
        #expect(one.count == 4 && one.contains(64) && !one.contains(65))
        #expect(one.intersection(other) == other && one.union(other) == one)
    }

    private func someOf(_ pictures: Int, _ draw: inout Draw) -> PictureSet {
        var set = PictureSet(capacity: pictures)
        for picture in 0..<pictures where draw.below(3) > 0 { set.insert(picture) }
        return set
    }

    private func makeTable(
        _ rows: [Float], _ pictures: Int, _ perPicture: Int, _ dimension: Int, quantise: Bool
    ) -> VectorTable {
        VectorTable(pictures: pictures, perPicture: perPicture, dimension: dimension, quantise: quantise) {
            _ = $0.update(fromContentsOf: rows)
        }
    }

    private func bruteForce(
        _ rows: [Float], _ pictures: Int, _ perPicture: Int, _ dimension: Int, _ query: [Float],
        _ allowed: PictureSet?
    ) -> [PictureHit] {
        (0..<pictures).filter { allowed?.contains($0) ?? true }.map { picture in
            let scores = (0..<perPicture).map { row in
                (0..<dimension).reduce(Float(0)) {
                    $0 + rows[(picture * perPicture + row) * dimension + $1] * query[$1]
                }
            }
            let best = scores.indices.reduce(0) { scores[$1] > scores[$0] ? $1 : $0 }
            return PictureHit(picture: picture, instance: best + 1, score: scores[best])
        }.sorted(by: PictureHit.ranksBefore)
    }
}
