// Shapes elsewhere on a grid, graded rankings.
import Domain
import Evaluation
import Foundation
import Testing

@Suite struct BlankingTests {
    @Test func theSameShapeElsewhereSharesNoPatch() throws {
        var random = SeededGenerator(seed: 1)
        let shape = grid([9, 10, 17, 18, 26])
        for _ in 0..<50 {
            let other = try #require(shapeElsewhere(shape, rows: 8, columns: 8, allowed: all, using: &random))
            #expect(other.count { $0 } == 5)
            #expect(zip(shape, other).allSatisfy { !($0 && $1) })
            let first = try #require(other.firstIndex(of: true))
            // Not cut by the edge: the five patches lie as they lay before.
            #expect([0, 1, 8, 9, 17].allSatisfy { other[first + $0] })
        }
    }

    @Test func itStaysWhereThePictureIs() throws {
        var random = SeededGenerator(seed: 2)
        let middle = (0..<64).map { (16..<48).contains($0) }
        for _ in 0..<30 {
            let other = try #require(shapeElsewhere(grid([16, 17]), rows: 8, columns: 8, allowed: middle, using: &random))
            #expect(other.indices.allSatisfy { !other[$0] || middle[$0] })
        }
    }

    @Test func whatFitsNowhereGoesAroundTheEdgesOrNowhere() throws {
        var random = SeededGenerator(seed: 3)
        let columns = (0..<64).map { [2, 6].contains($0 % 8) }
        let around = try #require(shapeElsewhere(columns, rows: 8, columns: 8, allowed: all, using: &random))
        #expect(around.count { $0 } == 16 && zip(columns, around).allSatisfy { !($0 && $1) })
        #expect(shapeElsewhere(all, rows: 8, columns: 8, allowed: all, using: &random) == nil)
        #expect(shapeElsewhere(grid([]), rows: 8, columns: 8, allowed: all, using: &random) == nil)
    }

    @Test func gainOfTheBestOrderIsOne() throws {
        let all: [Double] = [0, 3, 1, 2, 0]
        #expect(discountedGain(of: [3, 2, 1], among: all, depth: 3) == 1)
        let worst = try #require(discountedGain(of: [0, 0, 3], among: all, depth: 3))
        #expect(abs(worst - 1.5 / (3 + 2 / log2(3) + 0.5)) < 1e-12)
        #expect(discountedGain(of: [0], among: [0, 0], depth: 3) == nil)
    }

    @Test func likenessCountsAttributesWithinACategory() {
        let one = (category: "shoe", attributes: ["color": "red", "size": "40"])
        #expect(likeness(one, (category: "shoe", attributes: ["color": "red", "size": "41"])) == 2)
        #expect(likeness(one, (category: "bag", attributes: ["color": "red"])) == 0)
        #expect(likeness((category: nil, attributes: [:]), (category: nil, attributes: [:])) == 0)
    }

    private let all = [Bool](repeating: true, count: 64)
    private func grid(_ lit: Set<Int>) -> [Bool] { (0..<64).map(lit.contains) }
}
