// Where the pairs of a queue come from: rankings of a list of queries, the photos that a filter leaves, or a session.
import Domain
import Explorer
import InstanceIndex
import Retrieval

struct QueueSource {
    let command: QueueCommand

    /// - Throws: `InputFault` for bad files, queries that are not words, and filters that name no column.
    func pool(_ verdicts: [VerdictKey: Verdict]) throws -> QueueDraft {
        let words = try command.queries.map(words) ?? []
        let files = try pairs()
        let home = try SearchEngine(checkpoint: files[0].0, index: files[0].1)
        let filters = try FacetsCommand.filters(command.filter)
        var pool = QueuePool()
        if !words.isEmpty {
            for (place, file) in files.enumerated() {
                let engine = place == 0 ? home : try SearchEngine(checkpoint: file.0, index: file.1)
                pool.nextRanking()
                try add(words, engine, filters, to: &pool)
            }
            if files.count > 1 { try settleInstances(&pool, home) }
        } else if command.filter != nil {
            try addTitles(home, filters, to: &pool)
        } else {
            try add(verdicts, home, to: &pool)
        }
        return QueueDraft(engine: home, pool: pool)
    }

    private func words(_ path: String) throws -> [String] {
        let words = try QueryLine.read(path).map { line -> String in
            guard case .text(let text) = try line.subject() else {
                throw InputFault(line.place, "not words", expected: "{\"text\": \"…\"}")
            }
            return text
        }
        guard !words.isEmpty else { throw InputFault(path, "holds no query") }
        return words
    }

    private func pairs() throws -> [(String, String)] {
        guard command.checkpoint.isEmpty else { return Array(zip(command.checkpoint, command.index)) }
        let bundled = try AssetPaths.found()
        return [(bundled.checkpoint, bundled.index)]
    }

    private func add(_ words: [String], _ engine: SearchEngine, _ filters: [QueryFilter], to pool: inout QueuePool) throws {
        let gallery = try Facets(engine.index).gallery(meeting: filters)
        let categories = Dictionary(
            try engine.products().map { ($0.label.productID, $0.category) }, uniquingKeysWith: { first, _ in first })
        for query in words {
            let answer = try engine.search(
                SearchRequest(.text(query), top: command.top, score: command.score), among: gallery?.pictures)
            pool.add(answer, query: query) { categories[$0] ?? nil }
        }
    }

    /// Photos that only another checkpoint found are judged by the region that the first one finds in them.
    private func settleInstances(_ pool: inout QueuePool, _ home: SearchEngine) throws {
        let kept = try pool.pairs.filter { try home.index.position(of: $0.item.image) != nil }
        if kept.count < pool.pairs.count {
            StandardError.note("\(pool.pairs.count - kept.count) photos are not in \(home.index.path) (left out)")
        }
        pool.pairs = try kept.map { pair in
            guard pair.ranks.first ?? nil == nil else { return pair }
            var pair = pair
            let reading = try home.read(image: pair.item.image, subject: .text(pair.item.query), conditioned: false)
            pair.item.instance = reading.bestInstance ?? 1
            pair.probability = nil
            return pair
        }
    }

    /// Every photo of the filter with the title of every product that it leaves there.
    private func addTitles(_ engine: SearchEngine, _ filters: [QueryFilter], to pool: inout QueuePool) throws {
        let gallery = try Facets(engine.index).gallery(meeting: filters)
        for picture in try engine.index.allPictures() {
            for listing in picture.listings where gallery?.shows(listing.product, in: picture.position) ?? true {
                let title = listing.titles[command.lang.rawValue] ?? listing.label.title
                guard !title.folded.isEmpty else { continue }
                let reading = try engine.read(image: picture.path, subject: .text(title), conditioned: false)
                let item = QueueItem(
                    query: title, image: picture.path, instance: reading.bestInstance ?? 1,
                    productID: listing.label.productID, title: listing.label.title)
                pool.insert(item, category: listing.category)
            }
        }
    }

    /// What a session judged in words, as its evidence says.
    private func add(_ verdicts: [VerdictKey: Verdict], _ engine: SearchEngine, to pool: inout QueuePool) throws {
        let products = Dictionary(
            try engine.products().map { ($0.label.productID, $0) }, uniquingKeysWith: { first, _ in first })
        for verdict in verdicts.values.sorted(by: Verdict.precedes) {
            let key = verdict.key, evidence = verdict.evidence
            guard case .text(let words) = QuerySubject(key: key.query), try engine.index.position(of: key.image) != nil else { continue }
            var item = QueueItem(
                query: evidence.rawQuery.folded == words ? evidence.rawQuery : words, image: key.image,
                instance: key.instance, productID: evidence.productID,
                title: products[evidence.productID]?.label.title ?? "")
            (item.rank, item.score, item.scoreKind) = (evidence.rank, evidence.score, evidence.scoreKind)
            pool.insert(item, byInstance: true, category: products[evidence.productID]?.category)
        }
    }
}
