// Sizes on disk, and the two variants of the decoder's maps.
import Autograd
import Domain
import Foundation
import Networks
import Tensors
import Testing

@Suite struct ConfigurationTests {
    @Test func sizesThatCameLaterAreWrittenOnlyWhenTheyDiffer() throws {
        let plain = String(decoding: try JSONEncoder().encode(ModelConfiguration()), as: UTF8.self)
        #expect(!plain.contains("mapPower") && !plain.contains("competition"))
        var sizes = ModelConfiguration()
        sizes.mapPower = 2
        sizes.competition = .patches
        sizes.imageSize = 144
        let back = try JSONDecoder().decode(ModelConfiguration.self, from: JSONEncoder().encode(sizes))
        #expect(back == sizes)
        let old = try JSONDecoder().decode(ModelConfiguration.self, from: Data(plain.utf8))
        #expect(old == ModelConfiguration())
    }

    @Test func aMissingSizeIsRefused() {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(ModelConfiguration.self, from: Data(#"{"imageSize": 96}"#.utf8))
        }
    }

    private func maps(_ change: (inout ModelConfiguration) -> Void) -> (share: [Float], owned: [Float], sizes: ModelConfiguration) {
        var sizes = ModelConfiguration()
        (sizes.imageSize, sizes.patchSize, sizes.stemChannels, sizes.channels) = (24, 6, 6, 12)
        (sizes.heads, sizes.embedding, sizes.queries, sizes.vocabulary) = (2, 10, 3, 40)
        change(&sizes)
        var random = SeededGenerator(seed: 3)
        let model = ECLIP(sizes, using: &random)
        let pixels = Tensor(shape: [1, 24, 24, 3], values: (0..<1728).map { Float($0 * 37 % 251) / 64 - 2 })
        let found = model.encodePictures(pixels)
        return (found.share.values, found.owned.values, sizes)
    }

    @Test func positionsOfAnotherSizeAreReadBetweenTheKnownOnes() {
        let grid = Tensor(shape: [4, 2], values: [0, 5, 4, 5, 8, 5, 12, 5])  // 2x2 places: 4 to the right, 8 down
        let finer = grid.resampledGrid(to: 4)
        #expect(finer[row: 0] == [0, 5] && finer[row: 3] == [4, 5] && finer[row: 15] == [12, 5])
        #expect(finer[row: 5] == [0.25 * 4 + 0.25 * 8, 5])
        #expect(grid.resampledGrid(to: 2).values == grid.values)
    }

    @Test func mapsOfPowerTwoAreTheSharesSquared() {
        let found = maps { $0.mapPower = 2 }
        for query in 0..<3 {
            let owned = found.owned[query * 16..<query * 16 + 16].map { $0 * $0 + 1e-6 }
            let total = owned.reduce(0, +)
            for (patch, weight) in owned.enumerated() { #expect(abs(found.share[query * 16 + patch] - weight / total) < 1e-5) }
        }
    }

    @Test func queriesThatSpreadOverPatchesDoNotCompete() {
        let found = maps { $0.competition = .patches }
        for query in 0..<3 {
            let sum = found.share[query * 16..<query * 16 + 16].reduce(0, +)
            #expect(abs(sum - 1) < 1e-4)
        }
        // The owner map stays a share among queries: it is shown, though nothing was divided by it.
        for patch in 0..<16 {
            let sum = (0..<3).reduce(Float(0)) { $0 + found.owned[$1 * 16 + patch] }
            #expect(abs(sum - 1) < 1e-4)
        }
    }
}
