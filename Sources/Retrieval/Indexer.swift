// A catalog becomes an index: every picture once, on all cores, in batches that survive an interruption.
import Catalog
import Domain
import Files
import Foundation
import InstanceIndex
import Networks
import Preprocessing

/// How far an indexing run is.
package struct IndexingProgress: Equatable, Sendable {
    /// Pictures done, those of an earlier, interrupted run included.
    package var done: Int
    package var total: Int
    /// Of this run; 0 before the first batch.
    package var picturesPerSecond: Double
}

/// What an indexing run gave.
package struct IndexingReport: Sendable {
    package var summary: IndexSummary
    /// Bad rows of the catalog and pictures that could not be read.
    package var faults: [InputFault]
    /// Pictures that this run read although their data end early.
    package var notes: [InputFault]
    /// Things to know before trusting the index.
    package var warnings: [DataWarning]
    /// Pictures that an interrupted run had already done.
    package var resumed: Int
    package var encoded: Int
    /// Of these, photos that the index before this one had read from the same files.
    package var known: Int
    package var seconds: Double
}

package struct Indexer {
    package let model: LoadedModel
    package let catalog: CatalogFile
    package let output: String
    package let split: String?
    package let threads: Int
    package let skipBadRows: Bool
    package let inBackground: Bool
    /// Pictures read at once by a thread.
    package let batchSize: Int

    /// - Parameters:
    ///   - output: where the index will stand.
    ///   - split: only pictures of this split; nil for all.
    ///   - skipBadRows: go on however many pictures cannot be read.
    ///   - inBackground: step back for everything else on the machine, a search above all.
    package init(
        model: LoadedModel, catalog: CatalogFile, output: String, split: String? = nil, threads: Int = 2,
        skipBadRows: Bool = false, inBackground: Bool = false, batchSize: Int = 32
    ) {
        self.model = model
        self.catalog = catalog
        self.output = output
        self.split = split
        self.threads = max(1, threads)
        self.skipBadRows = skipBadRows
        self.inBackground = inBackground
        self.batchSize = batchSize
    }

    /// Builds the index, or goes on with an interrupted build of the same catalog and model.
    /// - Parameter snapshots: for who wants to search what is read so far; pictures are then read in a mixed order, so that
    ///   the first ones are of all parts of the catalog.
    /// - Throws: `InputFault` (no row in the split, too many unreadable pictures, a full disk), `CancellationError`;
    ///   what is built so far is kept.
    @discardableResult
    package func run(
        isCancelled: () -> Bool = { false }, snapshots: IndexSnapshots? = nil,
        progress: (IndexingProgress) -> Void = { _ in }
    ) throws -> IndexingReport {
        let plan = try IndexPlanner(model: model, catalog: catalog, output: output, split: split).plan()
        let builder = try IndexBuilder(at: output, plan: plan)
        // What cannot be read is said by every run, also by one that goes on.
        try builder.forgetSkipped()
        let missing = try builder.missing()
        let work = IndexingWork(model: model, plan: plan, folder: folder(of: output), known: known())
        let order = snapshots == nil ? missing : mixed(missing)
        let crew = IndexingCrew(work: work, batches: batches(order), threads: threads, inBackground: inBackground)
        var pace = snapshots?.pace ?? SnapshotPace()
        snapshots?.removeAll()
        defer { snapshots?.removeAll() }
        var faults = catalog.faults, notes: [InputFault] = []
        let rows = CatalogPlaces(catalog, output: output)
        var statistics = PictureStatistics()
        var encoded = 0, known = 0
        let start = Date()
        progress(
            IndexingProgress(
                done: plan.pictures.count - missing.count, total: plan.pictures.count, picturesPerSecond: 0))
        try crew.run(isCancelled: isCancelled) { batch in
            try builder.add(
                batch.pictures, skipping: batch.faults.mapValues(\.problem), noting: batch.notes.mapValues(\.problem))
            faults += rows.located(batch.faults, in: plan)
            notes += rows.located(batch.notes, in: plan)
            for pixels in batch.sample { statistics.add(pixels, size: model.configuration.imageSize) }
            encoded += batch.pictures.count
            known += batch.known
            let done = plan.pictures.count - missing.count + encoded + (faults.count - catalog.faults.count)
            progress(
                IndexingProgress(
                    done: done, total: plan.pictures.count,
                    picturesPerSecond: Double(encoded) / max(1e-3, -start.timeIntervalSinceNow)))
            if let snapshots, done < plan.pictures.count, pace.isDue(done, at: -start.timeIntervalSinceNow) {
                snapshots.take(of: builder, pictures: done)
                pace.taken(done, at: -start.timeIntervalSinceNow)
            }
        }
        try check(unreadable: faults.count - catalog.faults.count, of: plan.pictures.count, faults.last)
        let fit = try GalleryFit(model: model, plan: plan).calibration { try builder.readBack(512, $0) }
        let summary = try builder.finish(calibration: fit)
        return IndexingReport(
            summary: summary, faults: faults, notes: notes,
            warnings: known * 2 > encoded ? [] : warnings(statistics), resumed: builder.resumed,
            encoded: encoded, known: known, seconds: -start.timeIntervalSinceNow)
    }

    /// The index that stands there already, where photos of it can be taken over as they are.
    private func known() -> IndexStore? {
        guard isRegular(output), let store = try? IndexStore(at: output, expecting: model.identity), store.isOfThisReader,
            (try? store.checkWhole()) != nil
        else { return nil }
        return store
    }

    /// The same order for every run of a catalog.
    private func mixed(_ positions: [Int]) -> [Int] {
        var random = SeededGenerator(seed: UInt64(positions.count))
        return positions.shuffled(using: &random)
    }

    private func batches(_ positions: [Int]) -> [[Int]] {
        stride(from: 0, to: positions.count, by: batchSize).map {
            Array(positions[$0..<min(positions.count, $0 + batchSize)])
        }
    }

    private func check(unreadable: Int, of total: Int, _ last: InputFault?) throws {
        // An index of nothing is none, however much is tolerated.
        let isNothingLeft = unreadable == total
        let isTooMuch = !skipBadRows && Double(unreadable) > CatalogFile.toleratedShare * Double(total)
        guard unreadable > 0, isNothingLeft || isTooMuch else { return }
        throw InputFault(
            catalog.path, "\(unreadable) of \(total) pictures cannot be read; the last: \(last?.description ?? "")",
            expected: isNothingLeft ? "pictures that can be read" : "at most 5 %, or --skip-bad-rows")
    }

    /// Says so when the pictures read now differ from those of training by more than their own spread.
    private func warnings(_ statistics: PictureStatistics) -> [DataWarning] {
        guard let trained = model.trainingPictures, statistics.pictures > 0 else { return [] }
        let (trait, distance) = trained.strongestDifference(from: statistics)
        guard distance > Self.unlike else { return [] }
        return [
            .unlike(
                model: model.name, trait: trait.rawValue, here: statistics.mean(trait), trained: trained.mean(trait))
        ]
    }

    /// Distance of means, in spreads, from which two sets of pictures count as unlike. Measured against the demo's
    /// training pictures: its own unseen scenes 0.4, its studio shots alone 1.2, photos of clothes 1.8, of shelves 2.8.
    static let unlike = 1.5
}

