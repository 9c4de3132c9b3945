// From a measured run to the facts of an audit.
import Catalog
import Domain
import Evaluation
import InstanceIndex
import Preprocessing

struct Audit {
    let run: EvaluationRun
    let measured: Measurement
    private let titles: TitleAudit
    private let sightings: [Sighting]
    /// Share of each photo that background queries own, by place; empty where there are none.
    private let background: [Double]

    private static let worst = 10
    private static let tiny = 0.04

    init(_ run: EvaluationRun, _ measured: Measurement) throws {
        self.run = run
        self.measured = measured
        titles = TitleAudit(run.catalog, known: run.engine.model.knownWords, language: run.language)
        sightings = measured.sightings
        background = try Self.background(run.engine, measured.gallery)
    }

    /// - Throws: `InputFault` for a model without instances.
    func report() throws -> AuditReport {
        let figures = measured.report.textToScene
        guard let instance = figures.instance, let global = figures.global, let gain = figures.gain else {
            throw InputFault(
                run.engine.model.path, "has no instances", expected: "an eclip checkpoint")
        }
        let categories = categories()
        return AuditReport(
            checkpoint: run.engine.model.name, index: run.engine.index.path, catalog: run.catalog.path,
            products: measured.report.products, withoutPhoto: measured.report.withoutPhoto,
            pictures: measured.report.pictures, hasTruth: run.truth != nil,
            instance: instance, global: global, gain: gain,
            typoShareOfClean: measured.report.robustness?.typo?.shareOfClean,
            faithfulAbove: measured.report.faithfulness?.above, categories: categories, titles: titles.facts,
            worstPhotos: worstPhotos(), guide: AuditGuide.advice(measured.report.strata),
            rollout: AuditGuide.order(categories))
    }

    // MARK: categories

    private func categories() -> [AuditReport.Category] {
        let gallery = measured.gallery
        let byCategory = Dictionary(grouping: sightings) { gallery.queries[$0.query].category ?? "" }
        return measured.report.byCategory.compactMap { row in
            guard let gain = row.gain, let global = row.globalR10 else { return nil }
            let photos = gallery.categories.indices.filter { gallery.categories[$0].contains(row.category) }
            let seen = (byCategory[row.category] ?? []).compactMap(\.box)
            let outside = measured.pairs.filter { gallery.queries[$0.query].category == row.category }
                .compactMap { $0.free.map { 1 - $0.massInBox } }
            return AuditReport.Category(
                category: row.category, products: row.products, photos: photos.count, r10: row.r10, globalR10: global,
                gain: gain, severalProducts: mean(photos.map { gallery.productCounts[$0] > 1 ? 1 : 0 }) ?? 0,
                background: background.isEmpty ? nil : mean(photos.map { background[$0] }), weightOutside: mean(outside),
                cutOff: mean(seen.map { touchesEdge($0) ? 1 : 0 }), tiny: mean(seen.map { $0.area < Self.tiny ? 1 : 0 }),
                emptyTitles: titles.empty[row.category] ?? 0, misspeltTitles: titles.misspelt[row.category] ?? 0,
                rollout: AuditGuide.rollout(gain))
        }
    }

    private func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    private static func background(_ engine: SearchEngine, _ gallery: EvaluationGallery) throws -> [Double] {
        let queries = engine.index.summary.shares.filter(\.isBackground).map(\.instance)
        guard !queries.isEmpty else { return [] }
        return try engine.index.framedMaps(of: gallery.pictures).map { framed in
            let owned = queries.flatMap { framed.maps.owned($0) }
            return Double(owned.reduce(0, +)) / Double(engine.model.configuration.patches)
        }
    }

    // MARK: the worst photos

    /// The photos whose product is hardest to find in them, each once, under its own product before another of the same title.
    private func worstPhotos() -> [AuditReport.Photo] {
        var told: Set<Int> = []
        func shownElsewhere(_ sighting: Sighting) -> Int {
            measured.gallery.products[sighting.place].contains(measured.gallery.queries[sighting.query].productID) ? 0 : 1
        }
        let ordered = sightings.sorted {
            ($1.rank, $0.place, shownElsewhere($0), $0.query) < ($0.rank, $1.place, shownElsewhere($1), $1.query)
        }
        return ordered.filter { $0.rank > 10 && told.insert($0.place).inserted }.prefix(Self.worst).map(photo)
    }

    private func photo(_ sighting: Sighting) -> AuditReport.Photo {
        let gallery = measured.gallery
        let query = gallery.queries[sighting.query]
        let first = measured.outcomes[sighting.query].head.first
        return AuditReport.Photo(
            image: gallery.names[sighting.place], productID: query.productID, title: query.title,
            rank: Int(sighting.rank.rounded()),
            firstInstead: first.flatMap { gallery.keys[$0].contains(query.key) ? query.title : gallery.firstTitles[$0] },
            reasons: reasons(sighting, query, first: first))
    }

