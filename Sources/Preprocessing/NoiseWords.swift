// The words that title noise draws from: what shops paste around a title, and ordinary words of shopping that mean
// the same. Ours, written by hand; the list is small on purpose, since the catalog's own titles teach the rest.

/// Promotion words and synonyms of one language.
struct NoiseWords: Sendable {
    /// What shops put before and behind a title.
    let promotions: [String]
    /// Groups of phrases that name the same kind of thing; a title keeps its thing.
    let things: [[String]]
    /// Groups of phrases that say the same about a thing.
    let qualities: [[String]]
    /// Words that say a colour and hardly ever a thing.
    let colours: Set<String>

    /// The lists of a language; none for a language we have no words of.
    static func of(_ language: String) -> NoiseWords {
        switch language {
        case "en": return english
        case "ja": return japanese
        default: return NoiseWords(promotions: [], things: [], qualities: [], colours: [])
        }
    }

    static let english = NoiseWords(
        promotions: [
            "new", "hot sale", "free shipping", "2024", "best price", "official", "premium", "gift", "50% off",
            "limited",
            "original", "fashion", "top quality", "for women", "for men", "unisex", "brand new", "in stock",
            "high quality", "trend", "genuine", "bestseller",
        ],
        things: [
            ["shoe", "sneaker", "trainer"], ["shoes", "sneakers", "trainers"],
            ["handbag", "purse", "tote bag", "bag"], ["t-shirt", "tee", "shirt", "tshirt"], ["hat", "fedora"],
            ["mug", "cup", "coffee mug"], ["lamp", "table lamp", "desk light"], ["chair", "dining chair"],
            ["watch", "wristwatch"], ["bottle", "water bottle", "flask"], ["headphones", "headset"],
            ["umbrella", "parasol"], ["backpack", "rucksack"], ["sunglasses", "shades"], ["sofa", "couch"],
            ["dress", "gown"], ["sock", "ankle sock"], ["socks", "ankle socks"], ["trousers", "pants"],
            ["jumper", "sweater", "pullover"], ["jacket", "coat"], ["jeans", "denims"], ["trunks", "boxers"],
            ["flip flops", "thongs"], ["perfume", "fragrance"], ["wallet", "billfold"], ["tie", "necktie"],
            ["yoghurt", "yogurt"], ["juice", "fruit juice"], ["pepper", "bell pepper"], ["courgette", "zucchini"],
            ["aubergine", "eggplant"],
        ],
        qualities: [
            ["grey", "gray"], ["teal", "turquoise"], ["purple", "violet"], ["striped", "stripes", "stripe"],
            ["dots", "dotted", "polka dot", "spotted"], ["checks", "checked", "plaid", "checkered"],
            ["plain", "solid"], ["men", "mens", "male"], ["women", "womens", "ladies"], ["kids", "children"],
            ["small", "mini"], ["large", "big"],
        ],
        colours: [
            "black", "white", "grey", "gray", "silver", "gold", "golden", "beige", "khaki", "brown", "maroon", "burgundy", "red",
            "orange", "yellow", "green", "teal", "turquoise", "cyan", "blue", "navy", "indigo", "purple", "violet", "mauve",
            "magenta", "pink", "multicolor", "multicolour", "multicoloured",
        ])

    static let japanese = NoiseWords(
        promotions: [
            "新品", "送料無料", "セール", "限定", "正規品", "人気", "即納", "新作", "お買い得", "プレゼント", "ギフト", "公式",
            "高品質", "おしゃれ", "レディース", "メンズ", "男女兼用", "在庫あり", "期間限定", "最安値", "2024", "半額",
        ],
        things: [
            ["靴", "シューズ", "スニーカー"], ["ハンドバッグ", "バッグ", "かばん", "トートバッグ"], ["帽子", "ハット"],
            ["マグカップ", "マグ", "カップ"], ["ランプ", "ライト", "照明"], ["椅子", "チェア", "いす"], ["腕時計", "時計", "ウォッチ"],
            ["ボトル", "水筒"], ["ヘッドホン", "ヘッドフォン"], ["傘", "かさ", "アンブレラ"], ["リュック", "リュックサック", "バックパック"],
            ["サングラス", "メガネ"], ["ソファ", "ソファー"], ["ドレス", "ワンピース"], ["靴下", "ソックス"], ["財布", "ウォレット"],
            ["牛乳", "ミルク"], ["りんご", "リンゴ"], ["みかん", "ミカン"], ["ズボン", "パンツ"], ["上着", "ジャケット"],
        ],
        qualities: [
            ["赤い", "赤", "レッド"], ["橙色", "オレンジ", "オレンジ色"], ["黄色い", "黄色", "イエロー"], ["緑", "緑色", "グリーン"],
            ["青い", "青", "ブルー"], ["紫", "紫色", "パープル"], ["ピンク", "桃色"], ["茶色", "茶", "ブラウン"], ["黒い", "黒", "ブラック"],
            ["白い", "白", "ホワイト"], ["灰色", "グレー"], ["青緑", "ティール"], ["縞模様", "縞", "ストライプ", "ボーダー"],
            ["水玉模様", "水玉", "ドット"], ["格子柄", "チェック", "格子"], ["無地", "プレーン"],
        ],
        colours: [
            "赤い", "赤", "赤色", "レッド", "橙色", "オレンジ", "オレンジ色", "黄色い", "黄色", "イエロー", "緑", "緑色", "グリーン", "青い",
            "青", "青色", "ブルー", "紫", "紫色", "パープル", "ピンク", "桃色", "茶色", "茶", "ブラウン", "黒い", "黒", "黒色", "ブラック",
            "白い", "白", "白色", "ホワイト", "灰色", "グレー", "青緑", "ティール", "紺", "紺色", "ネイビー", "ベージュ", "カーキ", "金色",
            "ゴールド", "銀色", "シルバー",
        ])
}
