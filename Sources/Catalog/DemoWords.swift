// The demo's vocabulary in both languages: one clean word for each thing, and the other words that shops use for it.

extension DemoCategory {
    /// The clean word first, then its synonyms.
    var english: [String] {
        switch self {
        case .shoe: ["shoe", "sneaker", "trainer"]
        case .handbag: ["handbag", "purse", "tote bag"]
        case .tshirt: ["t-shirt", "tee", "shirt"]
        case .hat: ["hat", "fedora"]
        case .mug: ["mug", "cup", "coffee mug"]
        case .lamp: ["lamp", "table lamp", "desk light"]
        case .chair: ["chair", "dining chair"]
        case .watch: ["watch", "wristwatch"]
        case .bottle: ["bottle", "water bottle", "flask"]
        case .headphones: ["headphones", "headset"]
        case .umbrella: ["umbrella", "parasol"]
        case .backpack: ["backpack", "rucksack"]
        case .sunglasses: ["sunglasses", "shades"]
        case .sofa: ["sofa", "couch"]
        case .dress: ["dress", "gown"]
        case .sock: ["sock", "ankle sock"]
        }
    }

    var japanese: [String] {
        switch self {
        case .shoe: ["スニーカー", "靴", "シューズ"]
        case .handbag: ["ハンドバッグ", "バッグ", "トートバッグ"]
        case .tshirt: ["Tシャツ", "半袖シャツ", "カットソー"]
        case .hat: ["帽子", "ハット", "中折れ帽"]
        case .mug: ["マグカップ", "マグ", "コーヒーカップ"]
        case .lamp: ["ランプ", "テーブルランプ", "卓上ライト"]
        case .chair: ["椅子", "チェア", "イス"]
        case .watch: ["腕時計", "ウォッチ", "時計"]
        case .bottle: ["ボトル", "水筒", "ウォーターボトル"]
        case .headphones: ["ヘッドホン", "ヘッドフォン", "ヘッドセット"]
        case .umbrella: ["傘", "日傘", "パラソル"]
        case .backpack: ["リュック", "バックパック", "リュックサック"]
        case .sunglasses: ["サングラス", "色眼鏡"]
        case .sofa: ["ソファ", "ソファー", "カウチ"]
        case .dress: ["ワンピース", "ドレス"]
        case .sock: ["靴下", "ソックス"]
        }
    }
}

extension DemoColor {
    /// The colour before a noun (赤い, オレンジの).
    var japaneseBeforeNoun: String {
        switch self {
        case .red: "赤い"
        case .orange: "オレンジの"
        case .yellow: "黄色い"
        case .green: "緑の"
        case .teal: "ティールの"
        case .blue: "青い"
        case .purple: "紫の"
        case .pink: "ピンクの"
        case .brown: "茶色い"
        case .black: "黒い"
        case .white: "白い"
        case .grey: "グレーの"
        }
    }

    /// The colour alone, as in a list of keywords, and other words for it.
    var japaneseAlone: [String] {
        switch self {
        case .red: ["赤", "レッド"]
        case .orange: ["オレンジ", "橙"]
        case .yellow: ["黄色", "イエロー"]
        case .green: ["緑", "グリーン"]
        case .teal: ["ティール", "青緑"]
        case .blue: ["青", "ブルー"]
        case .purple: ["紫", "パープル"]
        case .pink: ["ピンク", "桃色"]
        case .brown: ["茶", "ブラウン"]
        case .black: ["黒", "ブラック"]
        case .white: ["白", "ホワイト"]
        case .grey: ["グレー", "灰色"]
        }
    }
}

extension DemoPattern {
    /// As a noun after "with white"; empty for plain.
    var englishNoun: String {
        switch self {
        case .plain: ""
        case .striped: "stripes"
        case .dotted: "dots"
        case .checked: "checks"
        }
    }

    /// As an adjective, with what shops write instead.
    var englishAdjectives: [String] {
        switch self {
        case .plain: ["plain", "solid", ""]
        case .striped: ["striped", "stripes", "stripe"]
        case .dotted: ["dotted", "polka dot", "spotted"]
        case .checked: ["checked", "plaid", "checkered"]
        }
    }

    var japanese: [String] {
        switch self {
        case .plain: ["無地", "シンプル", ""]
        case .striped: ["ストライプ", "しま模様", "ボーダー"]
        case .dotted: ["水玉", "ドット柄", "水玉模様"]
        case .checked: ["チェック", "チェック柄", "格子柄"]
        }
    }
}

let englishPromotions = [
    "new", "hot sale", "free shipping", "2024", "best price", "official", "premium", "gift", "50% off", "limited",
    "original", "fashion", "top quality", "for women", "for men", "unisex", "brand new", "in stock", "high quality",
    "trend",
]

let japanesePromotions = [
    "新品", "送料無料", "セール", "人気", "限定", "公式", "高品質", "ギフト", "半額", "新作", "正規品", "最安値",
    "おしゃれ", "レディース", "メンズ", "男女兼用", "即納", "在庫あり", "お買い得", "2024年",
]
