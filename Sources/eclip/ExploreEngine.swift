// The machine as the explorer sees it: the retrieval engine behind the explorer's own protocol, photos shrunk to what a
// terminal can show.
import Domain
import Explorer
import Foundation
import Images
import Retrieval

struct ExploreEngine: ExplorerEngine {
    let engine: SearchEngine
    /// The index as the person named it: what a session remembers.
    let indexPath: String
    let warnings: [DataWarning]
    /// The catalog that was indexed; nil where an index was named.
    var catalog: String?
    /// For the compare page; nil where nothing was named.
    var other: OtherRanking?

    /// Longest side of a photo on the screen in pixels: two for each half of a cell on a large terminal.
    private static let side = 512
    /// The same for a photo over the whole screen in pixels.
    private static let largeSide = 1600
    /// Above this many pictures the files are not looked at one by one.
    private static let checkedPictures = 50_000

    func search(_ request: SearchRequest, isCancelled: () -> Bool) throws -> SearchAnswer {
        try engine.search(request, isCancelled: isCancelled)
    }

    func search(
        _ request: SearchRequest, isCancelled: () -> Bool, soFar: @escaping (SearchAnswer) -> Void
    ) throws -> SearchAnswer {
        try engine.search(request, isCancelled: isCancelled, soFar: soFar)
    }

    func ranks(of images: [String], in request: SearchRequest, isCancelled: () -> Bool) throws -> [String: Int] {
        try engine.ranks(of: images, in: request, isCancelled: isCancelled)
    }

    func compared(_ request: SearchRequest, with side: CompareSide, isCancelled: () -> Bool) throws -> [ComparedRow] {
        guard let searched = request.beside(side) else {
            guard let other else { throw InputFault("compare", "there is no other ranking") }
            return try other.rows(request, titles: engine, isCancelled: isCancelled)
        }
        return try engine.search(searched, isCancelled: isCancelled).matches
            .map { ComparedRow(image: $0.image, title: $0.product.name) }
    }

    func read(image: String, subject: QuerySubject?) throws -> PictureReading {
        try engine.read(image: image, subject: subject, conditioned: false)
    }

    func read(product id: String) throws -> ProductReading { try engine.read(product: id) }

    func raster(image: String) throws -> Raster { try raster(image, longest: Self.side) }

    func largeRaster(image: String) throws -> Raster { try raster(image, longest: Self.largeSide) }

    private func raster(_ image: String, longest side: Int) throws -> Raster {
        let raster = try decodePicture(at: engine.file(of: image), atLeast: side / 2)
        let longest = max(raster.width, raster.height)
        guard longest > side else { return raster }
        return resized(
            raster, width: max(1, raster.width * side / longest), height: max(1, raster.height * side / longest))
    }

    func probe(_ probe: Probe, isCancelled: () -> Bool) throws -> ProbeAnswer {
        switch probe {
        case .why(let request, let image, let words):
            .why(try engine.why(.picture(image), in: request, words: words, isCancelled: isCancelled))
        case .knockOut(let part, let image, let request):
            .knockedOut(try engine.knockOut(part, of: image, in: request, isCancelled: isCancelled))
        case .maps(let image, let texts): .maps(try engine.maps(of: image, texts: texts))
        case .sheet: .sheet(try engine.sheet(isCancelled: isCancelled))
        case .region(let question): .region(try engine.photos(lookingAt: question, isCancelled: isCancelled))
        }
    }

    func facets(under filters: [QueryFilter]) throws -> [FacetColumn] { try engine.facets(under: filters) }

    func products() throws -> [Product] { try engine.products() }

    private struct Words: LiveWords {
        let picture: PinnedPicture

        func shine(_ words: String) throws -> (map: AttentionMap, score: Float) { picture.conditioned(words: words) }
    }

    func pin(image: String) throws -> any LiveWords { Words(picture: try engine.pin(image: image)) }

    /// What can be said at once, without looking at every picture's file.
    func health() throws -> HealthReport {
        let summary = engine.index.summary
        let training = engine.model.checkpoint.training
        var report = HealthReport()
        report.name = (URL(fileURLWithPath: indexPath).deletingPathExtension().lastPathComponent)
        (report.checkpoint, report.modelSHA256) = (engine.model.path, engine.model.checkpoint.identity)
        (report.objective, report.isCalibrated) = (training.objective, engine.calibration != nil)
        (report.index, report.indexSHA256) = (indexPath, summary.digest)
        report.indexModelSHA256 = summary.model.sha256
        (report.pictures, report.products, report.instances) = (summary.pictures, summary.products, summary.instances)
        (report.instancesPerPicture, report.embedding) = (summary.model.queries, summary.model.embedding)
        (report.patchRows, report.patchColumns) = (summary.model.rows, summary.model.columns)
        (report.warnings, report.catalog) = (warnings, catalog)
        report.comparedWith = other?.name
        return report
    }

    /// With the missing files counted, when there are not too many to look at.
    func fullHealth() throws -> HealthReport {
        var report = try health()
        guard report.pictures <= Self.checkedPictures else { return report }
        let full = try engine.health()
        report.missingPictures = full.missing.count
        report.missingExamples = Array(full.missing.prefix(5))
        report.warnings = warnings + full.warnings
        return report
    }
}