/// The rows of a catalog by their pictures as the index names them; looked up once something is to be said of one.
private final class CatalogPlaces {
    private let catalog: CatalogFile
    private let base: String
    private lazy var rows = Dictionary(
        catalog.rows.map { (relativePath(catalog.path(of: $0.image), from: base), $0) },
        uniquingKeysWith: { first, _ in first })

    init(_ catalog: CatalogFile, output: String) {
        self.catalog = catalog
        base = folder(of: output)
    }

    /// What is said of pictures, in their order, with the lines of the catalog that name them.
    func located(_ said: [Int: InputFault], in plan: IndexPlan) -> [InputFault] {
        said.sorted { $0.key < $1.key }.map { position, fault in
            guard let row = rows[plan.pictures[position].path] else { return fault }
            return InputFault(
                "\(catalog.path):\(row.line)", "image \(row.image): \(fault.problem)", expected: fault.expected)
        }
    }
}

/// What the catalog says will be in the index.
struct IndexPlanner {
    let model: LoadedModel
    let catalog: CatalogFile
    let output: String
    let split: String?

    func plan() throws -> IndexPlan {
        let rows = try chosenRows()
        guard !rows.isEmpty else {
            throw InputFault(catalog.path, "no row of split \(split ?? "")", expected: "a split of this catalog")
        }
        let (products, numbers) = products(of: rows)
        return IndexPlan(
            model: model.identity, catalog: catalog.path.nameOfPath, catalogHash: catalog.hash,
            split: split, products: products, pictures: pictures(of: rows, numbers: numbers))
    }

