// Who owns each patch. Background queries compete last: by plain arg-max one of them owns most of a photo and hides
// the query that saw the product.
import Domain
import Screen

/// The owner of every patch.
package struct OwnerMap: Equatable, Sendable {
    /// The owner of one patch.
    package struct Owner: Equatable, Sendable {
        /// The product query with the largest part, from 1; nil where none holds 20 %.
        package let instance: Int?
        /// The part of the patch it owns, 0...1.
        package let share: Float

        /// The letter shown: upper case from 50 %, `.` for the background.
        package var glyph: Character {
            guard let instance else { return "." }
            let letter = InstanceReading.letter(instance)
            return share >= OwnerMap.firm ? Character(letter.uppercased()) : letter
        }
    }

    /// From this part on a product query is named at all.
    package static let named: Float = 0.2
    /// From this part on its letter is upper case.
    package static let firm: Float = 0.5

    package let rows, columns: Int
    package let owners: [Owner]

    /// The owners of a photo's patches from all its queries.
    package init(_ readings: [InstanceReading]) {
        rows = readings.first?.map.rows ?? 0
        columns = readings.first?.map.columns ?? 0
        let products = readings.filter { !$0.isBackground }
        owners = (0..<rows * columns).map { patch in
            guard let best = products.max(by: { $0.owned[patch] < $1.owned[patch] }),
                best.owned[patch] >= Self.named
            else { return Owner(instance: nil, share: 0) }
            return Owner(instance: best.instance, share: best.owned[patch])
        }
    }

    /// Okabe and Ito's colours, told apart with every kind of colour vision.
    private static let colours = [
        RGB(230, 159, 0), RGB(86, 180, 233), RGB(0, 158, 115), RGB(240, 228, 66), RGB(0, 114, 178), RGB(213, 94, 0),
        RGB(204, 121, 167), RGB(150, 150, 150),
    ]

    /// The colour of a query's letter, from 1; it is the same in every view.
    package static func colour(of instance: Int, inks: Inks) -> Colour? {
        inks.ink(colours[(max(1, instance) - 1) % colours.count])
    }

    /// A query's colour, weakened towards the background where its part is under 50 %.
    static func colour(of owner: Owner, inks: Inks) -> Colour? {
        guard let instance = owner.instance else { return nil }
        let full = colours[(instance - 1) % colours.count]
        return inks.ink(owner.share >= firm ? full : full.mixed(with: inks.background, share: 0.5))
    }
}
