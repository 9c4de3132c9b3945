// Where a map looks, in a sentence, and the recipe under every map: layer, axis, scale, clipping. A map without its
// recipe is an opinion.
import Domain
import Engraving
import Explorer

extension MapRegion {
    /// Where a map looks, in words: "the lower right edge", 「右下の端」.
    package func place(in language: Language) -> String {
        switch language {
        case .en: english
        case .ja: japanese
        }
    }

    private var english: String {
        switch spread {
        case .most: "most of the photo"
        case .scattered: "several places"
        case .edge: "the \(englishThirds) \(isCorner ? "corner" : "edge")"
        case .area: isCentre ? "the centre" : "the \(englishThirds) part"
        }
    }

    private var isCorner: Bool { across != .middle && down != .middle }
    private var isCentre: Bool { across == .middle && down == .middle }

    private var englishThirds: String {
        let vertical = ["upper", "middle", "lower"][index(down)]
        let horizontal = ["left", "middle", "right"][index(across)]
        if isCentre { return "centre" }
        if down == .middle { return horizontal }
        return across == .middle ? vertical : "\(vertical) \(horizontal)"
    }

    private var japanese: String {
        switch spread {
        case .most: "写真の大部分"
        case .scattered: "離れた数か所"
        case .edge: japaneseThirds + (isCorner ? "の隅" : "の端")
        case .area: isCentre ? "中央" : japaneseThirds + "の部分"
        }
    }

    fileprivate var japaneseThirds: String {
        let vertical = ["上", "中央", "下"][index(down)]
        let horizontal = ["左", "中央", "右"][index(across)]
        if isCentre { return "中央" }
        if down == .middle { return horizontal }
        return across == .middle ? vertical : horizontal + vertical
    }

    private func index(_ third: Third) -> Int {
        switch third {
        case .low: 0
        case .middle: 1
        case .high: 2
        }
    }
}

/// Where a map looks after a change, beside where it looked before.
struct RegionMove: Equatable {
    let before, after: MapRegion

    var english: String { after.place(in: .en) }

    var japaneseMove: String {
        switch after.spread {
        case .most: return "大部分に広がる"
        case .scattered: return "数か所に分散"
        case .edge, .area:
            let isSame = (before.across, before.down, before.spread) == (after.across, after.down, after.spread)
            return isSame ? "中心は\(after.japaneseSpot)のまま" : "中心は\(after.japaneseSpot)へ移動"
        }
    }
}

extension MapRegion {
    /// 右, 右下の隅, 中央.
    fileprivate var japaneseSpot: String {
        spread == .edge && across != .middle && down != .middle ? japaneseThirds + "の隅" : japaneseThirds
    }
}

/// The recipe line for what the pane shows; shorter forms for narrow screens, the longest first.
/// - Parameter isNarrow: numbers have two columns each, too few for two digits.
package func recipes(
    _ map: AttentionMap, view: MapView, layers: Int, share: Double, language: Language, isNarrow: Bool = false
) -> [String] {
    let axis = axisWords(map.axis, view: view, language)
    let outliers = map.weights.indices.count { map.evenShares($0) >= AttentionMap.clip }
    let words = language == .en ? "text-conditioned query, share of picture" : "言葉によるクエリ、写真内の配分"
    let head =
        map.axis == .conditioned && view != .owners
        ? words
        : (map.axis == .pooled || map.axis == .reads) && view != .owners
        ? axisWords(map.axis, view: .heat, language)
        : language == .en
            ? "layer \(map.layer) of \(max(layers, map.layer)), \(axis)"
            : "第 \(map.layer)/\(max(layers, map.layer)) 層、\(axis)"
    let (comma, stop) = (language.comma, language.stop)
    let clip = clipWords(outliers, language)
    let even = evenWords(map.reading?.reach ?? map.patchCount, language)
    let legend = legendWords(view, share: share, language, isNarrow: isNarrow) + (view == .heat && outliers > 0 ? "  @! 16x+" : "")
    // Nothing is clipped where only the largest part is named.
    if view == .owners { return ["\(head)\(stop)\(legend)", legend] }
    let facts = [shortHead(map, layers, language), shortClip(outliers, language), shortEven(map, language)]
    let end = view == .heat ? ": " : stop
    let legends = view == .heat ? [legend, legend.replacing("  ", with: "\n").replacing(" ", with: "").replacing("\n", with: " ")] : [legend]
    let short = [facts, Array(facts.dropFirst())].flatMap { facts in legends.map { facts.joined(separator: comma) + end + $0 } }
    if view == .heat {
        return ["\(head)\(comma)\(clip)\(stop)\(even):  \(legend)", "\(head)\(comma)\(facts[1])\(comma)\(facts[2]): \(legend)"] + short + [legend]
    }
    return ["\(head)\(comma)\(clip)\(stop)\(even)\(stop)\(legend)", "\(head)\(comma)\(facts[1])\(comma)\(facts[2])\(stop)\(legend)"]
        + short + [legend]
}

