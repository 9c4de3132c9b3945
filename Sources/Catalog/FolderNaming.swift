// Names of folders and files as products, titles and categories; the rules stand at the head of FolderCatalog.swift.
import Foundation

/// What a picture's path says about it.
struct PicturePlace: Equatable {
    let productID: String
    let title: String
    let category: String?
}

enum FolderNaming {
    /// Names of folders that gather pictures and say nothing about what they show.
    private static let collections: Set<String> = [
        "images", "image", "img", "imgs", "photos", "photo", "pictures", "pics", "train", "test", "val", "validation",
        "data",
        "studio", "iconic", "scene", "scenes", "natural", "detail", "details", "video", "products", "catalog", "jpg",
        "png",
    ]

    /// Nobody has more photos than this of one product; such a folder is a collection.
    private static let mostPhotos = 200

    /// The source that a folder's name states (`studio`, `iconic`, `natural`…), or nil.
    static func source(of file: String) -> String? {
        let named = [
            "studio": "studio", "iconic": "iconic", "scene": "scene", "scenes": "scene", "natural": "natural",
            "detail": "detail", "details": "detail", "video": "video",
        ]
        return folder(file).lowercased().split(separator: "/").lazy.compactMap { named[String($0)] }.first
    }

    private static func says(_ name: String, amongst names: Set<String>) -> Bool { names.contains(name.lowercased()) }

    /// One place for each path (relative to the folder that was asked for).
    static func places(of files: [String]) -> [PicturePlace] {
        let folders = Dictionary(grouping: files, by: folder)
        let isProduct = folders.mapValues { members in
            let name = words(lastPart(folder(members[0])))
            return !name.isEmpty && !says(name, amongst: collections) && members.count <= mostPhotos
                && members.allSatisfy { saysNothing(stem($0), beside: name) }
        }
        return files.map { file in
            let folder = folder(file)
            return isProduct[folder] == true ? productFolder(folder) : categoryMember(file, in: folder)
        }
    }

    private static func productFolder(_ folder: String) -> PicturePlace {
        PicturePlace(
            productID: telling(folder).joined(separator: "/"), title: words(lastPart(folder)),
            category: category(self.folder(folder)))
    }

    private static func categoryMember(_ file: String, in folder: String) -> PicturePlace {
        let title = saysNothing(stem(file), beside: "") ? "" : withoutNumber(words(stem(file)))
        let id = title.isEmpty ? stem(file) : title.replacing(" ", with: "-")
        return PicturePlace(
            productID: (telling(folder) + [id]).joined(separator: "/"), title: title, category: category(folder))
    }

    private static func category(_ folder: String) -> String? {
        let parts = telling(folder).map(words)
        return parts.isEmpty ? nil : parts.joined(separator: "/")
    }

    /// A folder's parts without those that gather: `studio/red bag` and `train/red bag` are the same product.
    private static func telling(_ folder: String) -> [String] {
        folder.split(separator: "/").map(String.init).filter { !says(words($0), amongst: collections) }
    }

    /// A file name that adds nothing to its folder's: numbers, a camera's name, the folder's name again.
    private static func saysNothing(_ stem: String, beside folder: String) -> Bool {
        let cameras: Set<String> = [
            "img", "image", "dsc", "dscn", "dscf", "pic", "picture", "photo", "pxl", "p", "wp", "screenshot", "front",
            "back",
            "side", "top", "detail", "main", "studio", "scene", "natural", "iconic", "view",
        ]
        let known = Set(folder.lowercased().split(separator: " ").map(String.init))
        return words(stem).lowercased().split(separator: " ").allSatisfy { word in
            let bare = String(word.filter { !$0.isNumber })
            return bare.isEmpty || cameras.contains(bare) || known.contains(String(word)) || looksLikeHash(word)
        }
    }

    /// At least eight hexadecimal signs with a digit among them.
    private static func looksLikeHash(_ word: Substring) -> Bool {
        word.count >= 8 && word.allSatisfy(\.isHexDigit) && word.contains(where: \.isNumber)
    }

    /// `red_bag-2` as `red bag 2`.
    private static func words(_ name: String) -> String {
        name.split { "_-+.()[] ".contains($0) }.joined(separator: " ")
    }

    private static func withoutNumber(_ words: String) -> String {
        var parts = words.split(separator: " ")
        while let last = parts.last, last.allSatisfy(\.isNumber) { parts.removeLast() }
        return parts.joined(separator: " ")
    }

    private static func folder(_ path: String) -> String { path.folderOfPath }
    private static func lastPart(_ path: String) -> String { path.nameOfPath }
    private static func stem(_ path: String) -> String { lastPart(path).withoutEnding }
}
