// How a question may be written, for the help page: `QueryParts` reads it, this says it.
import Domain
import Explorer

enum QuestionForm: CaseIterable {
    case weights, without, product, picture, instance, filter, otherwise, range, quoted, title

    /// As it is typed.
    func sample(in language: Language) -> String {
        let (english, japanese) = samples
        return language == .en ? english : japanese
    }

    private var samples: (String, String) {
        switch self {
        case .weights: ("2:red dress + floral", "2:赤い ワンピース + 花柄")
        case .without: ("dress - floral", "ワンピース - 花柄")
        case .product: ("mug + #p12", "マグカップ + #p12")
        case .picture: ("photos/a.jpg", "photos/a.jpg")
        case .instance: ("'my photos/a.jpg'@2", "'my photos/a.jpg'@2")
        case .filter: ("color:red", "color:red")
        case .otherwise: ("-brand:x", "-brand:x")
        case .range: ("price:<50", "price:<50")
        case .quoted: ("size:\"very big\"", "size:\"very big\"")
        case .title: ("title:dots", "title:水玉")
        }
    }

    func sentence(in language: Language) -> String {
        switch language {
        case .en: english
        case .ja: japanese
        }
    }

    private var english: String {
        switch self {
        case .weights: "terms with a plus between blanks; 2: weighs twice as much"
        case .without: "a minus between blanks: away from what follows"
        case .product: "a product is a term as well"
        case .picture: "a picture file asks with what stands in its middle"
        case .instance: "its second instance; quotes where the path has blanks"
        case .filter: "only what is filed so; columns are those of your catalog"
        case .otherwise: "only what is not filed so"
        case .range: "numbers: < <= > >="
        case .quoted: "a value with blanks"
        case .title: "the title must hold it"
        }
    }

    private var japanese: String {
        switch self {
        case .weights: "空白で囲んだ + で語を足す。2: は 2 倍の重み"
        case .without: "空白で囲んだ -: 後の語から遠ざける"
        case .product: "商品も語と同じに足せる"
        case .picture: "写真ファイルの中央にある物で探す"
        case .instance: "その 2 番目のインスタンス。空白を含むパスは引用符で囲む"
        case .filter: "その値の物だけ。項目はカタログの列"
        case .otherwise: "その値でない物だけ"
        case .range: "数値の範囲: < <= > >="
        case .quoted: "空白を含む値"
        case .title: "登録名に含む物だけ"
        }
    }

    /// What a person may look for it by.
    private var keywords: String {
        switch self {
        case .weights: "weight weighted plus sum operator + 重み おもみ omomi 足し算"
        case .without: "minus negative exclude operator - 除外 じょがい jogai マイナス"
        case .product: "product id # 商品 しょうひん shouhin"
        case .picture, .instance: "picture image file path 写真 しゃしん shashin 画像 がぞう gazou"
        case .filter, .otherwise, .range, .quoted, .title: "filter filters facet syntax 絞り込み しぼりこみ shiborikomi 条件 じょうけん jouken"
        }
    }

    /// What help's search compares, folded.
    var forms: [String] {
        Language.allCases.flatMap { [sample(in: $0).folded, sentence(in: $0).folded] }
            + keywords.split(separator: " ").map { String($0).folded }
    }

    /// The form and what it does, in a line.
    func said(in language: Language) -> String { sample(in: language) + "  " + sentence(in: language) }

    /// The forms that words find; all for none.
    static func found(by words: String) -> [QuestionForm] {
        let needle = words.folded
        return allCases.filter { form in needle.isEmpty || form.forms.contains { $0.contains(needle) } }
    }
}
