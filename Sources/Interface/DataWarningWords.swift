// Warnings about the data, in both languages.
import Domain
import Explorer

extension DataWarning {
    /// One sentence without its full stop.
    package func said(in language: Language) -> String {
        switch language {
        case .en: english
        case .ja: japanese
        }
    }

    private var english: String {
        switch self {
        case .leftOut(let count, let all): "\(count) of \(all) pictures cannot be read and are left out"
        case .unreadable(let count): "\(count) pictures could not be read at indexing"
        case .cutShort(let count): "\(count) picture files end early and are used as far as they go"
        case .missing(let count, let all): "\(count) of \(all) picture files are missing"
        case .globalOnly: "a global-only checkpoint: no instances, no maps"
        case .unlike(let model, let trait, let here, let trained):
            "these pictures are unlike those \(model) was trained on: \(trait) \(thousandths(here)) here, "
                + "\(thousandths(trained)) in training; expect poor matches, or train on this catalog first"
        case .changed(let count, let all):
            "\(count) of \(all) photos changed since they were indexed: run eclip index again"
        case .unseen(let count): "\(count) \(count == 1 ? "entry" : "entries") of the folder cannot be looked at and \(count == 1 ? "is" : "are") left out"
        case .unseenEntry(let entry): "\(entry.path): \(entry.reason.words)"
        case .foreignNames(let encoding, let command): "the names look like \(encoding); this turns them into UTF-8: \(command)"
        case .catalog(let remark): remark.english
        case .fault(let fault): fault
        }
    }

    private var japanese: String {
        switch self {
        case .leftOut(let count, let all): "写真 \(all) 枚のうち \(count) 枚は読めないため除きました"
        case .unreadable(let count): "索引の作成時に読めなかった写真が \(count) 枚あります"
        case .cutShort(let count): "途中で切れている写真が \(count) 枚あり、読めたところまで使っています"
        case .missing(let count, let all): "写真 \(all) 枚のうち \(count) 枚のファイルが見つかりません"
        case .globalOnly: "全体ベクトルだけのモデルです。インスタンスと注目マップはありません"
        case .unlike(let model, let trait, let here, let trained):
            "\(model) が学習した写真と傾向が違います: \(Self.japaneseTraits[trait] ?? trait) は \(thousandths(here))、"
                + "学習時は \(thousandths(trained))。一致は粗くなります。先にこのカタログで学習してください"
        case .changed(let count, let all):
            "写真 \(all) 枚のうち \(count) 枚は索引の作成後に変わりました。eclip index をもう一度実行してください"
        case .unseen(let count): "フォルダー内の \(count) 件は調べられないため除きました"
        case .unseenEntry(let entry): "\(entry.path): \(entry.reason.japanese)"
        case .foreignNames(let encoding, let command): "名前は \(encoding) のようです。次のコマンドで UTF-8 に直せます: \(command)"
        case .catalog(let remark): remark.japanese
        case .fault(let fault): fault
        }
    }

    private static let japaneseTraits = [
        "brightness": "明るさ", "contrast": "コントラスト", "colourfulness": "彩度", "edges": "輪郭の量", "grain": "粒状感",
    ]

    private func thousandths(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }
}

extension LeftOutReason {
    fileprivate var japanese: String {
        switch self {
        case .nameNotUTF8: "名前が UTF-8 ではありません"
        case .unreadable(let reason): "読めません (\(reason))"
        case .danglingLink: "リンク先がありません"
        case .notRegular: "パイプ、ソケット、デバイスのいずれかです"
        case .walkedBefore: "すでに調べたフォルダーへのリンクです"
        }
    }
}

extension CatalogRemark {
    fileprivate var english: String {
        switch self {
        case .separator(let sign): "read as columns parted by \(Self.signs[sign]?.english ?? "`\(sign)`")"
        case .blankRows(let count): count == 1 ? "1 blank row passed over" : "\(count) blank rows passed over"
        case .shortRows(let count):
            "\(count) \(count == 1 ? "row has" : "rows have") fewer fields than the header; what is missing counts as empty"
        case .severalPhotos(let rows, let photos): "\(rows) \(rows == 1 ? "row names" : "rows name") several photos: \(photos) in all"
        case .furtherPhotos(let count): count == 1 ? "1 row without a title is a further photo of the product above" : "\(count) rows without a title are further photos of the product above"
        case .withoutPhoto(let count): "\(count) \(count == 1 ? "row" : "rows") without a photo (variants of a product) passed over"
        case .severalTitles(let products, let first):
            "\(products) \(products == 1 ? "product has" : "products have") several titles and \(products == 1 ? "is" : "are") shown by the first, or a clean shot's: "
                + "\(first.productID) is \(Self.pairs(first, "line ", quotes: "\"\""))"
        }
    }

    fileprivate var japanese: String {
        switch self {
        case .separator(let sign): "列の区切りは\(Self.signs[sign]?.japanese ?? "「\(sign)」")として読みました"
        case .blankRows(let count): "空の行 \(count) 行を飛ばしました"
        case .shortRows(let count): "\(count) 行は見出しより欄が少ないため、足りない欄を空としました"
        case .severalPhotos(let rows, let photos): "\(rows) 行に写真が複数あります (合わせて \(photos) 枚)"
        case .furtherPhotos(let count): "商品名のない \(count) 行を、すぐ上の商品の写真としました"
        case .withoutPhoto(let count): "写真のない \(count) 行 (商品の種類違い) を飛ばしました"
        case .severalTitles(let products, let first):
            "\(products) 点の商品には商品名が複数あります。表示には最初の行か単品写真の名前を使います: \(first.productID) は\(Self.pairs(first, "行 ", quotes: "「」"))"
        }
    }

    private static let signs: [Character: (english: String, japanese: String)] = [
        ";": ("semicolons", "セミコロン"), "\t": ("tabs", "タブ"), "|": ("bars", "縦線"),
    ]

    private static func pairs(_ two: TwoTitles, _ line: String, quotes: String) -> String {
        zip(two.titles, two.lines).map { title, number in
            "\(quotes.first.map(String.init) ?? "")\(title)\(quotes.last.map(String.init) ?? "") (\(line)\(number))"
        }.joined(separator: ", ")
    }
}

extension Notice {
    /// What is wrong, for the places that say nothing else; nil for other news.
    func problem(in language: Language) -> String? {
        switch self {
        case .problem(let problem): faultWords(problem, in: language)
        case .warning(let warning): warning.said(in: language)
        default: nil
        }
    }
}
