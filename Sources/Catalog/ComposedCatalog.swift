// A catalog of composed scenes: studio photos copied, scenes of products of one split among themselves, and the truth
// about them. So search on lifestyle photos can be measured where a merchant owns only studio shots. Photos are cut
// again for every scene that needs them: memory stays flat. catalog.csv is written last.
import Domain
import Files
import Foundation
import Images

/// What was composed.
package struct ComposedReport: Sendable, Equatable {
    package var products: Int
    package var scenes: Int
    /// Photos refused, by reason.
    package var refused: [CutOutProblem: Int]
    /// Photos that cannot be read.
    package var unreadable: [InputFault]
    /// Photos whose files end early and that are used as far as they go.
    package var notes: [InputFault]

    package init(
        products: Int, scenes: Int, refused: [CutOutProblem: Int], unreadable: [InputFault] = [], notes: [InputFault] = []
    ) {
        self.products = products
        self.scenes = scenes
        self.refused = refused
        self.unreadable = unreadable
        self.notes = notes
    }
}

package struct ComposedCatalog: Sendable {
    let catalog: CatalogFile
    /// `train`, `test` or nil for every row.
    let split: String?
    let scenesPerProduct: Int
    /// At most so many products, chosen by a hash of their names; nil for all.
    let products: Int?
    let size: Int
    let format: DemoFormat
    let seed: UInt64

    /// - Parameters:
    ///   - scenes: for each product.
    ///   - size: side of the scenes in pixels.
    /// - Throws: `InputFault` for numbers out of range or a split without rows.
    package init(
        _ catalog: CatalogFile, split: String? = nil, scenes: Int = 3, products: Int? = nil, size: Int = 192,
        format: DemoFormat = .webp, seed: UInt64 = 1
    ) throws {
        guard (1...10_000).contains(scenes) else {
            throw InputFault("--scenes", "\(scenes) scenes for each product", expected: "1 to 10000")
        }
        guard (DemoCatalog.leastSize...2048).contains(size) else {
            throw InputFault("--size", "\(size) pixels", expected: "\(DemoCatalog.leastSize) to 2048")
        }
        if let products, products < 1 {
            throw InputFault("--products", "\(products) products", expected: "1 or more")
        }
        if catalog.rows(of: split, dividedBy: "product").isEmpty {
            throw InputFault("--split", "\(catalog.path) has no rows of split \(split ?? "")", expected: "train or test")
        }
        self.catalog = catalog
        self.split = split
        scenesPerProduct = scenes
        self.products = products
        self.size = size
        self.format = format
        self.seed = seed
    }

    /// Writes `catalog.csv`, `truth.jsonl`, `studio/*` and `scenes/*`. The result depends on the seed, not on `threads`.
    /// - Parameter progress: gets (pictures done, pictures in all) from any thread.
    /// - Throws: `InputFault` when no photo can be cut out, a file cannot be written, or the folder is that of a photo that
    ///   is read, or, unless that is forced, holds what was not composed.
    package func write(
        to directory: String, threads: Int = 2, force: Bool = false,
        progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) throws -> ComposedReport {
        let folder = try prepared(directory, force: force)
        let stock = try ComposedStock(self, threads: threads)
        let composer = SceneComposer(props: SceneProps(side: size, seed: seed ^ 0xC0DE, photos: stock.photos))
        let jobs = stock.products.indices.flatMap { product in (0...scenesPerProduct).map { (product, $0) } }
        let entries = try inParallel(
            jobs.count, threads: threads,
            progress: { done in if done % 16 == 0 || done == jobs.count { progress(done, jobs.count) } },
            { place in
                let (product, scene) = jobs[place]
                return scene == 0
                    ? try studio(product, stock, folder)
                    : try composed(product, scene, stock, composer, folder)
            })
        try folder.write(entries.map(\.truth).joined(), to: "truth.jsonl")
        try folder.write(CSVWriter.line(header) + entries.map(\.rows).joined(), to: "catalog.csv")
        return ComposedReport(
            products: stock.products.count, scenes: stock.products.count * scenesPerProduct, refused: stock.refused,
            unreadable: stock.unreadable, notes: stock.notes)
    }

    private func prepared(_ directory: String, force: Bool) throws -> OutputFolder {
        let own = URL(fileURLWithPath: catalog.directory).resolvingSymlinksInPath().path
        if URL(fileURLWithPath: directory).resolvingSymlinksInPath().path == own {
            throw InputFault(directory, "is the folder of the catalog itself", expected: "another folder")
        }
        let photos = Set(catalog.rows.map { catalog.path(of: $0.image) }).sorted()
        return try OutputFolder(
            directory, maker: "compose", folders: ["studio", "scenes"], lists: ["catalog.csv", "truth.jsonl"],
            reading: [catalog.path] + photos, force: force)
    }

    // MARK: pictures

    private func studio(_ product: Int, _ stock: ComposedStock, _ folder: OutputFolder) throws -> (rows: String, truth: String) {
        let row = stock.products[product]
        let kind = row.image.endingOfPath
        let image = "studio/\(product + 1)" + (kind.isEmpty ? "" : "." + kind)
        try folder.write(Data(pictureBytes(at: catalog.path(of: row.image))), to: image)
        return (line(row, image: image, source: "studio"), "")
    }

    private func composed(
        _ product: Int, _ scene: Int, _ stock: ComposedStock, _ composer: SceneComposer, _ folder: OutputFolder
    ) throws -> (rows: String, truth: String) {
        let name = stock.products[product].productID
        var random = SeededGenerator.derived(
            from: seed ^ 0x5CE9E, stream: SeededGenerator.stableHash(name) &+ UInt64(scene))
        let members = stock.members(with: product, &random)
        let cutOuts = try members.map { try stock.cutOut(of: $0) }
        let background = composer.props.pickBackground(using: &random)
        let (raster, seen) = composer.compose(cutOuts, background: background, using: &random)
        let bytes = format == .webp ? try encodeWebP(raster, quality: 85, effort: 2) : try encodePNG(raster)
        let image = "scenes/\(product * scenesPerProduct + scene).\(format.rawValue)"
        try folder.write(Data(bytes), to: image)
        let shown = zip(members.map { stock.products[$0] }, seen).filter { $0.1.box.area > 0 }
        let instances = shown.map { TruthInstance(productID: $0.0.productID, box: $0.1.box) }
        return (
            shown.map { line($0.0, image: image, source: "scene") }.joined(),
            TruthFile.line(image: image, instances: instances)
        )
    }

    // MARK: rows

    private var languages: [String] { catalog.columns.filter { $0.hasPrefix("title_") } }

    private var facets: [String] {
        let known = ["product_id", "title", "image", "source", "split", "category", ""]
        return catalog.columns.filter { !known.contains($0) && !$0.hasPrefix("title_") }
    }

    private var header: [String] {
        ["product_id", "title"] + languages + ["image", "source", "split", "category"] + facets
    }

    private func line(_ row: CatalogRow, image: String, source: String) -> String {
        CSVWriter.line(
            [row.productID, row.title] + languages.map { row.titles[String($0.dropFirst(6))] ?? "" }
                + [image, source, split ?? row.split ?? "", row.category ?? ""] + facets.map { row.facets[$0] ?? "" })
    }
}

