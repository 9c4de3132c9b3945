// What a product is called where nobody gave it a title.
import Domain
import Testing

@Suite struct ProductLabelTests {
    @Test func anUntitledProductIsCalledByItsId() {
        #expect(ProductLabel(productID: "10502", title: "").name == "#10502")
        #expect(ProductLabel(productID: "10502", title: "Blue shirt").name == "Blue shirt")
    }
}
