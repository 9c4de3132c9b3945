// What the reducer asks the world to do, as data. The executable's runtime carries effects out on its threads; tests
// carry them out on the spot; both through `ExplorerEngine`.
import Domain

/// A request to the world. Numbers are generations: an answer with an old one is dropped.
package enum Effect: Equatable, Sendable {
    /// The products that fit the box's text; a newer one replaces it.
    case list(String, from: PickerCatalog, recent: [String], language: Language)
    /// Rank pictures. A newer search cancels an older one.
    case search(SearchRequest, generation: Int)
    /// The ranks of these pictures by the global vector.
    case rankGlobally(SearchRequest, images: [String], generation: Int)
    /// Another ranking of the same question, for the compare page.
    case compare(SearchRequest, with: CompareSide, generation: Int)
    /// Count the photos of every value of every column beside these filters.
    case countFacets([QueryFilter], generation: Int)
    /// The best row of each of these.
    case glance([SearchRequest], first: Int)
    /// Rank pictures for a look at what would change.
    case preview(SearchRequest, generation: Int)
    /// All instance queries of a photo, with their scores for the subject.
    case read(image: String, subject: QuerySubject?, generation: Int)
    /// The photo and the instance that a product under the picker's cursor would be asked with.
    case readProduct(Product, generation: Int)
    /// The photo itself.
    case picture(image: String, generation: Int)
    /// The photo with as many pixels as a screen can show.
    case enlarge(image: String)
    /// Prepare a photo for live words.
    case pin(image: String)
    /// The map of the pinned photo under these words.
    case shine(image: String, words: String, generation: Int)
    /// Add an entry to the journal.
    case record(SessionAct, sequence: Int)
    /// A question beside the search; a newer one of its kind replaces it.
    case probe(Probe)
    /// Nobody waits for the probe of this kind any more.
    case cancel(Probe.Kind)
    /// Write the screen into a file of this name.
    case share(String)
    /// Read the mouse, or leave it to the terminal.
    case mouse(Bool)
    case suspend
    case redraw
    case quit
}

/// A photo prepared for live words: each call gives the map and the score of other words within 20 ms.
package protocol LiveWords: Sendable {
    func shine(_ words: String) throws -> (map: AttentionMap, score: Float)
}

/// The machine as the explorer sees it. Every call may take its time and may be made from any thread.
package protocol ExplorerEngine: Sendable {
    /// Throws `CancellationError` when `isCancelled` turned true.
    func search(_ request: SearchRequest, isCancelled: () -> Bool) throws -> SearchAnswer
    /// The same; `soFar` hears what a long search has found until then.
    func search(
        _ request: SearchRequest, isCancelled: () -> Bool, soFar: @escaping (SearchAnswer) -> Void
    ) throws -> SearchAnswer
    /// Ranks (from 1) of some pictures among all, under the request's score.
    func ranks(of images: [String], in request: SearchRequest, isCancelled: () -> Bool) throws -> [String: Int]
    /// Another ranking of the same question, best first.
    func compared(_ request: SearchRequest, with side: CompareSide, isCancelled: () -> Bool) throws -> [ComparedRow]
    /// Every column with the photos that each value leaves beside the filters on other columns.
    func facets(under filters: [QueryFilter]) throws -> [FacetColumn]
    func read(image: String, subject: QuerySubject?) throws -> PictureReading
    /// A product by what a question for it asks with.
    func read(product id: String) throws -> ProductReading
    func raster(image: String) throws -> Raster
    /// The photo for the whole screen; the same where there is no better one.
    func largeRaster(image: String) throws -> Raster
    func products() throws -> [Product]
    func pin(image: String) throws -> any LiveWords
    func health() throws -> HealthReport
    /// Answers a probe; its failures are thrown.
    func probe(_ probe: Probe, isCancelled: () -> Bool) throws -> ProbeAnswer
}

extension ExplorerEngine {
    package func largeRaster(image: String) throws -> Raster { try raster(image: image) }

