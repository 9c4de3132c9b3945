// Catalogs as shops and spreadsheets write them: what is read, what is said, what is refused.
import Catalog
import Domain
import Files
import Testing

@Suite struct ShopExportTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for name in ["a.png", "b.png", "c.png"] { try folder.write("not looked into", to: name) }
    }

    private func read(_ text: String, columns: String? = nil, skipBadRows: Bool = false) throws -> CatalogFile {
        try CatalogFile.read(
            try folder.write(text, to: "catalog.csv"), skipBadRows: skipBadRows, columns: try columns.map { try ColumnNames($0) } ?? ColumnNames())
    }

    private func fault(_ text: String, columns: String? = nil) -> InputFault? {
        do { _ = try read(text, columns: columns) } catch { return error as? InputFault }
        return nil
    }

    @Test func rowsAndCommasOfASpreadsheetArePassedOver() throws {
        let catalog = try read("product_id,title,image,color,\n1,Mug,a.png,red,,,\n,,,,\n , ,,\n2,Cup,b.png\n")
        #expect(catalog.rows.map(\.image) == ["a.png", "b.png"] && catalog.faults.isEmpty)
        #expect(catalog.rows[0].facets == ["color": "red"] && catalog.rows[1].facets.isEmpty)
        #expect(catalog.remarks == [.blankRows(2), .shortRows(1)])
        #expect(fault("product_id,title,image\n1,Mug,a.png,red\n")?.problem.contains("the row has 4 fields") == true)
        #expect(fault("product_id,title,color,image\n1,Mug,a.png\n")?.problem.contains("the row has 3 fields") == true)
    }

    @Test(arguments: ["Product ID,TITLE,Image", "\u{FEFF}\"product_id\" ,\" title\",image", "ＰＲＯＤＵＣＴ＿ＩＤ,Title,IMAGE", "product-id,title,image"])
    func headersMayBeWrittenOtherwise(header: String) throws {
        #expect(try read(header + "\n1,Mug,a.png\n").rows.map(\.title) == ["Mug"])
    }

    @Test(arguments: [(";", Character(";")), ("\t", Character("\t")), ("|", Character("|"))])
    func otherSeparatorsAreRead(sign: String, character: Character) throws {
        let lines = [["product_id", "title", "image"], ["1", "\"Mug, red\"", "a.png"]].map { $0.joined(separator: sign) }
        let catalog = try read(lines.joined(separator: "\n"))
        #expect(catalog.rows.map(\.title) == ["Mug, red"] && catalog.remarks == [.separator(character)])
        let stated = try read("sep=\(sign)\r\n" + lines.joined(separator: "\r\n"))
        #expect(stated.rows.map(\.line) == [3] && stated.rows.map(\.image) == ["a.png"])
    }

    @Test func excelsFirstLineIsNoHeader() throws {
        #expect(try read("sep=,\nproduct_id,title,image\n1,Mug,a.png\n").rows.map(\.line) == [3])
    }

    @Test func columnsThatLookLikeOursAreOffered() {
        let shopify = fault("Handle,Title,Vendor,Variant SKU,Image Src\nmug,Mug,x,1,a.png\n")
        #expect(shopify?.problem == "the header has no column product_id, image: `Handle` looks like `product_id`, `Image Src` looks like `image`")
        #expect(shopify?.expected == "--columns product_id=Handle,image='Image Src'")
        #expect(fault("SKU,Name,Images,Regular price\n1,Mug,a.png,2\n")?.expected == "--columns product_id=SKU,title=Name,image=Images")
        #expect(fault("id,title,image_link,price\n1,Mug,a.png,2\n")?.expected == "--columns product_id=id,image=image_link")
        #expect(
            fault("商品管理番号（商品URL）,商品名,商品画像パス1\n1,Mug,a.png\n")?.expected
                == "--columns product_id='商品管理番号（商品URL）',title=商品名,image=商品画像パス1")
        #expect(fault("price,stock\n1,2\n")?.problem.contains("it has price, stock") == true)
    }

    @Test func aShopifyExportIsRead() throws {
        let text = """
            Handle,Title,Vendor,Variant Price,Image Src
            mug,Red &amp; blue mug,Acme,$12.50,a.png
            mug,,,13.00,b.png
            mug,,,14.00,
            cup,Cup,Other,3,c.png
            """
        let catalog = try read(text, columns: "product_id=Handle,image=Image Src,price=Variant Price")
        #expect(catalog.rows.map(\.productID) == ["mug", "mug", "cup"] && catalog.faults.isEmpty)
        #expect(catalog.rows.map(\.title) == ["Red & blue mug", "Red & blue mug", "Cup"])
        #expect(catalog.rows.map { $0.facets["price"] } == ["$12.50", "13.00", "3"])
        #expect(catalog.rows[1].facets["Vendor"] == "Acme")
        #expect(catalog.remarks == [.furtherPhotos(1), .withoutPhoto(1)])
        #expect(catalog.hash != (try read(text, columns: "product_id=Handle,image=Image Src")).hash)
    }

    @Test func severalPhotosOfACellAreSeveralRows() throws {
        let catalog = try read("product_id,title,image\n1,Mug,\"a.png, b.png\"\n2,Cup,b.png|c.png\n3,Jug,c.png\n")
        #expect(catalog.rows.map(\.image) == ["a.png", "b.png", "b.png", "c.png", "c.png"])
        #expect(catalog.rows.map(\.line) == [2, 2, 3, 3, 4] && catalog.remarks == [.severalPhotos(rows: 2, photos: 4)])
        try folder.write("one file", to: "a,b.png")
        #expect(try read("product_id,title,image\n1,Mug,\"a,b.png\"\n").rows.map(\.image) == ["a,b.png"])
        let partly = try read("product_id,title,image\n1,Mug,a.png;gone.png\n", skipBadRows: true)
        #expect(partly.rows.map(\.image) == ["a.png"] && partly.faults.map(\.problem) == ["image gone.png: no such file"])
    }

    @Test func webAddressesSayWhatToDo() {
        let found = fault("product_id,title,image\n1,Mug,https://shop.example/a.png\n")
        #expect(found?.problem.contains("is a web address (expected a file: download the photos first") == true)
    }

    @Test(arguments: [
        ("Jackets &amp; Coats", "Jackets & Coats"), ("<b>Red</b> mug<br/>large", "Red mug large"), ("Dad&#8217;s &#x2764;", "Dad’s ❤"),
        ("caf&eacute; &Uuml;ber", "café Über"), ("5 < 6 & <3 size <M>", "5 < 6 & <3 size <M>"), ("R&D; A&B", "R&D; A&B"),
        ("two\r\nlines\tand tab", "two lines and tab"), ("a\u{1B}[31mb", "a\u{FFFD}[31mb"), ("  x&nbsp;&nbsp;y ", "x y"),
        ("<a href=\"x\">link</a>", "link"), ("&amp;lt;", "&lt;"), ("< b >", "< b >"), ("&#99999999;", "&#99999999;"),
    ])
    func titlesBecomePlainText(title: String, plain: String) { #expect(title.plainText == plain) }

    @Test func otherEncodingsAreNamed() throws {
        let japanese: [UInt8] = [0x82, 0xDC, 0x82, 0xAE, 0x83, 0x4A, 0x83, 0x62, 0x83, 0x76]
        let bytes = Array("product_id,title,image\n1,".utf8) + japanese + Array(",a.png\n".utf8)
        #expect(throws: InputFault.self) { try CSVReader.records(of: bytes, name: "c.csv") }
        do { _ = try CSVReader.records(of: bytes, name: "c.csv") } catch let fault as InputFault {
            #expect(fault.problem.contains("SHIFT_JIS") && fault.expected?.contains("iconv -f CP932 -t UTF-8 c.csv") == true)
        }
        // A bad byte in one of many lines is a bad row.
        let rows = [UInt8]((0..<40).map { "\($0),Mug,a.png\n" }.joined().utf8)
        let damaged = try CSVReader.records(of: rows + [0x31, 0x2C, 0xE9, 0x2C, 0x61, 0x0A], name: "c.csv")
        #expect(damaged.count == 41 && damaged.last?.problem == "column 2 is not valid UTF-8")
    }

    @Test func namesOfColumnsAreChecked() throws {
        #expect(try ColumnNames("image='Image Src', title=Title").names == ["image": "Image Src", "title": "Title"])
        #expect(try ColumnNames("image=photo, big,title=Title").names == ["image": "photo, big", "title": "Title"])
        for text in ["", "image", "image=", "=x", "image=a,image=b"] { #expect(throws: InputFault.self) { try ColumnNames(text) } }
        #expect(fault("product_id,title,image\n1,Mug,a.png\n", columns: "image=nosuch")?.problem.contains("no column nosuch") == true)
    }

    @Test func aProductWithTwoTitlesIsSaid() throws {
        let catalog = try read("product_id,title,image\n1,mug,a.png\n1,cup,b.png\n2,jug,c.png\n2,Jug,c.png\n")
        #expect(catalog.remarks == [.severalTitles(products: 1, first: TwoTitles(productID: "1", titles: ["mug", "cup"], lines: [2, 3]))])
    }

    @Test func theFileOfAFieldIsFoundAsTheDiskHasIt() throws {
        for name in ["か\u{3099}.png", "d.png "] { try folder.write("x", to: name) }
        let catalog = try read("product_id,title,image\n1,x,が.png\n2,x, a.png\n3,x,d.png \n4,x,\"b.png\n\"\n")
        #expect(catalog.rows.map { Array($0.image.utf8) } == ["か\u{3099}.png", "a.png", "d.png ", "b.png"].map { Array($0.utf8) })
    }

    @Test func twoFilesThatDifferInTheirFormAreTwo() throws {
        for name in ["か\u{3099}.png", "が.png"] { try folder.write("x", to: name) }
        let rows = try read("product_id,title,image,split\n1,x,が.png,train\n2,x,か\u{3099}.png,test\n").rows
        #expect(rows.map { $0.image.utf8.count } == [7, 10])
    }
}
