// Which two photos of a product a step compares. The intra-product task learns from what changes between sources (the
// shop's studio, a customer's kitchen), so two photos of different sources come first; clean shots come with a share
// of their own, because scenes alone leave the model at chance for long (model.md, "Sampling").
import Domain

/// One photo of the training set.
package struct Photo: Sendable {
    /// Its place in the pixel cache.
    package let picture: Int
    /// Where it comes from, as the catalog says: `studio`, `natural`, `comment`…
    package let source: String
    package var isClean: Bool { isCleanShot(source: source) }
    /// The catalog does not say where it comes from.
    var isUnmarked: Bool { source == "photo" }
    /// Its row's titles by language, empty ones left out.
    package let titles: [String: String]
    /// It is this product's own photo: the catalog lists no other product for it before.
    var isOwn = true
}

package struct PhotoPairs: Sendable {
    /// Pictures that cannot be drawn.
    let bad: Set<Int>
    /// How often the first photo is a clean shot, where there are clean shots and scenes.
    let cleanShare: Double

    /// Can anything of this product be drawn?
    static func canDraw(_ product: TrainingProduct, bad: Set<Int>) -> Bool {
        product.photos.contains { !bad.contains($0.picture) }
    }

    /// The first and the second photo; the same one twice when there is no other.
    /// - Parameter cleanOnly: from clean shots alone, where there are any.
    func pair(of product: TrainingProduct, cleanOnly: Bool, _ random: inout SeededGenerator) -> (Photo, Photo) {
        let clean = usable(product.clean), scenes = usable(product.scenes)
        guard !scenes.isEmpty, !(cleanOnly && !clean.isEmpty) else {
            let photos = clean.isEmpty ? product.photos : clean
            let first = random.pick(photos)
            let elsewhere = photos.filter { $0.source != first.source }
            return (first, random.pick(elsewhere.isEmpty ? photos : elsewhere))
        }
        let second = random.pick(scenes)
        if !clean.isEmpty, random.chance(cleanShare) { return (random.pick(clean), second) }
        return (partner(of: second, among: scenes, &random), second)
    }

    /// A photo of another source, else another photo, else the same.
    private func partner(of photo: Photo, among photos: [Photo], _ random: inout SeededGenerator) -> Photo {
        let elsewhere = photos.filter { $0.source != photo.source }
        if !elsewhere.isEmpty { return random.pick(elsewhere) }
        let others = photos.filter { $0.picture != photo.picture }
        return others.isEmpty ? photo : random.pick(others)
    }

    private func usable(_ photos: [Photo]) -> [Photo] { bad.isEmpty ? photos : photos.filter { !bad.contains($0.picture) } }
}
