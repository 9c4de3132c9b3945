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
        case .fault(let fault): fault
        }
    }

    private static let japaneseTraits = [
        "brightness": "明るさ", "contrast": "コントラスト", "colourfulness": "彩度", "edges": "輪郭の量", "grain": "粒状感",
    ]

    private func thousandths(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }
}

extension Notice {
    /// What is wrong, for the places that say nothing else; nil for other news.
    func problem(in language: Language) -> String? {
        switch self {
        case .problem(let problem): problem
        case .warning(let warning): warning.said(in: language)
        default: nil
        }
    }
}
