// A photo under the name that another index gives it. Paths are relative to their index, so the same photo is `photos/a.jpg` for
// an index beside the folder and `../../photos/a.jpg` for the one that the explorer keeps in its cache.
import Domain
import Files
import InstanceIndex

/// What an index calls the photos of another one, or of a session that was opened on another one.
package struct PhotoNames: Sendable {
    private let engine: SearchEngine
    /// Folder of the other index.
    private let home: String?

    /// - Parameters:
    ///   - engine: whose names are wanted.
    ///   - index: the other index; nil where nobody knows it.
    package init(in engine: SearchEngine, from index: String?) {
        self.engine = engine
        home = index.map(folder(of:))
    }

    /// The name here of a photo that is called so there; nil where there is no such photo here.
    package func name(of image: String) -> String? {
        let place = folder(of: engine.index.path)
        if let home, place != home {
            let moved = relativePath(image.hasPrefix("/") ? image : home + "/" + image, from: place)
            if let name = engine.index.held(moved) { return name }
        }
        return engine.index.held(image)
    }
}

extension IndexStore {
    /// A photo's name as the index writes it; nil where it does not hold it or cannot be read.
    fileprivate func held(_ image: String) -> String? { (try? name(of: image)) ?? nil }
}

extension SearchEngine {
    /// A photo that somebody else's index calls so: the same path, or one that differs only in how far up it starts.
    package func image(called name: String) -> String {
        index.held(name) ?? ((try? index.path(endingIn: name.withoutSteps)) ?? nil) ?? name
    }
}
