// Exact search over many instances: eight to a picture, folded by picture, against faiss's flat index over the same
// vectors. The answers are compared as well: faiss's rows, folded by picture, must be the beginning of ours.
import Domain
import Foundation
import InstanceIndex

struct SearchWork {
    static let dimension = 128
    static let perPicture = 8
    let instances: Int
    let setup: BenchSetup

    func run() throws {
        let table = VectorTable(
            pictures: instances / Self.perPicture, perPicture: Self.perPicture, dimension: Self.dimension, fill: Self.fill)
        let queries = Self.queries(16)
        let peer = try setup.peers ? peer(table) : nil
        for threads in [1, 2] {
            let search = VectorSearch(table, threads: threads)
            if let peer { try compare(search, queries, peer.process, peer.folder) }
            var turn = 0, peerTurn = 0
            let (own, other) = try interleaved(
                setup.rounds,
                ours: {
                    _ = try search.top(10, for: queries[turn % queries.count])
                    turn += 1
                },
                theirs: peer.map { peer in
                    {
                        defer { peerTurn += 1 }
                        return try peer.process.milliseconds("\(peer.folder)/query\(peerTurn % queries.count)")
                    }
                })
            Figure(name: "search_\(instances)_instances_threads_\(threads)", value: own, unit: "ms", peer: other).print()
        }
        if let peer { try? FileManager.default.removeItem(atPath: peer.folder) }
    }

    private func peer(_ table: VectorTable) throws -> (process: Peer, folder: String) {
        let folder = NSTemporaryDirectory() + "/eclip-bench-\(getpid())-\(instances)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        _ = FileManager.default.createFile(atPath: folder + "/vectors", contents: nil)
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: folder + "/vectors"))
        for picture in 0..<table.pictures { try file.write(contentsOf: Self.data(table.vectors(of: picture))) }
        try file.close()
        for (number, query) in Self.queries(16).enumerated() {
            try Self.data(query).write(to: URL(fileURLWithPath: folder + "/query\(number)"))
        }
        let arguments = [folder + "/vectors", "\(Self.dimension)", "2"]
        return (try Peer(python: setup.python, script: "search_peer.py", arguments), folder)
    }

    /// Throws `PeerFault` where the two disagree.
    private func compare(_ search: VectorSearch, _ queries: [[Float]], _ peer: Peer, _ folder: String) throws {
        for (number, query) in queries.enumerated() {
            let ours = try search.top(10, for: query).map(\.picture)
            let rows = try peer.ask("\(folder)/query\(number)")["rows"] as? [Int] ?? []
            var theirs: [Int] = []
            for row in rows where !theirs.contains(row / Self.perPicture) { theirs.append(row / Self.perPicture) }
            guard !theirs.isEmpty, Array(ours.prefix(theirs.count)) == theirs else {
                throw PeerFault(description: "query \(number): \(ours) here, \(theirs) there")
            }
        }
    }

    /// Unit vectors from a fixed seed.
    private static func fill(_ values: UnsafeMutableBufferPointer<Float>) {
        var random = SeededGenerator(seed: 1)
        for start in stride(from: 0, to: values.count, by: dimension) {
            let vector = unit(&random)
            for (offset, value) in vector.enumerated() { values[start + offset] = value }
        }
    }

    private static func queries(_ count: Int) -> [[Float]] {
        var random = SeededGenerator(seed: 2)
        return (0..<count).map { _ in unit(&random) }
    }

    private static func unit(_ random: inout SeededGenerator) -> [Float] {
        let values = (0..<dimension / 4).flatMap { _ -> [Float] in
            let bits = random.next()
            return (0..<4).map { Float(Int16(truncatingIfNeeded: bits >> ($0 * 16))) }
        }
        let length = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return values.map { $0 / length }
    }

    private static func data(_ values: [Float]) -> Data { values.withUnsafeBytes { Data($0) } }
}
