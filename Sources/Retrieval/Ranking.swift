// From vectors to rows: scan, blend, fold by product, refine. One row more than wanted is kept, so that the last row's
// chance knows its gap.
import Domain
import Foundation
import InstanceIndex
import Synchronization

/// A row of a ranking before it is dressed as a match.
struct RankedRow: Sendable {
    var hit: PictureHit
    /// Pictures this row stands for.
    var folded = 1
    /// Text-conditioned score, once refined.
    var conditioned: Float?
    var note: String?
}

struct Ranking: Sendable {
    let engine: SearchEngine
    let query: QueryVectors
    let request: SearchRequest
    let allowed: PictureSet?

    /// Rows that a refined search looks at again.
    static let refined = 50

    /// The rows wanted and at least one more, best first; all where `top` is 0.
    /// - Parameter soFar: hears the rows among the pictures seen until then, before they are refined.
    func rows(isCancelled: () -> Bool, soFar: ScanReport<[RankedRow]>? = nil) throws -> [RankedRow] {
        // What the first rows are filed as belongs to the chance of every row, however few are wanted.
        let wanted = request.top == 0 ? 0 : max(request.top, GalleryFit.depth) + 1
        guard request.refine else { return try firstRows(wanted, isCancelled: isCancelled, soFar: soFar) }
        guard engine.model.hasInstances else {
            throw InputFault(
                "--refine", "\(engine.model.name) has no instance decoder", expected: "an eclip checkpoint")
        }
        let first = try firstRows(wanted == 0 ? 0 : max(wanted, Self.refined), isCancelled: isCancelled, soFar: soFar)
        let rows = try refine(first, isCancelled: isCancelled)
        return wanted == 0 ? rows : Array(rows.prefix(wanted))
    }

    private func firstRows(
        _ count: Int, isCancelled: () -> Bool, soFar: ScanReport<[RankedRow]>?
    ) throws -> [RankedRow] {
        if request.score == .instance, request.grouping == .none, query.gallery == nil {
            let told = soFar.map { report in
                { (pictures: Int, hits: () -> [PictureHit]) in report(pictures) { hits().map { RankedRow(hit: $0) } } }
            }
            return try scan(engine.index.instances)
                .top(count, for: query.instance, among: allowed, isCancelled: isCancelled, soFar: told)
                .map { RankedRow(hit: $0) }
        }
        let scored = try scores(
            isCancelled: isCancelled,
            soFar: soFar.map { report in { pictures, scored in report(pictures) { best(count, of: scored()) } } })
        return best(count, of: scored)
    }

    private func scan(_ table: VectorTable) -> VectorSearch {
        VectorSearch(table, threads: engine.threads, picturesPerPart: engine.reporting.picturesPerPart)
    }

    /// The first rows of pictures already scored, folded where that is asked for.
    private func best(_ count: Int, of scored: PictureScores) -> [RankedRow] {
        guard request.grouping == .product else {
            return VectorSearch.best(count, of: scored, among: allowed).map { RankedRow(hit: $0) }
        }
        let index = engine.index
        return VectorSearch.bestByProduct(count, of: scored, among: allowed) { picture, instance in
            index.product(of: picture, instance: instance + 1) ?? -1
        }.map { RankedRow(hit: $0.hit, folded: $0.pictures) }
    }

    /// The first rows of the whole index, best first: a filter takes rivals off the screen, not out of the world, and a row is no
    /// likelier to be right because nothing else was allowed to stand beside it.
    func rivals(isCancelled: () -> Bool) throws -> [PictureHit] {
        let search = VectorSearch(engine.index.instances, threads: engine.threads)
        return try search.top(Self.rivalCount, for: query.instance, isCancelled: isCancelled)
    }

    private static let rivalCount = 200

    /// Every picture's score of the kind asked for; the winners are always the instances'.
    /// - Parameter soFar: hears the scores of the pictures seen until then.
    func scores(isCancelled: () -> Bool, soFar: ScanReport<PictureScores>? = nil) throws -> PictureScores {
        let globals =
            request.score == .instance
            ? nil : try scan(engine.index.globals).scores(for: query.global, isCancelled: isCancelled)
        let scored = try scan(engine.index.instances).scores(
            for: query.instance, isCancelled: isCancelled,
            soFar: soFar.map { report in { pictures, scored in report(pictures) { settled(scored(), globals) } } })
        return settled(scored, globals)
    }