/// The products of a split that can be cut out, and what may stand behind them.
struct ComposedStock: Sendable {
    /// The row of each product's studio photo, in the order of the catalog.
    let products: [CatalogRow]
    let photos: [[UInt8]]
    private(set) var refused: [CutOutProblem: Int] = [:]
    private(set) var unreadable: [InputFault] = []
    private(set) var notes: [InputFault] = []
    private let catalog: CatalogFile
    private let longest: Int

    private static let block = 128
    private static let photoBackgrounds = 64

    init(_ plan: ComposedCatalog, threads: Int) throws {
        catalog = plan.catalog
        longest = max(96, plan.size * 5 / 4)
        let rows = plan.catalog.rows(of: plan.split, dividedBy: "product")
        let candidates = Self.candidates(rows)
        var chosen: [CatalogRow] = []
        for start in stride(from: 0, to: candidates.count, by: Self.block) where chosen.count < plan.products ?? .max {
            let part = Array(candidates[start..<min(start + Self.block, candidates.count)])
            let found = try inParallel(part.count, threads: threads) { [catalog, longest] place in
                Self.firstUsable(part[place], catalog, longest: longest)
            }
            for look in found where chosen.count < plan.products ?? .max {
                unreadable += look.faults
                for problem in look.problems { refused[problem, default: 0] += 1 }
                if let row = look.row { chosen.append(row) }
                if let note = look.note { notes.append(note) }
            }
        }
        guard !chosen.isEmpty else {
            if let fault = unreadable.first { throw fault }
            throw InputFault(
                plan.catalog.path, "no studio photo of its \(candidates.count) products can be cut out",
                expected: "photos with a plain background, source studio, iconic or none")
        }
        products = chosen.sorted { $0.line < $1.line }
        photos = Self.backgrounds(rows, plan)
    }

