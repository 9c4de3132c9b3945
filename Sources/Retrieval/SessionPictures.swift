// A photo under the name that another index gives it. Paths are relative to their index, so the same photo is `photos/a.jpg` for
// an index beside the folder and `../../photos/a.jpg` for the one that the explorer keeps in its cache.
import Domain

/// Finds the photos of a session in an index.
package struct SessionPictures: Sendable {
    private let engine: SearchEngine
    /// Folder of the index that the session was opened on.
    private let home: String?

    /// - Parameter sessionIndex: the index that the session was opened on; nil where it does not say.
    package init(_ engine: SearchEngine, sessionIndex: String?) {
        self.engine = engine
        home = sessionIndex.map(folder(of:))
    }

    /// The session's path of a photo as this index writes it; nil where it has no such photo.
    package func picture(_ image: String) -> String? {
        let place = folder(of: engine.index.path)
        if let home, place != home {
            let moved = relativePath(image.hasPrefix("/") ? image : home + "/" + image, from: place)
            if holds(moved) { return moved }
        }
        return holds(image) ? image : nil
    }

    private func holds(_ image: String) -> Bool { (try? engine.index.position(of: image)) ?? nil != nil }
}

extension SearchEngine {
    /// A photo that somebody else's index calls so: the same path, or one that differs only in how far up it starts.
    package func image(called name: String) -> String {
        if (try? index.position(of: name)) ?? nil != nil { return name }
        return ((try? index.path(endingIn: name.withoutSteps)) ?? nil) ?? name
    }
}
