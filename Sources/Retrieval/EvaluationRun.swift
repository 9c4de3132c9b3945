// One evaluation: every held-out product asked for by its title and by its clean shot, and every map laid on the truth.
// First the scans of the index, then one pass over the gallery's files for everything text-conditioned.
import Catalog
import Domain
import Evaluation
import InstanceIndex

package struct EvaluationRun {
    let engine: SearchEngine
    let catalog: CatalogFile
    let truth: [String: [TruthInstance]]?
    /// The source that queries are taken from; nil for clean shots of any kind.
    let querySource: String?
    /// Language of the titles asked with; nil for the default ones.
    let language: String?

    package init(
        engine: SearchEngine, catalog: CatalogFile, truth: [String: [TruthInstance]]? = nil,
        querySource: String? = nil, language: String? = nil
    ) {
        self.engine = engine
        self.catalog = catalog
        self.truth = truth
        self.querySource = querySource
        self.language = language
    }

    func isQueryShot(_ source: String) -> Bool { querySource.map { $0 == source } ?? isCleanShot(source: source) }

    /// - Parameter progress: told what is being done, in plain words.
    /// - Throws: `InputFault` when nothing can be asked, or a picture file is missing.
    package func run(progress: (String) -> Void = { _ in }) throws -> EvaluationReport {
        let gallery = try EvaluationGallery(self)
        progress("\(gallery.queries.count) products, \(gallery.pictures.count) pictures")
        let texts = engine.model.vectors(of: gallery.queries.map(\.title))
        let scores = GalleryScores(engine: engine, gallery: gallery, texts: texts)
        let outcomes = try scores.outcomes()
        var report = EvaluationReport()
        report.products = gallery.queries.count
        report.pictures = gallery.pictures.count
        report.cleanShots = gallery.cleanShots
        progress("clean shots")
        report.instanceToScene = try ShotQueries(engine: engine, gallery: gallery, texts: texts, catalog: catalog)
            .figures()
        let pass = PicturePass(engine: engine, gallery: gallery, texts: texts, heads: outcomes.map(\.head))
        let found = try pass.run(progress: progress)
        let figures = EvaluationFigures(engine: engine, gallery: gallery, scores: scores, outcomes: outcomes)
        report.textToScene = try figures.textToScene(found.conditioned)
        report.grounding = found.grounding
        report.controls = try figures.controls()
        report.queries = figures.queryFigures()
        report.calibration = figures.calibration()
        report.byCategory = figures.categories(found.pointing)
        return report
    }
}