    /// For each product its rows that may be studio photos, in the order of a hash of the products' names.
    private static func candidates(_ rows: [CatalogRow]) -> [[CatalogRow]] {
        let clean = rows.filter { isCleanShot(source: $0.source) || $0.source == "photo" }
        return Dictionary(grouping: clean, by: \.productID).map { (SeededGenerator.stableHash($0.key), $0.value) }
            .sorted { ($0.0, $0.1[0].line) < ($1.0, $1.1[0].line) }.map(\.1)
    }

    /// What was found among the photos of a product.
    private struct Look: Sendable {
        /// The first that can be cut out, and what is to be said of its file.
        var row: CatalogRow?
        var note: InputFault?
        var problems: [CutOutProblem] = []
        var faults: [InputFault] = []
    }

    private static func firstUsable(_ rows: [CatalogRow], _ catalog: CatalogFile, longest: Int) -> Look {
        var look = Look()
        for row in rows where look.row == nil {
            do {
                let picture = try readPicture(at: catalog.path(of: row.image), atLeast: longest)
                _ = try CutOut.of(picture.raster, longest: longest).get()
                (look.row, look.note) = (row, picture.note)
            } catch let problem as CutOutProblem {
                look.problems.append(problem)
            } catch {
                look.faults.append(error as? InputFault ?? InputFault(row.image, "\(error)"))
            }
        }
        return look
    }

    /// Corners of the split's own photos that are no studio photos.
    private static func backgrounds(_ rows: [CatalogRow], _ plan: ComposedCatalog) -> [[UInt8]] {
        var random = SeededGenerator.derived(from: plan.seed, stream: 0xBAC7)
        let images = Set(rows.filter { !isCleanShot(source: $0.source) && $0.source != "photo" }.map(\.image)).sorted()
        return random.shuffled(images).prefix(photoBackgrounds).compactMap { image in
            guard let photo = try? decodePicture(at: plan.catalog.path(of: image), atLeast: plan.size * 2) else { return nil }
            return SceneProps.photoBackground(photo, side: plan.size, using: &random)
        }
    }

    /// A product and those beside it.
    func members(with product: Int, _ random: inout SeededGenerator) -> [Int] {
        let count = SceneComposer.productCount(using: &random)
        var members = [product]
        for _ in 0..<count * 4 where members.count < count {
            let other = random.integer(in: 0...products.count - 1)
            if !members.contains(other) { members.append(other) }
        }
        return members
    }

    /// Throws `InputFault` when the photo has gone or changed since it was looked at.
    func cutOut(of product: Int) throws -> CutOut {
        let path = catalog.path(of: products[product].image)
        guard case .success(let cutOut) = CutOut.of(try decodePicture(at: path, atLeast: longest), longest: longest) else {
            throw InputFault(path, "has changed while scenes were composed")
        }
        return cutOut
    }
}
