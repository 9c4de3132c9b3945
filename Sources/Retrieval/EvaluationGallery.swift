// Who is asked for and what counts as an answer: the gallery, its products by picture, and the queries.
import Catalog
import Domain
import Files
import InstanceIndex
import Preprocessing

/// A product asked for.
struct EvaluationQuery {
    let productID: String
    let title: String
    /// Products with the same title count as one.
    let key: String
    let category: String?
    /// Its clean shot, as the catalog writes it; nil where there is none.
    let shot: String?
}

/// A product in a picture, by truth.
struct PlacedProduct {
    let productID: String
    let box: Box
}

struct EvaluationGallery {
    /// Positions in the index.
    let pictures: [Int]
    /// Per picture of the gallery: path, keys of the products in it, and their boxes where truth knows them.
    let paths: [String]
    /// Per picture: its path as seen from the catalog, the same for every index of it.
    let names: [String]
    let keys: [Set<String>]
    /// Per picture: ids of the products in it, by truth or, without it, by its rows.
    let products: [Set<String>]
    let placed: [[PlacedProduct]]
    /// Per picture: how many products it shows, by truth or, without it, by its rows.
    let productCounts: [Int]
    /// Per picture: the categories of its products.
    let categories: [Set<String>]
    let cleanShots: Int
    let queries: [EvaluationQuery]
    /// Hash of the pictures and of what is in them: two runs with one hash asked the same gallery.
    let identity: String
    /// Per picture: the title of the first product it lists; nil where it lists none.
    let firstTitles: [String?]
    /// Every title of the catalog once, in all its languages.
    let titles: [String]
    /// Titles in the language asked with, by their words.
    let postings: TitlePostings
    /// Places by key.
    private let places: [String: [Int]]

    /// - Throws: `InputFault` when no product of the catalog can be asked for, or the gallery shows none that is.
    init(_ run: EvaluationRun) throws {
        let catalog = run.catalog
        let indexed = try run.engine.index.allPictures()
        let titles = TitleKeys(catalog)
        let truth = Self.truthByPath(run)
        let clean = indexed.filter { run.isQueryShot($0.source) }
        let others = indexed.filter { !run.isQueryShot($0.source) }
        let gallery = others.isEmpty ? indexed : others
        guard !gallery.isEmpty else {
            throw InputFault(run.engine.index.path, "holds no picture", expected: "an index of the catalog's photos")
        }
        cleanShots = others.isEmpty ? 0 : clean.count
        pictures = gallery.map(\.position)
        paths = gallery.map(\.path)
        firstTitles = gallery.map { picture in
            picture.listings.first.map { listing in run.language.flatMap { listing.titles[$0] } ?? listing.label.title }
        }
        placed = gallery.map { picture in
            (truth?[picture.path] ?? []).map { PlacedProduct(productID: $0.productID, box: $0.box) }
        }
        let listed = gallery.map { Set($0.listings.map { titles.key($0.label.productID) }) }
        keys =
            truth == nil
            ? listed
            : zip(placed, listed).map { placed, listed in
                placed.isEmpty ? listed : Set(placed.map { titles.key($0.productID) })
            }
        products = zip(placed, gallery).map { placed, picture in
            placed.isEmpty ? Set(picture.listings.map(\.label.productID)) : Set(placed.map(\.productID))
        }
        productCounts = zip(placed, gallery).map { placed, picture in
            placed.isEmpty ? Set(picture.listings.map(\.product)).count : placed.count
        }
        categories = zip(placed, gallery).map { placed, picture in
            Set(placed.compactMap { titles.category($0.productID) } + picture.listings.compactMap(\.category))
        }
        postings = TitlePostings(catalog.rows.map { row in
            (titles.key(row.productID), run.language.map { row.title(in: $0) } ?? row.title)
        })
        places = Self.places(of: keys)
        self.titles = Set(catalog.rows.flatMap { [$0.title] + $0.titles.values }).sorted()
        names = paths.map { relativePath(run.engine.file(of: $0), from: catalog.directory) }
        identity = Self.identity(names, keys)
        queries = Self.queries(run, titles)
        guard !queries.isEmpty else {
            throw InputFault(
                catalog.path, "no product with a title to ask for", expected: "titles, and rows of split test")
        }
        guard answered > 0 else {
            throw InputFault(
                run.engine.index.path, "its gallery shows no product that \(catalog.path) asks for",
                expected: "an index of the catalog's photos, and its catalog (--catalog)")
        }
    }

