// Verdicts of sessions as training uses them: the words asked and the photo, as the catalog writes its path.
import Catalog
import Domain
import Evaluation
import Files
import Foundation
import Images
import Retrieval
import Sessions
import Training

struct FeedbackFiles {
    private(set) var judged: [JudgedPicture] = []
    /// Verdicts whose photo is not in the catalog, or that were given to a question without words.
    private(set) var unmatched = 0

    private let catalog: CatalogFile
    /// As the catalog writes them, by any Unicode form.
    private let images: [String: String]

    /// - Throws: `InputFault` for a session that cannot be read or holds no verdict.
    init(sessions: [String], catalog: CatalogFile) throws {
        self.catalog = catalog
        images = Dictionary(catalog.rows.map { ($0.image, $0.image) }) { first, _ in first }
        for path in sessions {
            let contents = try readSession(path)
            let memory = contents.memory
            let verdicts = contents.verdicts()
            guard !verdicts.isEmpty else { throw InputFault(path, "holds no verdict", expected: "a session with verdicts") }
            for verdict in verdicts.values.sorted(by: Self.precedes) { add(verdict, index: memory.opened?.index) }
        }
    }

    private static func precedes(_ a: Verdict, _ b: Verdict) -> Bool {
        (a.key.query, a.key.image, a.key.instance) < (b.key.query, b.key.image, b.key.instance)
    }

    private mutating func add(_ verdict: Verdict, index: String?) {
        guard let isRight = Self.isRight(verdict) else { return }
        guard let words = words(of: verdict), let picture = picture(verdict.key.image, index: index) else {
            unmatched += 1
            return
        }
        judged.append(JudgedPicture(words: words, picture: picture, isRight: isRight, region: isRight ? region(of: verdict) : nil))
    }

    /// The drawn box in fractions of the square that the photo is padded to: the map judged knows its frame, else the file
    /// does. nil without a box, or where neither can be read.
    private func region(of verdict: Verdict) -> Box? {
        guard let box = verdict.box else { return nil }
        if let frame = verdict.evidence.map?.frame { return box.inSquare(of: frame) }
        let path = verdict.key.image.hasPrefix("/") ? verdict.key.image : catalog.directory + "/" + verdict.key.image
        guard let size = try? pictureSize(at: path) else { return nil }
        let side = Double(max(size.width, size.height))
        let (width, height) = (Double(size.width) / side, Double(size.height) / side)
        return box.inSquare(of: Box(x: (1 - width) / 2, y: (1 - height) / 2, width: width, height: height))
    }

    /// Whether the photo answers the words; nil where the verdict says nothing about that. The right product in the wrong
    /// region, or filed under another name, is in the photo all the same.
    private static func isRight(_ verdict: Verdict) -> Bool? {
        switch verdict.reason {
        case .duplicate, .badPhoto: nil
        case .wrongRegion, .filedElsewhere: true
        case .wrongProduct, .wrongAttribute, nil: verdict.grade == .good
        }
    }

    /// The words asked; for a product asked by its id, its title.
    private func words(of verdict: Verdict) -> String? {
        let key = verdict.key.query
        if key.hasPrefix("#") {
            let title = catalog.rows.first { $0.productID == key.dropFirst() }?.title ?? ""
            return title.isEmpty ? nil : title
        }
        if key.folded.isEmpty || key.contains("@") { return nil }
        return verdict.evidence.rawQuery.folded == key ? verdict.evidence.rawQuery : key
    }

    /// Paths of a session are relative to its index.
    private func picture(_ image: String, index: String?) -> String? {
        if let own = images[image] { return own }
        guard let index else { return nil }
        return images[relativePath(folder(of: index).path(to: image), from: catalog.directory)]
    }
}
