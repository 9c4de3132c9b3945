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
    /// Classes to tell apart; nil for the largest categories, where there are two.
    package var classes: ClassChoice?

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

    /// Throws `InputFault` for a source, a class or a language that the catalog does not have, before anything is measured.
    private func check() throws {
        let sources = Set(catalog.rows.map(\.source)).sorted()
        if let querySource, !sources.contains(querySource) {
            throw InputFault(
                "--query-source", "no row of \(catalog.path) is from \(querySource)", expected: sources.joined(separator: ", "))
        }
        try classes?.check(against: catalog)
        try checkTitles()
    }

    func isQueryShot(_ source: String) -> Bool { querySource.map { $0 == source } ?? isCleanShot(source: source) }

    /// - Parameter progress: told what is being done, in plain words.
    /// - Throws: `InputFault` when nothing can be asked. What needs a photo that cannot be read is left out, which
    ///   `progress` hears.
    package func run(progress: (String) -> Void = { _ in }) throws -> EvaluationReport {
        try measured(progress: progress).report
    }

    /// The same with what every query got, to be saved and compared.
    package func measured(progress: (String) -> Void = { _ in }) throws -> SavedEvaluation {
        SavedEvaluation(self, try measurement(progress: progress))
    }

    func measurement(progress: (String) -> Void) throws -> Measurement {
        let begun = processorSeconds()
        try check()
        let gallery = try EvaluationGallery(self)
        progress(gallery.words)
        if let note = untitledNote(gallery) { progress(note) }
        let texts = engine.model.vectors(of: gallery.queries.map(\.title))
        let scores = GalleryScores(engine: engine, gallery: gallery, texts: texts)
        let outcomes = try scores.outcomes()
        progress("clean shots")
        let (shots, lostShots) = try ShotQueries(engine: engine, gallery: gallery, scores: scores, catalog: catalog).outcomes()
        let pass = PicturePass(engine: engine, gallery: gallery, texts: texts, heads: outcomes.map(\.head))
        let found = try pass.run(progress: progress)
        let refined = try scores.refined(found.conditioned, heads: outcomes.map(\.head))
        var measured = Measurement(
            gallery: gallery, outcomes: outcomes, refined: refined, shots: shots, pairs: found.pairs)
        measured.report = try report(of: measured, scores)
        progress("mistakes in titles, blanked pictures")
        measured.report.robustness = try Robustness(
            engine: engine, gallery: gallery, scores: scores, outcomes: outcomes, language: language ?? "en"
        ).figures()
        measured.report.shortQuestions = try ShortQuestionFigures(
            engine: engine, gallery: gallery, scores: scores, language: language ?? "en"
        ).figures()
        let (faithfulness, lostBlanked) = try Faithfulness(
            engine: engine, gallery: gallery, texts: texts, outcomes: outcomes
        ).figures()
        measured.report.faithfulness = faithfulness
        let leftOut = [lostShots, found.leftOut, lostBlanked].reduce(into: LeftOut()) { $0.add($1) }
        measured.report.leftOut = leftOut.figures
        if let note = leftOut.note { progress(note) }
        measured.report.cost = try CostFigures(engine: engine, gallery: gallery).figures(since: begun)
        return measured
    }

    private func report(of found: Measurement, _ scores: GalleryScores) throws -> EvaluationReport {
        let gallery = found.gallery
        let figures = EvaluationFigures(
            engine: engine, gallery: gallery, scores: scores, outcomes: found.outcomes, refined: found.refined)
        var report = EvaluationReport()
        (report.products, report.withoutPhoto) = (gallery.answered, gallery.queries.count - gallery.answered)
        report.pictures = gallery.pictures.count
        report.cleanShots = gallery.cleanShots
        report.textToScene = figures.textToScene()
        report.instanceToScene = .init(found.shots)
        report.grounding = .init(found.pairs)
        report.controls = try figures.controls()
        report.queries = figures.queryFigures()
        report.calibration = try figures.calibration(language: language)
        report.byCategory = figures.categories(found.pairs)
        report.blendCurve = .init(found.outcomes)
        report.strata = StrataFigures(gallery: gallery, sightings: found.sightings, sizes: categorySizes).strata()
        let pictures = try ProductPictures(engine, gallery, shots: found.shots)
        report.zeroShot = try zeroShot(gallery, pictures)
        report.photoNaming = try PhotoNaming(
            gallery: gallery, scores: scores, shots: found.shots, hasInstances: engine.model.hasInstances
        ).figures()
        report.similarProducts = SimilarProducts(
            engine: engine, gallery: gallery, catalog: catalog, pictures: pictures
        ).figures()
        return report
    }

    /// Products of the catalog by category.
    private var categorySizes: [String: Int] {
        let pairs = Set(catalog.rows.compactMap { row in row.category.map { [$0, row.productID] } })
        return Dictionary(grouping: pairs) { $0[0] }.mapValues(\.count)
    }

    private func zeroShot(_ gallery: EvaluationGallery, _ pictures: ProductPictures) throws -> EvaluationReport.ZeroShot? {
        let zeroShot = ZeroShot(engine: engine, gallery: gallery, catalog: catalog, pictures: pictures)
        if let classes { return try zeroShot.figures(classes) }
        guard !pictures.products.isEmpty, Set(gallery.queries.compactMap(\.category)).count >= 2 else { return nil }
        return try? zeroShot.figures(.column("category", largest: ClassChoice.usual))
    }
}