    /// How many queries a picture of the gallery answers: the figures are over these.
    var answered: Int { queries.count { places[$0.key] != nil } }

    /// What is asked of what, in plain words.
    var words: String {
        let lacking = queries.count - answered
        return "\(answered) products, \(pictures.count) pictures"
            + (lacking > 0 ? "; \(lacking) more products have no picture there and count nowhere" : "")
    }

    /// The places of the pictures that answer a query, ascending.
    func answers(to query: EvaluationQuery) -> [Int] { places[query.key] ?? [] }

    /// The places of all pictures of products whose title answers a question, ascending.
    func matches(of question: ShortQuestion, language: String) -> [Int] {
        places(of: postings.keys(answering: question, language: language))
    }

    /// The places of all pictures of products that a shortened title describes, ascending.
    func described(by text: String, language: String) -> [Int] {
        places(of: postings.keys(describedBy: text, language: language))
    }

    private func places(of keys: Set<String>) -> [Int] { Set(keys.flatMap { places[$0] ?? [] }).sorted() }

    private static func places(of keys: [Set<String>]) -> [String: [Int]] {
        var places: [String: [Int]] = [:]
        for (place, keys) in keys.enumerated() { for key in keys { places[key, default: []].append(place) } }
        return places
    }

    private static func identity(_ paths: [String], _ keys: [Set<String>]) -> String {
        let lines = zip(paths, keys).map { path, keys in ([path] + keys.sorted()).joined(separator: "\t") }
        return SHA256.hex(Array(lines.sorted().joined(separator: "\n").utf8))
    }

    private static func truthByPath(_ run: EvaluationRun) -> [String: [TruthInstance]]? {
        guard let truth = run.truth else { return nil }
        let base = folder(of: run.engine.index.path)
        let pairs = truth.map { (relativePath(run.catalog.path(of: $0.key), from: base), $0.value) }
        return Dictionary(pairs, uniquingKeysWith: +)
    }

    /// The products with a clean shot in the test split; without such shots those of the test split; without a split
    /// all.
    private static func queries(_ run: EvaluationRun, _ titles: TitleKeys) -> [EvaluationQuery] {
        let rows = run.catalog.rows
        let tested = rows.contains { $0.split != nil } ? rows.filter { $0.split == "test" } : rows
        let hasSplit = tested.count < rows.count || rows.contains { $0.split != nil }
        let shots = tested.filter { run.isQueryShot($0.source) }
        let asked = hasSplit && !shots.isEmpty ? shots : tested
        let shotByProduct = Dictionary(
            (shots + rows.filter { run.isQueryShot($0.source) }).map { ($0.productID, $0.image) },
            uniquingKeysWith: { first, _ in first })
        var seen: Set<String> = []
        return asked.compactMap { row in
            let title = run.language.map { row.title(in: $0) } ?? row.title
            guard !title.isEmpty, seen.insert(row.productID).inserted else { return nil }
            return EvaluationQuery(
                productID: row.productID, title: title, key: titles.key(row.productID), category: row.category,
                shot: shotByProduct[row.productID])
        }
    }
}

/// Products by their normalised title: two products with one title cannot be told apart by words.
private struct TitleKeys {
    private let naming: NamingRows

    init(_ catalog: CatalogFile) { naming = NamingRows(catalog) }

    func category(_ productID: String) -> String? { naming[productID]?.category }

    func key(_ productID: String) -> String {
        let title = naming[productID]?.title.folded ?? ""
        return title.isEmpty ? "#" + productID : title
    }
}