    /// The rows of the split; without a `split` column those that this checkpoint's training held out, or trained on.
    private func chosenRows() throws -> [CatalogRow] {
        let training = model.checkpoint.training
        if let split, !catalog.hasSplit, split == "test" || split == "train", training.catalogHash != catalog.hash {
            throw InputFault(
                catalog.path, "has no split column to take \(split) from, and \(model.path) was trained on another catalog",
                expected: "a split column, or the catalog of the training")
        }
        return catalog.rows(of: split, dividedBy: training.splitBy)
    }

    /// Products in the order of their first rows.
    private func products(of rows: [CatalogRow]) -> ([PlannedProduct], [String: Int]) {
        let naming = NamingRows(catalog)
        var numbers: [String: Int] = [:]
        var names: [CatalogRow] = []
        for row in rows where numbers[row.productID] == nil {
            numbers[row.productID] = names.count
            names.append(naming[row.productID] ?? row)
        }
        let vectors = model.vectors(of: names.map(\.title))
        let further = furtherTitles(rows, naming)
        let products = zip(names, vectors).map { row, vector in
            PlannedProduct(
                label: ProductLabel(productID: row.productID, title: row.title),
                titles: row.titles.merging(further[row.productID] ?? [:]) { own, _ in own },
                category: row.category, vector: vector)
        }
        return (products, numbers)
    }

    /// Titles that a product's other rows give it, under numbers from 2 as other titles stand under their language: words of
    /// them are known, and `title:` finds them.
    private func furtherTitles(_ rows: [CatalogRow], _ naming: NamingRows) -> [String: [String: String]] {
        var met: [String: Set<String>] = [:], titles: [String: [String: String]] = [:]
        for row in rows where !row.title.isEmpty {
            let shown = naming[row.productID]?.title.folded ?? ""
            guard met[row.productID, default: [shown]].insert(row.title.folded).inserted else { continue }
            titles[row.productID, default: [:]][String((titles[row.productID]?.count ?? 0) + 2)] = row.title
        }
        return titles
    }

    private func pictures(of rows: [CatalogRow], numbers: [String: Int]) -> [PlannedPicture] {
        let base = folder(of: output)
        var places: [DiskPath: Int] = [:]
        var pictures: [PlannedPicture] = []
        for row in rows {
            let listing = PlannedListing(product: numbers[row.productID] ?? 0, facets: row.facets)
            let file = catalog.path(of: row.image)
            let path = relativePath(file, from: base)
            if let place = places[DiskPath(path)] {
                pictures[place].listings.append(listing)
            } else {
                places[DiskPath(path)] = pictures.count
                pictures.append(
                    PlannedPicture(
                        path: path, source: row.source, split: row.split, listings: [listing], stamp: FileStamp(of: file)))
            }
        }
        return pictures
    }
}
