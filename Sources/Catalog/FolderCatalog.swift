// A catalog from a folder of pictures, for people who have no CSV yet. What a folder means is decided by its files:
//   * A folder whose file names are only numbers, camera names or the folder's own name holds photos of ONE product;
//     its name is the title, the folders above it are the category (`shoes/red runner/IMG_1.jpg`).
//   * Any other folder is a CATEGORY: each file is a product titled by its name, and names that differ only in a
//     number at the end (`red bag 1.jpg`, `red bag-2.jpg`) are photos of one product. A file name without words
//     leaves the title empty. Folders named `images`, `train`, `studio`… gather pictures and are neither.
// The source is what a folder says (`studio`, `natural`…), else seen from the border: one light, even colour is
// `studio`, the rest `scene`.
import Domain
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
    package let directory: String

    /// Looks through a folder (hidden files and linked folders are left alone) and decodes every picture once.
    /// `progress` gets (pictures done, in all). Throws `InputFault` when there is no such folder or no picture in it.
    package static func scan(
        _ directory: String, threads: Int = 2, progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) throws -> FolderCatalog {
        let (files, others) = try pictureFiles(in: directory)
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
        if rows.isEmpty {
            throw InputFault(
                directory, files.isEmpty ? "holds no picture" : "none of its \(files.count) pictures can be decoded",
                expected: "PNG, JPEG or WebP files")
        }
        return FolderCatalog(rows: rows, faults: faults, notes: notes, otherFiles: others, directory: directory)
    }

    /// The same as a catalog that was never written: its path is the folder, its hash that of the rows.
    package var catalog: CatalogFile {
        CatalogFile(
            path: directory, directory: directory, hash: SHA256.hex(Array(text(prefix: "").utf8)), rows: rows,
            faults: faults, columns: Self.columns)
    }

    /// Writes the rows as a catalog whose image paths are relative to its own place. Throws `InputFault` when it
    /// cannot be written.
    package func write(to path: String) throws {
        let prefix = Self.prefix(from: (path as NSString).deletingLastPathComponent, to: directory)
        try writeText(text(prefix: prefix), to: path)
    }

    private static let columns = ["product_id", "title", "image", "source", "category"]

    private func text(prefix: String) -> String {
        let lines = rows.map { row in
            CSVWriter.line([row.productID, row.title, prefix + row.image, row.source, row.category ?? ""])
        }
        return CSVWriter.line(Self.columns) + lines.joined()
    }

    /// Every picture below a folder, told by content, sorted; and how many other files there are.
    private static func pictureFiles(in directory: String) throws -> (pictures: [String], others: Int) {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: directory, isDirectory: &isDirectory) else {
            throw InputFault(directory, "no such folder")
        }
        guard isDirectory.boolValue, let found = FileManager.default.enumerator(atPath: directory) else {
            throw InputFault(directory, "is not a folder", expected: "a folder of pictures")
        }
        var pictures: [String] = []
        var others = 0
        for case let name as String in found {
            if name.split(separator: "/").contains(where: { $0.hasPrefix(".") }) { continue }
            let path = directory + "/" + name
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), !isDirectory.boolValue else {
                continue
            }
            // A file that is called a picture and is none was cut short or mixed up: its owner wants to hear of it.
            if isPictureFile(at: path) || name.isNamedAsPicture { pictures.append(name) } else { others += 1 }
        }
        return (pictures.sorted { $0.compare($1, options: .numeric) == .orderedAscending }, others)
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
        let absolute = { (path: String) in
            URL(fileURLWithPath: path.isEmpty ? "." : path).standardizedFileURL.pathComponents
        }
        let from = absolute(start)
        let to = absolute(end)
        let shared = zip(from, to).prefix { $0 == $1 }.count
        let steps = [String](repeating: "..", count: from.count - shared) + to[shared...]
        return steps.isEmpty ? "" : steps.joined(separator: "/") + "/"
    }
}
