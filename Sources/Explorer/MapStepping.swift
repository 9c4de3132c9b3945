// Stepping through what led to a map: the rounds of the decoder, what the global vector is made of, and the heads of the
// image encoder. Each is a map mode; a map whose photo or patch is not there falls back to the free one.
import Domain

extension ExplorerState {
    /// The map of a step; nil while it is not known, and in the other modes.
    func steppedMap(_ maps: PhotoMaps) -> AttentionMap? {
        switch probe.mode {
        case .layer(let layer):
            guard let instance = shownInstance, maps.layers.indices.contains(layer - 1),
                maps.layers[layer - 1].indices.contains(instance - 1)
            else { return nil }
            return maps.layers[layer - 1][instance - 1]
        case .pooled: return maps.encoder.pooled
        case .head(let step):
            guard let patch = probe.patch, patch < maps.encoder.pooled.patchCount, let place = maps.encoder.head(step) else {
                return nil
            }
            return place.block.reading(of: patch, head: place.head, on: maps.encoder.pooled)
        default: return nil
        }
    }

    /// The shown map is the image encoder's rather than a query's: the global vector's, or one patch's reading.
    package var mapIsOfEncoder: Bool { [.pooled, .reads].contains(shownMap?.axis) }
}

extension MapMode {
    func isMissing(from maps: PhotoMaps) -> Bool {
        switch self {
        case .layer(let layer): !maps.layers.indices.contains(layer - 1)
        case .head(let step): maps.encoder.head(step) == nil
        default: false
        }
    }
}

extension EncoderMaps {
    /// Heads of all blocks.
    package var headCount: Int { blocks.reduce(0) { $0 + $1.heads } }

    /// The block and head of a step, all from 1.
    package func head(_ step: Int) -> (block: AttendingBlock, head: Int)? {
        var left = step
        for block in blocks {
            if left <= block.heads { return left > 0 ? (block, left) : nil }
            left -= block.heads
        }
        return nil
    }
}

extension Turn {
    /// The last round, the rounds before it, what the global vector is made of, and round again.
    mutating func stepLayer() {
        let layers = state.reading?.layers ?? 1
        let modes = [MapMode.free] + (1..<max(1, layers)).reversed().map(MapMode.layer) + [.pooled]
        state.probe.mode = modes.following(state.probe.mode, by: 1)
    }

    /// The next head of the image encoder, for the patch under the cursor, which is put on the map's peak where there is none.
    mutating func stepHead() {
        state.focus = .rows
        guard case .head(let step) = state.probe.mode else {
            if state.probe.patch == nil { state.probe.patch = state.shownMap?.peak }
            if state.probe.patch != nil { state.probe.mode = .head(1) }
            return
        }
        guard let maps = state.shownMaps else { return }
        state.probe.mode = step < maps.encoder.headCount ? .head(step + 1) : .free
    }

    /// Without a patch there is nothing that a head reads for.
    mutating func dropHeadWithoutPatch() {
        if state.probe.patch == nil, state.arrival?.patch == nil, case .head = state.probe.mode { state.probe.mode = .free }
    }
}
