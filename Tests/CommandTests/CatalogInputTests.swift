// Catalogs as shops export them and filters as people type them, through the real program.
import Foundation
import ProgramDriver
import Testing

@Suite struct CatalogInputTests {
    private let workshop: Workshop
    private let name = "c-" + UUID().uuidString.prefix(8).lowercased()
    private let photos = ["fruit/red apple 1", "fruit/green pear 1", "fruit/yellow lemon 1", "tool/blue hammer 1"].map { "photos/\($0).png" }

    init() throws { workshop = try Workshop.made.get() }

    private func index(_ flags: String..., named catalog: String? = nil) throws -> ProgramRun {
        try workshop.eclip(
            words: ["index", "--checkpoint", "good.safetensors", "--catalog", catalog ?? "\(name).csv", "--output", "\(name).index"] + flags)
    }

    private func search(_ text: String, _ flags: String...) throws -> ProgramRun {
        try workshop.eclip(words: ["search", "--checkpoint", "good.safetensors", "--index", "\(name).index", text] + flags)
    }

    // MARK: exports of shops

    private var shopify: String {
        """
        Handle,Title,Vendor,Variant Price,Image Src
        apple,Red &amp; shiny apple,Acme,$12.50,\(photos[0])
        apple,,,,\(photos[1])
        lemon,Lemon,Other,3,\(photos[2])

        """
    }

    @Test func aShopsColumnsAreOfferedAndTaken() throws {
        try workshop.write(shopify, to: "\(name).csv")
        let refused = try index()
        #expect(refused.status == 2 && refused.errors.contains("--columns product_id=Handle,image='Image Src'"), "\(refused.errors)")
        let names = "product_id=Handle,image='Image Src',price=Variant Price"
        let run = try index("--columns", names)
        #expect(run.status == 0 && run.errors.contains("3 pictures, 2 products"), "\(run.errors)")
        #expect(run.errors.contains("1 row without a title is a further photo"), "\(run.errors)")
        #expect(try search("apple vendor:acme price:<13", "--json").output.components(separatedBy: "Red & shiny apple").count > 2)
    }

    @Test(arguments: ["info", "train --steps 1 --output x.safetensors --catalog", "compose --output x --catalog", "agree good.csv --catalog"])
    func everyCommandTakesTheFlag(command: String) throws {
        try workshop.write("a,b,c\n", to: "\(name).csv")
        let run = try workshop.eclip(words: command.split(separator: " ").map(String.init) + ["\(name).csv", "--columns", "image=nosuch"])
        #expect(run.status == 2 && !run.errors.contains("Unknown option"), "\(run.errors)")
    }

    @Test func spreadsheetsOfOtherCountriesAreRead() throws {
        try workshop.write("sep=;\r\nProduct ID;Title;Image;;\r\n1;Apple;\(photos[0]);;\r\n;;;;\r\n2;Pear;\(photos[1]);;\r\n", to: "\(name).csv")
        let run = try index()
        #expect(run.status == 0 && run.errors.contains("2 pictures"), "\(run.errors)")
        #expect(run.errors.contains("parted by semicolons") && run.errors.contains("1 blank row passed over"), "\(run.errors)")
    }

    @Test func webAddressesSayWhatToDo() throws {
        try workshop.write("product_id,title,image\n1,Apple,https://shop.example/a.png\n", to: "\(name).csv")
        let run = try index()
        #expect(run.status == 2 && run.errors.contains("download the photos first"), "\(run.errors)")
    }

