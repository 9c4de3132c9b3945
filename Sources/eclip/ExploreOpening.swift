// What the explorer opens: the bundled demo, a named index, or a catalog or bare folder that is indexed beside the
// screen into a cache. Runs on a thread of its own; the screen is up before it is done.
import Catalog
import Domain
import Explorer
import Foundation
import InstanceIndex
import Retrieval
import Sessions

/// Where the data comes from.
struct ExploreSource {
    var checkpoint: String
    /// An index that is there; nil: build one for `catalog` or `folder`.
    var index: String?
    var catalog: String?
    var folder: String?
    /// What the catalog calls its columns.
    var columns = ColumnNames()
    /// For the compare page.
    var other: OtherRanking?
}

struct ExploreOpening {
    let source: ExploreSource
    let language: Language
    let memory: SessionMemory
    /// What the journal lost, in words.
    let note: String?
    /// The view to open at.
    let address: ViewAddress?
    let tour: Bool
    let questions: QuestionList?
    let post: @Sendable (Event) -> Void

    /// Opens everything, posting progress on the way and the opening event at the end.
    ///
    /// Throws `InputFault` for anything wrong with the files.
    func run(_ machine: ExploreMachine) throws {
        post(.progress(Progress(task: .opening, done: 0, total: 0)))
        var isShown = false
        var engine = try open { early in
            var early = early
            early.other = source.other
            guard canBegin(withPartOf: early.indexPath) else { return }
            // Rows of what is read so far are a help, not a promise: without them the screen waits for all.
            if (try? show(early, on: machine, isFirst: !isShown, isWhole: false)) != nil { isShown = true }
        }
        engine.other = source.other
        post(.progress(nil))
        try show(engine, on: machine, isFirst: !isShown, isWhole: true)
        if let address { post(.reopen(address.moved(by: engine.engine.image(called:)))) }
        if tour { post(.guide) }
        if let questions { post(.queries(questions.subjects, name: questions.name)) }
        lowerPriority(by: 4)
        post(.health(try engine.fullHealth()))
    }

    /// Words can be asked of what is read so far; an address, a pinned photo or a picture that was asked with may not be read yet.
    private func canBegin(withPartOf index: String) -> Bool {
        guard address == nil, memory.pinned(on: index) == nil else { return false }
        guard let place = memory.place(on: index) else { return true }
        guard case .text(let text) = place.subject else { return false }
        return QueryParts(text).terms.allSatisfy { if case .text = $0.subject { true } else { false } }
    }

    /// Gives the screen an index to ask, or a fuller one in place of the one it has.
    private func show(_ engine: ExploreEngine, on machine: ExploreMachine, isFirst: Bool, isWhole: Bool) throws {
        let health = try engine.health(), products = try engine.products()
        let opening = isFirst ? try opening(engine, products, isWhole: isWhole) : .picker
        machine.open(engine)
        guard isFirst else { return post(.grown(health, PickerCatalog(products), isWhole: isWhole)) }
        post(.opened(opening, health, language: language))
        post(.products(PickerCatalog(products)))
    }

    private func opening(_ engine: ExploreEngine, _ products: [Product], isWhole: Bool) throws -> Opening {
        if memory.nextSequence > 1 || note != nil { return .restored(memory, note: note) }
        // A story tells of ranks among all photos.
        if !isWhole { return .picker }
        // Who says where to begin is not told a story first.
        if address != nil || tour || questions != nil { return .picker }
        if let story = try StoryFinder.find(engine, products, language: language) { return .story(story) }
        return .picker
    }

    /// - Parameter early: hears of the index as far as it is built, where one has to be.
    private func open(early: @escaping (ExploreEngine) -> Void) throws -> ExploreEngine {
        if let index = source.index {
            let engine = try SearchEngine(checkpoint: source.checkpoint, index: index)
            return ExploreEngine(engine: engine, indexPath: index, warnings: [])
        }
        let model = try LoadedModel(at: source.checkpoint)
        let cache = try cacheFolder(model)
        let listed =
            try source.catalog.map { ExploreFolder.Listed(catalog: $0, isOwn: true) }
            ?? ExploreFolder(folder: source.folder ?? ".", cache: cache, post: post).listed()
        return try indexed(listed, model: model, cache: cache, early: early)
    }

    // MARK: Catalogs and bare folders

    /// `…/eclip/<digest of place and model>`; made when it is not there.
    private func cacheFolder(_ model: LoadedModel) throws -> String {
        let caches = try PersonalFolder.cache.needed(ProcessInfo.processInfo.environment)
        let place = URL(fileURLWithPath: source.catalog ?? source.folder ?? ".").standardizedFileURL.path
        let digest = SHA256.hex(Array((place + "\n" + model.checkpoint.identity).utf8)).prefix(16)
        let folder = caches + "/" + digest
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw InputFault(folder, "the folder for the index cannot be made")
        }
        return folder
    }

    private func indexed(
        _ listed: ExploreFolder.Listed, model: LoadedModel, cache: String, early: @escaping (ExploreEngine) -> Void
    ) throws -> ExploreEngine {
        let path = listed.catalog
        let catalog = try CatalogFile.read(path, columns: listed.isOwn ? source.columns : ColumnNames())
        let index = cache + "/\(Self.name(of: source)).index"
        var warnings = listed.warnings + catalog.faults.prefix(3).map { .fault($0.description) } + catalog.remarks.map { .catalog($0) }
        if let engine = current(index, catalog: catalog, model: model) {
            return ExploreEngine(engine: engine, indexPath: index, warnings: warnings, catalog: path)
        }
        let indexer = Indexer(model: model, catalog: catalog, output: index, threads: 2)
        let snapshots = IndexSnapshots(stem: index + ".sofar") { copy in
            guard let store = try? IndexStore(at: copy, expecting: model.identity) else { return }
            let engine = SearchEngine(model: model, index: store)
            early(ExploreEngine(engine: engine, indexPath: index, warnings: warnings, catalog: path))
        }
        let report = try indexer.run(snapshots: snapshots) { progress in
            post(.progress(Progress(task: .indexing, done: progress.done, total: progress.total)))
        }
        warnings += report.warnings
        let store = try SearchEngine(checkpoint: source.checkpoint, index: index)
        return ExploreEngine(engine: store, indexPath: index, warnings: warnings, catalog: path)
    }

    /// The index in the cache, when it was built from this very catalog and the same photos.
    private func current(_ index: String, catalog: CatalogFile, model: LoadedModel) -> SearchEngine? {
        guard FileManager.default.fileExists(atPath: index),
            let engine = try? SearchEngine(checkpoint: source.checkpoint, index: index),
            engine.index.summary.catalogHash == catalog.hash, let changed = try? engine.changedPictures(), changed.isEmpty
        else { return nil }
        return engine
    }

    private static func name(of source: ExploreSource) -> String {
        let place = URL(fileURLWithPath: source.catalog ?? source.folder ?? ".").standardizedFileURL
        let name = source.catalog == nil ? place.lastPathComponent : place.deletingPathExtension().lastPathComponent
        return name.isEmpty || name == "/" ? "catalog" : name
    }
}
