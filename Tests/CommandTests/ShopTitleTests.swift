// Questions of a word or two are made of what names a thing, not of model numbers, years and colours, on titles as shops write them.
import Foundation
import Testing

@Suite struct ShopTitles {
    @Test(arguments: [
        (["Nokia Phone N73", "Nokia Phone 2012", "Casio Watch DW-5600", "Casio Watch F91", "Puma Shoes Grey", "Puma Shoes Black"],
            "en", ["phone", "shoes", "watch"]),
        (["ノキア 電話機 N73", "ノキア 電話機 2012", "カシオ 腕時計 DW-5600", "カシオ 腕時計 F91", "プーマ 運動靴 グレー", "プーマ 運動靴 黒"],
            "ja", ["腕時計", "運動靴", "電話機"]),
    ])
    func onlyNamesAreAsked(titles: [String], language: String, names: [String]) throws {
        let workshop = try Workshop.made.get()
        let photos = ["fruit/red apple", "fruit/green pear", "fruit/yellow lemon", "tool/blue hammer", "tool/grey wrench", "tool/black saw"]
        let rows = titles.indices.flatMap { product in
            (1...3).map { "t\(product),\(titles[product]),\(titles[product]),photos/\(photos[product]) \($0).png\n" }
        }
        let name = "shop-\(language)"
        try workshop.write("product_id,title,title_ja,image\n" + rows.joined(), to: "\(name).csv")
        let made = try workshop.eclip("index --checkpoint good.safetensors --catalog \(name).csv --output \(name).index")
        #expect(made.status == 0, "\(made.errors)")
        let run = try workshop.eclip(
            "eval --checkpoint good.safetensors --index \(name).index --catalog \(name).csv --lang \(language) --json", seconds: 240)
        #expect(run.status == 0, "\(run.errors)")
        let figures = try #require(try jsonObject(run.output)["short_questions"] as? [String: Any])
        let things = try #require(figures["thing"] as? [String: Any])
        #expect(things["questions"] as? Int == names.count && (things["worst"] as? [String])?.sorted() == names, "\(things)")
        let two = try #require((figures["thing_and_word"] as? [String: Any])?["worst"] as? [String])
        #expect(two.allSatisfy { question in !question.contains(where: \.isASCIIDigit) }, "\(two)")
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