/// The map's origin, the clipped patches and the even share in the few columns of a narrow screen.
private func shortHead(_ map: AttentionMap, _ layers: Int, _ language: Language) -> String {
    switch map.axis {
    case .conditioned: language == .en ? "text query" : "言葉のクエリ"
    case .pooled: language == .en ? "pooling" : "プーリング"
    case .reads: language == .en ? "one patch" : "一区画"
    case .picture, .owners: language == .en ? "layer \(map.layer)/\(max(layers, map.layer))" : "\(map.layer)/\(max(layers, map.layer)) 層"
    }
}

private func shortClip(_ outliers: Int, _ language: Language) -> String {
    language == .en ? "clip \(outliers)" : "頭打ち \(outliers)"
}

private func shortEven(_ map: AttentionMap, _ language: Language) -> String {
    let tenths = evenTenths(map.reading?.reach ?? map.patchCount)
    return (language == .en ? "even " : "均等 ") + "\(tenths / 10).\(tenths % 10) %"
}

private func evenTenths(_ patches: Int) -> Int { Int((1000 / Double(max(1, patches))).rounded()) }

private func axisWords(_ axis: MapAxis, view: MapView, _ language: Language) -> String {
    switch (language, view == .owners ? .owners : axis) {
    case (.en, .picture): "share of picture"
    case (.en, .owners): "share among queries"
    case (.en, .conditioned): "share of picture"
    case (.en, .pooled): "attention pooling, share of picture"
    case (.en, .reads): "share of what one patch reads"
    case (.ja, .picture): "写真内の配分"
    case (.ja, .owners): "クエリ間の配分"
    case (.ja, .conditioned): "写真内の配分"
    case (.ja, .pooled): "注目プーリング、写真内の配分"
    case (.ja, .reads): "一区画が読む配分"
    }
}

private func clipWords(_ outliers: Int, _ language: Language) -> String {
    switch language {
    case .en: outliers == 0 ? "nothing clipped" : "\(outliers) clipped at 16x"
    case .ja: outliers == 0 ? "頭打ちなし" : "\(outliers) 区画は 16 倍で頭打ち"
    }
}

private func evenWords(_ patches: Int, _ language: Language) -> String {
    let tenths = evenTenths(patches)
    let share = "\(tenths / 10).\(tenths % 10) %"
    return language == .en ? "even share \(share)" : "均等なら \(share)"
}

private func legendWords(_ view: MapView, share: Double, _ language: Language, isNarrow: Bool) -> String {
    let percent = Int((share * 100).rounded())
    switch (language, view) {
    case (_, .heat): return ". <1x  : <2x  + <4x  # <8x  @ 8x+"
    case (.en, .photo): return "the photo alone"
    case (.en, .spotlight): return "lit: patches holding \(percent) %"
    case (.en, .owners): return "a 20 %+  A 50 %+  . background"
    case (.en, .numbers): return isNarrow ? "percent: A 10-19, B 20-29 … J 100" : "percent per patch"
    case (.ja, .photo): return "写真のみ"
    case (.ja, .spotlight): return "明るい区画に \(percent) %"
    case (.ja, .owners): return "a 20 %+  A 50 %+  . 背景"
    case (.ja, .numbers): return isNarrow ? "区画の %: A 10～19、B 20～29 … J 100" : "区画ごとの %"
    }
}