    private func reasons(_ sighting: Sighting, _ query: EvaluationQuery, first: Int?) -> [AuditReport.Reason] {
        var reasons: [AuditReport.Reason] = []
        let count = measured.gallery.productCounts[sighting.place]
        if count > 1 { reasons.append(.severalProducts(count)) }
        if let box = sighting.box {
            if box.area < Self.tiny { reasons.append(.tiny(box.area)) }
            if touchesEdge(box) { reasons.append(.cutOff) }
        }
        if sighting.pointing == false { reasons.append(.mapElsewhere) }
        let unseen = run.engine.model.knownWords?.unseen(in: query.title) ?? []
        if !unseen.isEmpty { reasons.append(.unseenWords(unseen)) }
        return reasons.isEmpty ? [.ofFirst(first, sighting.place, query, measured.gallery)] : reasons
    }
}

extension AuditReport.Reason {
    /// What the photo that stands first says of one far behind it.
    static func ofFirst(_ first: Int?, _ place: Int, _ query: EvaluationQuery, _ gallery: EvaluationGallery) -> Self {
        guard let first else { return .lookAlike }
        if [first, place].allSatisfy({ gallery.products[$0].contains(query.productID) }) { return .sameProductFirst }
        let isSameTitle = gallery.keys[first].contains(query.key) || gallery.firstTitles[first]?.folded == query.title.folded
        return isSameTitle ? .sameTitleFirst : .lookAlike
    }
}

/// Titles that are empty or hold words that look mistyped.
struct TitleAudit {
    let facts: AuditReport.Titles
    /// Products by category.
    private(set) var empty: [String: Int] = [:]
    private(set) var misspelt: [String: Int] = [:]

    private static let told = 20

    /// - Parameter known: the words of training; nil takes the catalog's own words that occur in three titles.
    init(_ catalog: CatalogFile, known: KnownWords?, language: String?) {
        let naming = NamingRows(catalog)
        var seen: Set<String> = []
        let rows = catalog.rows.compactMap { seen.insert($0.productID).inserted ? naming[$0.productID] : nil }
        let titled = rows.map { row in (row: row, title: language.map { row.title(in: $0) } ?? row.title) }
        let counts = Dictionary(grouping: titled.flatMap { Set(KnownWords.words(of: $0.title)) }) { $0 }.mapValues(\.count)
        let frequent = counts.filter { $0.value >= 3 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
        let trained = Set(known?.words ?? frequent)
        let near = NearWords(frequent.filter(trained.contains) + (known?.words ?? []))
        var found: [String: AuditReport.Misspelling] = [:]
        var unseen: [String: Int] = [:]
        var emptyProducts: [String] = []
        for (row, title) in titled {
            if title.folded.isEmpty {
                emptyProducts.append(row.productID)
                empty[row.category ?? "", default: 0] += 1
            }
            var isMisspelt = false
            for word in Set(KnownWords.words(of: title)) where !trained.contains(word) && (counts[word] ?? 0) < 3 {
                guard let suggestion = near.nearest(to: word) else {
                    unseen[word, default: 0] += 1
                    continue
                }
                isMisspelt = true
                found[word, default: .init(
                    word: word, suggestion: suggestion, products: 0, productID: row.productID, title: title)].products += 1
            }
            if isMisspelt { misspelt[row.category ?? "", default: 0] += 1 }
        }
        let often = unseen.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(Self.told)
        facts = .init(
            empty: emptyProducts.count, emptyProducts: Array(emptyProducts.prefix(Self.told)),
            misspelt: found.values.sorted { ($1.products, $0.word) < ($0.products, $1.word) },
            unseen: Dictionary(uniqueKeysWithValues: often.map { ($0.key, $0.value) }))
    }
}

/// What follows from the figures.
enum AuditGuide {
    static func rollout(_ gain: RankingGain) -> AuditReport.Rollout {
        guard let ci = gain.ci["r10"] else { return .wait }
        return ci.low > 0 ? .first : gain.r10 > 0 ? .next : .wait
    }

    /// Categories whose gain is surest first.
    static func order(_ categories: [AuditReport.Category]) -> [String] {
        func least(_ row: AuditReport.Category) -> Double { row.gain.ci["r10"]?.low ?? 0 }
        return categories.sorted {
            (least($1), $1.gain.r10, $0.category) < (least($0), $0.gain.r10, $1.category)
        }.map(\.category)
    }

    /// Strata that are surely harder than the best of their kind: their intervals do not touch.
    static func advice(_ strata: EvaluationReport.Strata) -> [AuditReport.Advice] {
        let kinds: [(AuditReport.Advice.Kind, [EvaluationReport.Stratum])] = [
            (.fewerProducts, strata.productsPerPhoto), (.largerProduct, strata.boxArea), (.wholeProduct, strata.edge),
        ]
        return kinds.flatMap { kind, rows in
            guard let best = rows.max(by: { ($0.ci["r10"]?.low ?? 0) < ($1.ci["r10"]?.low ?? 0) }) else {
                return [AuditReport.Advice]()
            }
            let floor = best.ci["r10"]?.low ?? 0
            return rows.filter { ($0.ci["r10"]?.high ?? 1) < floor }.map {
                AuditReport.Advice(kind: kind, stratum: $0.stratum, r10: $0.r10, better: best.stratum, betterR10: best.r10)
            }
        }
    }
}

extension EvaluationRun {
    /// The run as the page for a meeting.
    /// - Throws: `InputFault`.
    package func audited(progress: (String) -> Void = { _ in }) throws -> AuditReport {
        try Audit(self, try measurement(progress: progress)).report()
    }
}
