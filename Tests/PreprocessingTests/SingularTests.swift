// Words that differ in number alone are the same word to who asks whether a title holds them.
import Preprocessing
import Testing

@Suite struct SingularTests {
    @Test(arguments: [
        ("handbags", "handbag"), ("watches", "watch"), ("shoes", "shoe"), ("dresses", "dress"), ("dress", "dress"), ("boxes", "box"),
        ("berries", "berry"), ("bus", "bus"), ("マグカップ", "マグカップ"), ("s", "s"),
    ])
    func theEndingOfAPluralGoes(word: String, singular: String) { #expect(word.singular == singular) }
}
