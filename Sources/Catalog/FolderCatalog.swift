// A catalog from a folder of pictures, for people who have no CSV yet. What a folder means is decided by its files:
//   * A folder whose file names are only numbers, camera names or the folder's own name holds photos of ONE product;
//     its name is the title, the folders above it are the category (`shoes/red runner/IMG_1.jpg`).
//   * Any other folder is a CATEGORY: each file is a product titled by its name, and names that differ only in a
//     number at the end (`red bag 1.jpg`, `red bag-2.jpg`) are photos of one product. A file name without words
//     leaves the title empty. Folders named `images`, `train`, `studio`… gather pictures and are neither.
// The source is what a folder says (`studio`, `natural`…), else seen from the border: one light, even colour is
// `studio`, the rest `scene`.
import Domain
import Files
import Foundation
import Images

/// What was found in a folder.
package struct FolderCatalog: Sendable {
    /// Rows whose `image` is relative to the folder.
    package let rows: [CatalogRow]
    /// Pictures that cannot be decoded.
    package let faults: [InputFault]
    /// Pictures whose files end early and that are used as far as they go.
    package let notes: [InputFault]
    /// Files that are no pictures.
    package let otherFiles: Int
    /// What nobody could look at: names that are not UTF-8, folders that cannot be read, links to nothing, pipes.
    package let leftOut: [LeftOutEntry]
    /// What the names that are not UTF-8 look like.
    package let likelyEncoding: OtherEncoding?
    package let directory: String

    /// Looks through a folder as `FolderWalk` does and decodes every picture once.
    /// `progress` gets (pictures done, in all). Throws `InputFault` when there is no such folder or no picture in it.
    package static func scan(
        _ directory: String, threads: Int = 2, progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) throws -> FolderCatalog {
        let walk = try FolderWalk(directory)
        let (files, others) = pictureFiles(walk, in: directory)
        let seen = try inParallel(files.count, threads: threads, progress: { progress($0, files.count) }) { index in
            Self.look(at: directory + "/" + files[index])
        }
        let places = FolderNaming.places(of: files)
        var rows: [CatalogRow] = []
        var faults: [InputFault] = [], notes: [InputFault] = []
        for (index, file) in files.enumerated() {
            switch seen[index] {
            case .failure(let fault): faults.append(fault)
            case .success((let source, let note)):
                if let note { notes.append(note) }
                let place = places[index]
                rows.append(
                    CatalogRow(
                        line: rows.count + 2, productID: place.productID, title: place.title, image: file,
                        source: FolderNaming.source(of: file) ?? source, category: place.category))
            }
        }
        if rows.isEmpty { throw nothing(in: directory, pictures: files.count, walk) }
        return FolderCatalog(
            rows: rows, faults: faults, notes: notes, otherFiles: others, leftOut: walk.leftOut,
            likelyEncoding: walk.likelyEncoding, directory: directory)
    }

    /// The same as a catalog that was never written: its path is the folder, its hash that of the rows.
    package var catalog: CatalogFile {
        CatalogFile(
            path: directory, directory: directory, hash: SHA256.hex(Array(text(prefix: "").utf8)), rows: rows,
            faults: faults, columns: Self.columns)
    }

    /// The rows as a catalog that will lie at `path`: its image paths are relative to that.
    package func text(for path: String) -> String {
        text(prefix: Self.prefix(from: path.folderOfPath, to: directory))
    }

    /// Writes the rows as a catalog. Throws `InputFault` when it cannot be written.
    package func write(to path: String) throws { try writeText(text(for: path), to: path) }

    private static let columns = ["product_id", "title", "image", "source", "category"]

    private func text(prefix: String) -> String {
        let lines = rows.map { row in
            CSVWriter.line([row.productID, row.title, prefix + row.image, row.source, row.category ?? ""])
        }
        return CSVWriter.line(Self.columns) + lines.joined()
    }

    /// What is wrong with a folder without a picture; what lies in it that nobody could look at is the likely reason.
    private static func nothing(in directory: String, pictures: Int, _ walk: FolderWalk) -> InputFault {
        let problem = pictures == 0 ? "holds no picture" : "none of its \(pictures) pictures can be decoded"
        let lost = walk.leftOut.filter(\.isLoss)
        guard let first = lost.first else { return InputFault(directory, problem, expected: "PNG, JPEG or WebP files") }
        let remedy = walk.likelyEncoding.map { "; its names look like \($0.name): \($0.renaming(directory))" } ?? ""
        return InputFault(
            directory, "\(problem), but \(lost.count) that cannot be looked at (\(first.path): \(first.reason.words))\(remedy)",
            expected: "PNG, JPEG or WebP files")
    }

    /// Every picture that a walk found, told by content, sorted; and how many other files there are.
    private static func pictureFiles(_ walk: FolderWalk, in directory: String) -> (pictures: [String], others: Int) {
        // A file that is called a picture and is none was cut short or mixed up: its owner wants to hear of it.
        let pictures = walk.files.map(\.path).filter {
            isPictureFile(at: directory + "/" + $0) || $0.trimmingCharacters(in: .whitespacesAndNewlines).isNamedAsPicture
        }
        return (pictures.sorted { $0.compare($1, options: .numeric) == .orderedAscending }, walk.files.count - pictures.count)
    }

    /// The source that a picture's border speaks for, and what is to be said of its file.
    private static func look(at path: String) -> Result<(source: String, note: InputFault?), InputFault> {
        do {
            let picture = try readPicture(at: path, atLeast: 64)
            return .success((looksClean(picture.raster) ? "studio" : "scene", picture.note))
        } catch let fault as InputFault {
            return .failure(fault)
        } catch {
            return .failure(InputFault(path, "cannot be decoded"))
        }
    }

    /// A border that is light and of one colour.
    static func looksClean(_ picture: Raster) -> Bool {
        let small = resized(picture, width: 32, height: 32)
        var border: [[Int]] = []
        for y in 0..<32 {
            for x in 0..<32 where x == 0 || y == 0 || x == 31 || y == 31 {
                let place = (y * 32 + x) * 3
                border.append(small.pixels[place..<place + 3].map(Int.init))
            }
        }
        let means = (0..<3).map { channel in border.map { $0[channel] }.reduce(0, +) / border.count }
        let even = border.count { pixel in (0..<3).allSatisfy { abs(pixel[$0] - means[$0]) < 16 } }
        return (means.min() ?? 0) > 200 && even * 10 >= border.count * 9
    }

    /// The path from one folder to another, with its slash; empty for the same one.
    static func prefix(from start: String, to end: String) -> String {
        let path = relativePath(end, from: start.isEmpty ? "." : start)
        return path.isEmpty ? "" : path + "/"
    }
}