    /// Instance scores under the filters, blended with the global ones.
    private func settled(_ scored: PictureScores, _ globals: PictureScores?) -> PictureScores {
        var scored = scored
        if let gallery = query.gallery { meet(gallery, &scored) }
        guard let globals else { return scored }
        let weight = request.score == .global ? 1 : Float(request.blend)
        for picture in scored.scores.indices {
            scored.scores[picture] = blended(scored.scores[picture], globals.scores[picture], weight: weight)
        }
        return scored
    }

    /// Under filters only the instances count that show a product which meets them, so that a row's product always does. A
    /// picture of which no instance does (they all fit its other products better) keeps its best one.
    private func meet(_ gallery: FilteredGallery, _ scored: inout PictureScores) {
        for picture in scored.scores.indices where gallery.pictures.contains(picture) {
            var best: (score: Float, winner: UInt8)?
            for instance in 1...max(1, engine.model.queries) {
                guard let product = engine.index.product(of: picture, instance: instance), gallery.shows(product, in: picture)
                else { continue }
                let score = dotProduct(engine.index.instances.vector(of: picture, instance: instance), query.instance)
                if score > best?.score ?? -.infinity { best = (score, UInt8(instance - 1)) }
            }
            if let best { (scored.scores[picture], scored.winners[picture]) = best }
        }
    }

    /// Reads the first rows again with the words at hand, from their files. A row that cannot be read keeps its score.
    private func refine(_ rows: [RankedRow], isCancelled: () -> Bool) throws -> [RankedRow] {
        let head = Array(rows.prefix(Self.refined))
        let files = try engine.index.pictures(head.map(\.hit.picture)).map { engine.file(of: $0.path) }
        let share = max(1, (head.count + Self.batches - 1) / Self.batches)
        var again: [RankedRow] = []
        for start in stride(from: 0, to: head.count, by: share * engine.threads) {
            if isCancelled() { throw CancellationError() }
            let places = start..<min(head.count, start + share * engine.threads)
            again += refined(Array(head[places]), files: Array(files[places]), share: share)
        }
        again.sort { PictureHit.ranksBefore($0.hit, $1.hit) }
        return again + rows.dropFirst(Self.refined)
    }

    /// Batches a head is cut into: a cancelled search waits for one of them on each thread at most.
    private static let batches = 10

    /// Some rows read again, `share` on each thread.
    private func refined(_ rows: [RankedRow], files: [String], share: Int) -> [RankedRow] {
        let starts = Array(stride(from: 0, to: rows.count, by: share))
        let done = Mutex<[Int: [RankedRow]]>([:])
        DispatchQueue.concurrentPerform(iterations: starts.count) { turn in
            let places = starts[turn]..<min(rows.count, starts[turn] + share)
            let part = refined(Array(rows[places]), files: Array(files[places]))
            done.withLock { $0[turn] = part }
        }
        return done.withLock { done in starts.indices.flatMap { done[$0] ?? [] } }
    }

    private func refined(_ rows: [RankedRow], files: [String]) -> [RankedRow] {
        var rows = rows
        var inputs: [(pixels: [UInt8], frame: Box)] = []
        var read: [Int] = []
        for (place, file) in files.enumerated() {
            do {
                inputs.append(try engine.model.pixels(at: file))
                read.append(place)
            } catch { rows[place].note = note(on: error) }
        }
        for (place, view) in zip(read, engine.model.views(inputs)) {
            guard let score = engine.model.conditioned(view, texts: [query.instance])?.first?.score else { continue }
            rows[place].conditioned = score
            rows[place].hit.score = refinedScore(first: rows[place].hit.score, conditioned: score)
        }
        return rows
    }

    private func note(on error: any Error) -> String {
        "not refined, first score kept: " + ((error as? InputFault)?.problem ?? "\(error)")
    }
}

/// The blend of an instance score and a global score; `weight` is the global one's, 0...1.
func blended(_ instance: Float, _ global: Float, weight: Float) -> Float {
    (1 - weight) * instance + weight * global
}

/// The score of a refined row: the mean of its first and its text-conditioned score, so that a row whose file is
/// missing and keeps its first score still stands on the same scale.
func refinedScore(first: Float, conditioned: Float) -> Float { (first + conditioned) / 2 }
