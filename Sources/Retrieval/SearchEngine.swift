// The model meets the index: a question becomes vectors, vectors become ranked matches with their maps. Immutable but
// for the memory of the last question; any number of threads may ask at once.
import Domain
import Files
import Foundation
import Images
import InstanceIndex
import Networks
import Preprocessing
import Synchronization

package final class SearchEngine: Sendable {
    package let model: LoadedModel
    package let index: IndexStore
    /// Threads of one scan.
    let threads: Int
    let reporting: PartialReporting
    /// The last question and its vectors: a cursor that walks down a ranking asks the same again and again.
    private let lastQuery = Mutex<(subject: QuerySubject, query: QueryVectors)?>(nil)
    /// What the last filters left: they stay while the words beside them are typed, and finding it reads every listing.
    private let lastGallery = Mutex<(filters: [QueryFilter], gallery: FilteredGallery)?>(nil)

    /// Opens a checkpoint and an index made with it.
    /// - Throws: `InputFault`, also when the index was built with another checkpoint (both are named).
    package convenience init(checkpoint: String, index: String, threads: Int = 2) throws {
        let model = try LoadedModel(at: checkpoint)
        self.init(model: model, index: try IndexStore(at: index, expecting: model.identity), threads: threads)
    }

    /// `index` must have been built with `model`.
    package init(model: LoadedModel, index: IndexStore, threads: Int = 2, reporting: PartialReporting = .init()) {
        precondition(index.summary.model.sha256 == model.checkpoint.identity, "an index of another checkpoint")
        self.model = model
        self.index = index
        self.threads = threads
        self.reporting = reporting
    }

    /// Ranks the pictures of the index.
    /// - Parameter soFar: hears what a long search has found until then: rows of the pictures seen, without chances.
    /// - Throws: `InputFault` for a subject that does not exist, `CancellationError`.
    package func search(
        _ request: SearchRequest, among allowed: PictureSet? = nil, isCancelled: () -> Bool = { false },
        soFar: ((SearchAnswer) -> Void)? = nil
    ) throws -> SearchAnswer {
        var timing = SearchTiming()
        var clock = Stopwatch()
        let query = try vectors(of: request.subject)
        timing.encode = clock.lap()
        let allowed = try self.allowed(allowed, query, request)
        let ranking = Ranking(engine: self, query: query, request: request, allowed: allowed)
        let rows = try ranking.rows(
            isCancelled: isCancelled, soFar: soFar.map { PartialAnswers(ranking: ranking, publish: $0).report })
        let rivals = allowed == nil ? nil : try ranking.rivals(isCancelled: isCancelled)
        let photos = try filedPhotos(query, request) {
            try rivals ?? (request.grouping == .none ? rows.map(\.hit) : ranking.rivals(isCancelled: isCancelled))
        }
        timing.search = clock.lap()
        let matches = try MatchBuilder(engine: self, query: query, request: request, rivals: rivals, photos: photos).matches(rows)
        timing.maps = clock.lap()
        var answer = SearchAnswer(
            request: request, reading: query.reading, matches: matches,
            total: allowed?.count ?? index.pictureCount, timing: timing)
        if query.isText, let first = rows.first { answer.missingWords = try missing(query.words, in: first.hit.picture) }
        return answer
    }

    /// Words that no title of a picture holds, in whatever language it is filed: who asks in another one than the screen's is
    /// understood all the same.
    private func missing(_ words: String, in picture: Int) throws -> [String] {
        let titles = try index.pictures([picture]).flatMap(\.listings).flatMap { [$0.label.title] + $0.titles.values }
        return HeldWords(titles: titles).missing(from: words)
    }

    /// Photos that are filed as what the words seem to name; 1 where no chance is said.
    /// - Parameter first: the first rows of the whole index.
    private func filedPhotos(_ query: QueryVectors, _ request: SearchRequest, _ first: () throws -> [PictureHit]) throws -> Int {
        guard query.isText, request.score == .instance, !request.refine, calibration?.photosWeight != nil else { return 1 }
        return try filedPhotos(query.instance, first())
    }

    /// What a question ranks: what the caller allows, its filters leave and its choices name; nil for everything.
    func allowed(_ allowed: PictureSet?, _ query: QueryVectors, _ request: SearchRequest) throws -> PictureSet? {
        try Self.both(Self.both(allowed, query.gallery?.pictures), chosen(request.choices))
    }

    private static func both(_ one: PictureSet?, _ other: PictureSet?) -> PictureSet? {
        guard let one else { return other }
        return other.map(one.intersection) ?? one
    }

    /// The pictures that all choices leave; nil for everything. Names that the index does not have choose nothing.
    private func chosen(_ choices: [PictureChoice]) throws -> PictureSet? {
        guard !choices.isEmpty else { return nil }
        var left = Set(0..<index.pictureCount)
        for choice in choices {
            let positions = Set(try choice.images.compactMap { try index.position(of: $0) })
            left = choice.isExcluded ? left.subtracting(positions) : left.intersection(positions)
        }
        return PictureSet(left, capacity: index.pictureCount)
    }

    /// Every column of the catalog with what each value would leave beside some filters.
    /// - Throws: `InputFault` for a filter on a column that is not there.
    package func facets(under filters: [QueryFilter]) throws -> [FacetColumn] { try Facets(index).table(under: filters) }

    /// All products of the index, in the order of the catalog.
    package func products() throws -> [Product] { try index.products() }

    /// A picture of the index, decoded from its file.
    /// - Parameter side: what both sides may be shrunk to while decoding, in pixels; nil for the picture as it is.
    /// - Throws: `InputFault` when the file is missing or broken.
    package func raster(image: String, atLeast side: Int? = nil) throws -> Raster {
        try decodePicture(at: file(of: image), atLeast: side)
    }

    /// Where the file of an index's picture lies; a path that the index does not hold is taken as it is.
    package func file(of image: String) -> String {
        let path = image.hasPrefix("/") ? image : folder(of: index.path) + "/" + image
        // A folder that went to another system and back may have its names in the other Unicode form.
        return path.utf8.contains { $0 >= 0x80 } ? pathOnDisk(path) ?? path : path
    }

    /// Photos of the index whose file is there and is another one than was read; nil where an older index cannot tell.
    package func changedPictures() throws -> [String]? {
        try index.stamps()?.filter { path, stamp in FileStamp(of: file(of: path)).map { $0 != stamp } ?? false }.map(\.path)
    }

    /// What filters leave of the index, remembered for the next question; nil where there is nothing to filter.
    /// - Throws: `InputFault` for a filter on a column that is not there.
    func gallery(meeting filters: [QueryFilter]) throws -> FilteredGallery? {
        if let last = lastGallery.withLock({ $0 }), last.filters == filters { return last.gallery }
        guard let gallery = try Facets(index).gallery(meeting: filters) else { return nil }
        lastGallery.withLock { $0 = (filters, gallery) }
        return gallery
    }

    /// The vectors of a subject, remembered for the next question about it.
    func vectors(of subject: QuerySubject) throws -> QueryVectors {
        if let last = lastQuery.withLock({ $0 }), last.subject == subject { return last.query }
        let query = try QueryReader(engine: self).read(subject)
        lastQuery.withLock { $0 = (subject, query) }
        return query
    }
}

/// Milliseconds between laps.
struct Stopwatch {
    private var last = DispatchTime.now().uptimeNanoseconds

    mutating func lap() -> Double {
        let now = DispatchTime.now().uptimeNanoseconds
        defer { last = now }
        return Double(now - last) / 1e6
    }
}
