// The products of the demo: every category in every colour, plain and with three patterns in two accent colours.
// Which accents and which products are held out for testing is decided by a hash of the attributes' names alone, so
// that product ids and splits are the same for every seed.
import Domain

/// What the demo's products are made of.
package enum DemoCategory: String, CaseIterable, Sendable {
    case shoe, handbag
    case tshirt = "t-shirt"
    case hat, mug, lamp, chair, watch, bottle, headphones, umbrella, backpack,
        sunglasses, sofa, dress, sock
}

package enum DemoColor: String, CaseIterable, Sendable {
    case red, orange, yellow, green, teal, blue, purple, pink, brown, black, white, grey

    /// The colours that patterns are drawn in.
    static let accents: [DemoColor] = [.white, .black, .yellow, .red, .blue]
}

package enum DemoPattern: String, CaseIterable, Sendable {
    case plain, striped, dotted, checked
}

/// One product of the demo.
package struct DemoProduct: Sendable, Equatable {
    /// From 1, in the fixed order of the catalog; the id is `p` and this number.
    package let number: Int
    package let category: DemoCategory
    package let color: DemoColor
    package let pattern: DemoPattern
    /// nil for plain products.
    package let accent: DemoColor?
    /// Held out for testing?
    package fileprivate(set) var isTest = false

    package var id: String { "p\(number)" }

    /// The attributes in words, the only input of every fixed choice.
    fileprivate var name: String {
        [category.rawValue, color.rawValue, pattern.rawValue, accent?.rawValue ?? "-"].joined(separator: "/")
    }
}

/// All 1,344 products in order, 10 of each category marked as test products.
package let demoProducts: [DemoProduct] = {
    var products: [DemoProduct] = []
    for category in DemoCategory.allCases {
        for color in DemoColor.allCases {
            products.append(
                DemoProduct(
                    number: products.count + 1, category: category, color: color, pattern: .plain, accent: nil))
            for pattern in DemoPattern.allCases.dropFirst() {
                for accent in twoAccents(category, color, pattern) {
                    products.append(
                        DemoProduct(
                            number: products.count + 1, category: category, color: color, pattern: pattern,
                            accent: accent))
                }
            }
        }
    }
    for category in DemoCategory.allCases { markTestProducts(of: category, in: &products) }
    return products
}()

private func twoAccents(_ category: DemoCategory, _ color: DemoColor, _ pattern: DemoPattern) -> [DemoColor] {
    let order = { (accent: DemoColor) in
        SeededGenerator.stableHash(
            "accent/\(category.rawValue)/\(color.rawValue)/\(pattern.rawValue)/\(accent.rawValue)")
    }
    return Array(DemoColor.accents.filter { $0 != color }.sorted { order($0) < order($1) }.prefix(2))
}

private func markTestProducts(of category: DemoCategory, in products: inout [DemoProduct]) {
    let order = { (product: DemoProduct) in SeededGenerator.stableHash("test/" + product.name) }
    let members = products.indices.filter { products[$0].category == category }
    for index in members.sorted(by: { order(products[$0]) < order(products[$1]) }).prefix(10) {
        products[index].isTest = true
    }
}