    package func search(
        _ request: SearchRequest, isCancelled: () -> Bool, soFar: @escaping (SearchAnswer) -> Void
    ) throws -> SearchAnswer { try search(request, isCancelled: isCancelled) }

    /// Carries out one effect that needs the machine and gives the event it ends in; nil when there is none (the
    /// effect is not the machine's, or the search was cancelled).
    /// - Parameter meanwhile: hears events on the way there.
    package func answer(
        _ effect: Effect, pinned: (any LiveWords)?, isCancelled: () -> Bool = { false },
        meanwhile: @escaping (Event) -> Void = { _ in }
    ) -> Event? {
        do {
            return try event(for: effect, pinned: pinned, isCancelled: isCancelled, meanwhile: meanwhile)
        } catch is CancellationError {
            return nil
        } catch {
            return failure(of: effect, String(describing: error))
        }
    }

    private func event(
        for effect: Effect, pinned: (any LiveWords)?, isCancelled: () -> Bool, meanwhile: @escaping (Event) -> Void
    ) throws -> Event? {
        switch effect {
        case .search(let request, let generation):
            let answer = try search(request, isCancelled: isCancelled) {
                meanwhile(.foundSoFar($0, generation: generation))
            }
            return .found(answer, generation: generation)
        case .list(let text, let catalog, let recent, let language):
            return .listed(catalog.rows(for: text, recent: recent, language: language), for: text)
        case .rankGlobally(let request, let images, let generation):
            let ranks = try ranks(of: images, in: request, isCancelled: isCancelled)
            return .rankedGlobally(ranks, generation: generation)
        case .compare(let request, let side, let generation):
            return .compared(try compared(request, with: side, isCancelled: isCancelled), generation: generation)
        case .countFacets(let filters, let generation):
            return .facets(try facets(under: filters), generation: generation)
        case .glance(let requests, let first):
            return .glanced(try requests.map { QueryGlance(try glance($0)) }, first: first)
        case .preview(let request, let generation):
            return .previewed(try search(request, isCancelled: isCancelled), generation: generation)
        case .read(let image, let subject, let generation):
            return .reading(try read(image: image, subject: subject), generation: generation)
        case .readProduct(let product, let generation):
            return .productRead(try read(product: product.label.productID), generation: generation)
        case .picture(let image, let generation):
            return .picture(try raster(image: image), image: image, generation: generation)
        case .enlarge(let image): return .enlarged(try largeRaster(image: image), image: image)
        case .shine(let image, let words, let generation):
            guard let light = try pinned?.shine(words) else { return nil }
            return .shone(image: image, words: words, map: light.map, score: light.score, generation: generation)
        case .probe(let question):
            return .probed(question, try probe(question, isCancelled: isCancelled))
        default: return nil
        }
    }

    /// A question that cannot be asked has no rows.
    private func glance(_ request: SearchRequest) throws -> SearchAnswer {
        do {
            return try search(request) { false }
        } catch is InputFault {
            let reading = QueryReading(raw: request.subject.key, normalized: request.subject.key)
            return SearchAnswer(request: request, reading: reading, matches: [], total: 0)
        }
    }

    private func failure(of effect: Effect, _ problem: String) -> Event? {
        switch effect {
        case .search(_, let generation): .searchFailed(problem, generation: generation)
        case .compare(_, _, let generation): .comparisonFailed(problem, generation: generation)
        case .countFacets(_, let generation): .facetsFailed(problem, generation: generation)
        case .preview(_, let generation): .previewFailed(problem, generation: generation)
        case .read(let image, _, _), .picture(let image, _): .pictureFailed(image: image, problem)
        case .readProduct(let product, _): .pictureFailed(image: product.cover, problem)
        case .pin(let image), .shine(let image, _, _): .pinFailed(image: image, problem)
        case .probe(let question): .probed(question, .failed(problem))
        default: nil
        }
    }
}
