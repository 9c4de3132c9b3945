// Questions that a shop cannot answer: titles from many trades. A chance worth the name must be lower for them than for
// questions with an answer. Only those count whose words the catalog at hand never uses.
import Domain

package enum ForeignTitles {
    /// The chance is fitted on one half of the titles and judged by the other.
    package enum Half: Int, Sendable {
        case fit, judge
    }

    /// Titles without a word of the catalog's titles.
    /// - Parameters:
    ///   - language: `ja` for Japanese ones; English otherwise.
    ///   - known: the folded words of the catalog.
    ///   - words: cuts a title into folded words.
    package static func unknown(
        to known: Set<String>, language: String?, half: Half, words: (String) -> [String]
    ) -> [String] {
        (language == "ja" ? japanese : english).enumerated()
            .filter { $0.offset % 2 == half.rawValue && known.isDisjoint(with: words($0.element)) }.map(\.element)
    }

    static let english = [
        "cordless impact drill", "brass hex bolts", "garden hose reel", "wheelbarrow", "circular saw blade",
        "exterior wood primer", "galvanised roofing nails", "adjustable pipe wrench", "soldering iron kit",
        "smoked mackerel fillet", "sourdough loaf", "frozen peas", "strawberry jam", "extra virgin olive oil",
        "cheddar cheese block", "basmati rice", "instant ramen noodles", "oat milk", "free range eggs", "ground coffee beans",
        "diesel engine gasket", "alloy wheel rim", "windscreen wiper blades", "car battery charger", "brake pads",
        "mountain bicycle", "inner tube", "kayak paddle", "camping stove", "inflatable mattress", "fishing reel",
        "tennis racket", "ice hockey stick", "yoga mat", "dumbbell pair", "snorkel mask", "climbing rope",
        "acoustic guitar strings", "electric piano", "violin bow", "drum cymbal", "harmonica",
        "paperback mystery novel", "world atlas", "crossword puzzle magazine", "fountain pen ink", "graph paper pad",
        "stapler refill", "toner cartridge", "mechanical keyboard", "graphics card", "usb hub", "wireless router",
        "external hard drive", "tripod", "drone propeller", "microscope slides", "telescope eyepiece",
        "wooden train set", "jigsaw puzzle", "remote control helicopter", "plush dinosaur", "chess board",
        "dog leash", "cat litter", "aquarium pump", "hamster wheel", "bird seed", "horse saddle",
        "tulip bulbs", "tomato seedlings", "potting soil", "lawn mower", "pruning shears", "cactus fertiliser",
        "blood pressure monitor", "cough syrup", "adhesive bandages", "vitamin tablets", "crutches", "thermometer",
        "baby stroller", "diapers", "pacifier", "breast pump", "crib mobile",
        "vacuum cleaner", "dishwasher detergent", "ironing board", "toilet brush", "smoke alarm", "door hinge",
        "ceramic floor tiles", "shower curtain rod", "radiator valve", "kitchen sink faucet", "plywood sheet",
        "rolling pin", "pressure cooker", "cast iron skillet", "bread knife", "wine corkscrew", "espresso machine",
        "wedding cake topper", "birthday candles", "helium balloons", "gift voucher", "christmas ornaments",
        "concert ticket", "hotel booking", "motor insurance", "magnifying glass", "gold bullion coin",
    ]

    static let japanese = [
        "電動ドリル", "六角ボルト", "園芸用ホース", "一輪車", "丸鋸の刃", "屋根釘", "はんだごて", "冷凍うどん", "味噌汁",
        "納豆", "玄米", "醤油", "苺ジャム", "食パン", "鶏卵", "烏龍茶の葉", "鮭の切り身", "豆腐", "自転車の空気入れ",
        "車用ワイパー", "ブレーキパッド", "釣り竿", "寝袋", "登山ロープ", "野球バット", "卓球台", "将棋盤", "折り紙",
        "文庫本", "世界地図", "万年筆インク", "ホチキスの針", "消しゴム", "無線ルーター", "外付けハードディスク", "三脚",
        "顕微鏡", "天体望遠鏡", "積み木", "ぬいぐるみ", "犬の首輪", "猫砂", "水槽ポンプ", "鳥の餌", "チューリップの球根",
        "培養土", "剪定ばさみ", "芝刈り機", "血圧計", "咳止めシロップ", "絆創膏", "体温計", "松葉杖", "哺乳瓶", "紙おむつ",
        "掃除機", "食器用洗剤", "アイロン台", "火災報知器", "蝶番", "床タイル", "蛇口", "合板", "圧力鍋", "鉄のフライパン",
        "包丁", "栓抜き", "誕生日ろうそく", "風船", "商品券", "宿泊予約", "自動車保険", "虫眼鏡", "金貨",
    ]
}