    @Test(arguments: ["index --checkpoint good.safetensors --output x.index --catalog", "train --output x.safetensors --catalog", "ab", "import --session x.jsonl --format csv", "info"])
    func otherEncodingsAreNamedByEveryReader(command: String) throws {
        let title: [UInt8] = [0x82, 0xDC, 0x82, 0xAE, 0x83, 0x4A, 0x83, 0x62, 0x83, 0x76]
        try workshop.write(Array("product_id,title,image\n1,".utf8) + title + Array(",\(photos[0])\n".utf8), to: "\(name).csv")
        let run = try workshop.eclip("\(command) \(name).csv")
        #expect(run.status == 2 && run.errors.contains("iconv -f CP932 -t UTF-8"), "\(run.errors)")
        try workshop.write([0xFF, 0xFE] + "product_id,title,image\n".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }, to: "\(name).csv")
        #expect(try workshop.eclip("\(command) \(name).csv").errors.contains("UTF-16"))
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func linesAreCountedAlike(end: String) throws {
        let lines = ["product_id,title,image", "1,Apple,\(photos[0])", "", "2,Gone,gone.png", ""]
        try workshop.write(lines.joined(separator: end), to: "\(name).csv")
        #expect(try index().errors.contains("\(name).csv:4: image gone.png"))
    }

    @Test func aSecondTitleIsSaidAndFound() throws {
        try workshop.write("product_id,title,image\n1,mug,\(photos[0])\n1,cup,\(photos[1])\n2,jug,\(photos[2])\n", to: "\(name).csv")
        let run = try index()
        #expect(run.errors.contains("1 product has several titles"), "\(run.errors)")
        #expect(run.errors.contains("\"mug\" (line 2), \"cup\" (line 3)"), "\(run.errors)")
        let found = try search("x title:cup", "--json")
        #expect(found.status == 0 && found.output.contains("\"product_id\": \"1\""), "\(found.output)")
        let trained = try workshop.eclip("train --catalog \(name).csv --output \(name).safetensors --steps 1")
        #expect(trained.status == 0 && trained.errors.contains("several titles"), "\(trained.errors)")
        let words = try workshop.eclip("search --checkpoint \(name).safetensors --index \(name).index cup --json")
        #expect(words.status == 2)
        #expect(try workshop.eclip("embed --checkpoint \(name).safetensors --text cup --json").status == 0)
    }

    // MARK: filters

    private func indexPrices() throws {
        let prices = ["$12.50", "1.299,00 €", "￥30", "call us"], colors = ["red", "green", "purple", "blue"]
        let rows = photos.indices.map { "\($0),Thing \($0),\(photos[$0]),\"\(prices[$0])\",\(colors[$0])\n" }
        try workshop.write("product_id,title,image,price,color\n" + rows.joined(), to: "\(name).csv")
        #expect(try index().status == 0)
    }

    @Test func amountsAreReadHoweverTheyAreWritten() throws {
        try indexPrices()
        let run = try search("thing price:<50", "--json")
        #expect(run.status == 0 && run.output.contains("\"matches\"") && !run.output.contains("Thing 1") && !run.output.contains("Thing 3"), "\(run.output)")
        #expect(run.output.contains("Thing 0") && run.output.contains("Thing 2"))
        #expect(run.output.contains("price: 1 of its 4 values is no number (call us)"), "\(run.output)")
        let table = try search("thing price:<50")
        #expect(table.errors.contains("no number") && !table.output.contains("no number"))
        let facets = try workshop.eclip("facets --index \(name).index --filter price:>1000 --json")
        #expect(facets.output.contains("\"pictures\": 1") && facets.output.contains("\"notes\""), "\(facets.output)")
    }

    @Test func anEmptyAnswerSaysWhy() throws {
        try indexPrices()
        let value = try search("color:purpel thing")
        #expect(value.status == 1 && value.errors.contains("no photo has color purpel; did you mean color:purple?"), "\(value.errors)")
        let json = try search("color:purpel thing", "--json", "--lang", "ja")
        #expect(json.status == 1 && json.output.contains("\"notes\": [\"color「purpel」はありません"), "\(json.output)")
        let column = try search("colr:red thing")
        #expect(column.status == 2 && column.errors.contains("did you mean color?"), "\(column.errors)")
        let together = try search("thing color:red price:>100")
        #expect(together.status == 1 && together.errors.contains("price:>100 leaves nothing of the one photo that color:red leaves"), "\(together.errors)")
        #expect(try search("thing", "--filter", "title:nothing").errors.contains("no photo meets title:nothing"))
        let facets = try workshop.eclip("facets --index \(name).index --filter color:purpel")
        #expect(facets.status == 1 && facets.errors.contains("did you mean color:purple?"), "\(facets.errors)")
    }
}
