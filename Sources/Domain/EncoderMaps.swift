// What the attention inside the image encoder did in one photo: what the global vector is made of, and from where each
// patch reads, head by head. The instance queries read what this leaves them.

/// The one head and patch that a map of axis `.reads` is of.
package struct HeadReading: Equatable, Sendable, Codable {
    /// From 1.
    package let head: Int
    /// The patch that reads, row-major from the top left.
    package let patch: Int
    /// Patches within its reach, itself among them: an even reading gives each of them one over this.
    package let reach: Int

    package init(head: Int, patch: Int, reach: Int) {
        (self.head, self.patch, self.reach) = (head, patch, reach)
    }
}

/// The attention of one block of the image encoder, over the square neighbourhood of each patch.
package struct AttendingBlock: Equatable, Sendable {
    /// Place among all blocks of the encoder, from 1.
    package let number: Int
    package let heads: Int
    /// Patches that a patch reaches to each side.
    package let radius: Int
    /// `[heads, patches, (2 radius + 1)^2]`, rows of a neighbourhood from its top left; 0 outside the picture. A patch's weights sum to 1.
    package let weights: [Float]

    package init(number: Int, heads: Int, radius: Int, weights: [Float]) {
        (self.number, self.heads, self.radius, self.weights) = (number, heads, radius, weights)
    }

    /// From where a patch reads.
    /// - Parameters:
    ///   - head: from 1.
    ///   - grid: a map of the same photo, for its rows, columns and frame.
    package func reading(of patch: Int, head: Int, on grid: AttentionMap) -> AttentionMap {
        let side = 2 * radius + 1, first = ((head - 1) * grid.patchCount + patch) * side * side
        var spread = [Float](repeating: 0, count: grid.patchCount)
        var reach = 0
        for place in 0..<side * side {
            let row = patch / grid.columns + place / side - radius, column = patch % grid.columns + place % side - radius
            guard (0..<grid.rows).contains(row), (0..<grid.columns).contains(column) else { continue }
            spread[row * grid.columns + column] = weights[first + place]
            reach += 1
        }
        return AttentionMap(
            rows: grid.rows, columns: grid.columns, axis: .reads, layer: number, frame: grid.frame, weights: spread,
            reading: HeadReading(head: head, patch: patch, reach: reach))
    }
}

/// The attention of the image encoder in one photo.
package struct EncoderMaps: Equatable, Sendable {
    /// Attention pooling: how much of each patch goes into the global vector.
    package let pooled: AttentionMap
    /// The blocks that attend, in order.
    package let blocks: [AttendingBlock]
    /// Blocks in all.
    package let depth: Int

    package init(pooled: AttentionMap, blocks: [AttendingBlock], depth: Int) {
        (self.pooled, self.blocks, self.depth) = (pooled, blocks, depth)
    }
}
