// What an index will hold, known before the first picture is read: so an interrupted build knows what is missing, and
// "nearest title" can be answered from the first picture on.
import Domain

/// A product of the index with the vector of its title.
package struct PlannedProduct: Equatable, Sendable {
    package var label: ProductLabel
    /// Titles by language, without the default one.
    package var titles: [String: String]
    package var category: String?
    /// Unit vector of the default title, `embedding` floats.
    package var vector: [Float]

    package init(label: ProductLabel, titles: [String: String] = [:], category: String? = nil, vector: [Float]) {
        self.label = label
        self.titles = titles
        self.category = category
        self.vector = vector
    }
}

/// A row of the catalog: a product in a picture.
package struct PlannedListing: Equatable, Sendable {
    /// Place in `IndexPlan.products`.
    package var product: Int
    package var facets: [String: String]

    package init(product: Int, facets: [String: String] = [:]) {
        self.product = product
        self.facets = facets
    }
}

/// A picture, once, with all rows that name it.
package struct PlannedPicture: Equatable, Sendable {
    /// Relative to the index.
    package var path: String
    package var source: String
    package var split: String?
    package var listings: [PlannedListing]
    /// The file as it is before it is read; nil where nobody looked.
    package var stamp: FileStamp?

    package init(path: String, source: String, split: String? = nil, listings: [PlannedListing], stamp: FileStamp? = nil) {
        self.stamp = stamp
        self.path = path
        self.source = source
        self.split = split
        self.listings = listings
    }
}

/// Everything but the pictures' contents.
package struct IndexPlan: Sendable {
    package var model: ModelIdentity
    package var catalog: String
    package var catalogHash: String
    package var split: String?
    package var products: [PlannedProduct]
    /// In the order of their paths' bytes, each path once.
    package private(set) var pictures: [PlannedPicture]

    package init(
        model: ModelIdentity, catalog: String, catalogHash: String, split: String? = nil,
        products: [PlannedProduct], pictures: [PlannedPicture]
    ) {
        self.model = model
        self.catalog = catalog
        self.catalogHash = catalogHash
        self.split = split
        self.products = products
        self.pictures = pictures.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }
}

/// The part of an encoded picture that answers questions.
package struct EncodedInstances: Equatable, Sendable {
    /// Place in `IndexPlan.pictures`.
    package var position: Int
    /// `queries * embedding`, unit vectors.
    package var instances: [Float]
    /// Per instance: the listed product whose title fits best (place in `IndexPlan.products`, -1 for none).
    package var fits: [Int32]

    package init(position: Int, instances: [Float], fits: [Int32]) {
        (self.position, self.instances, self.fits) = (position, instances, fits)
    }
}

/// What the model saw in one picture.
package struct EncodedPicture: Sendable {
    /// Place in `IndexPlan.pictures`.
    package var position: Int
    /// The part of the padded square that is the picture.
    package var frame: Box
    /// `queries * embedding`, unit vectors.
    package var instances: [Float]
    /// `embedding`, a unit vector.
    package var global: [Float]
    package var maps: StoredMaps
    /// Per instance: the listed product whose title fits best (place in `IndexPlan.products`, -1 for none).
    package var fits: [Int32]
    /// Per instance: the product of the whole index whose title is nearest (-1 for none), and its score.
    package var nearest: [Int32]
    package var nearestScores: [Float]

    package init(
        position: Int, frame: Box, instances: [Float], global: [Float], maps: StoredMaps, fits: [Int32],
        nearest: [Int32], nearestScores: [Float]
    ) {
        self.position = position
        self.frame = frame
        self.instances = instances
        self.global = global
        self.maps = maps
        self.fits = fits
        self.nearest = nearest
        self.nearestScores = nearestScores
    }
}
