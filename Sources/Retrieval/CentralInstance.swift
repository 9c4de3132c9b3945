// Which instance stands for a photo that nothing else is known of: the one that looks at the middle.
import Domain
import InstanceIndex

extension SearchEngine {
    /// The instances (from 1) that do not model the background; all of them where nothing else is there.
    var foreground: [Int] {
        let background = Set(index.summary.shares.filter(\.isBackground).map(\.instance))
        let all = Array(1...model.queries), left = all.filter { !background.contains($0) }
        return left.isEmpty ? all : left
    }

    /// The instance (from 1) that looks at the middle of a picture of the index.
    func centralInstance(of position: Int) throws -> Int {
        let instances = foreground
        let shares = centralShares(try index.framedMaps(of: [position])[0], of: instances)
        return instances[shares.indices.max { (shares[$0], $1) < (shares[$1], $0) } ?? 0]
    }

    /// How much of its weight each of some instances has in the middle quarter of a picture, 0...1.
    func centralShares(_ stored: FramedMaps, of instances: [Int]) -> [Float] {
        instances.map { centralMass(model.map(stored.maps.share($0), axis: .picture, layer: 1, frame: stored.frame)) }
    }
}

/// The instance (from 1) with most of its weight in the middle quarter of the picture, by maps that are shares of the
/// picture; queries that model the background do not count unless nothing else is there. (Owner maps choose better among the
/// demo's drawings and much worse among photos of groceries.)
package func centralInstance(_ maps: [AttentionMap], except background: Set<Int> = []) -> Int {
    let candidates = maps.indices.filter { !background.contains($0 + 1) }
    let choice = (candidates.isEmpty ? Array(maps.indices) : candidates).map { ($0, centralMass(maps[$0])) }
    return (choice.max { ($0.1, $1.0) < ($1.1, $0.0) }?.0 ?? 0) + 1
}

/// The share of a map's weight on patches whose centre lies in the middle quarter of the picture.
private func centralMass(_ map: AttentionMap) -> Float {
    let middle = Box(x: 0.25, y: 0.25, width: 0.5, height: 0.5)
    return map.weights.indices.reduce(0) { sum, patch in
        let centre = map.centre(patch)
        return sum + (middle.contains(x: centre.x, y: centre.y) ? map.weights[patch] : 0)
    }
}
