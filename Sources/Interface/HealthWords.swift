// The health page: what the screen runs on, its facts named in two languages.
import Domain
import Explorer

/// A fact of the health page.
enum HealthLabel: CaseIterable {
    case checkpoint, model, objective, index, builtWith, complete, pictures, products, instances, embedding, patches
    case calibrated, missing, warning, rater, session, blank, lastSearch, indexHash

    func said(in language: Language) -> String {
        switch language {
        case .en: english
        case .ja: japanese
        }
    }

    private var english: String {
        switch self {
        case .checkpoint: "checkpoint"
        case .model: "model hash"
        case .objective: "objective"
        case .index: "index"
        case .builtWith: "built with"
        case .complete: "complete"
        case .pictures: "photos"
        case .products: "products"
        case .instances: "instances"
        case .embedding: "embedding"
        case .patches: "patches"
        case .calibrated: "calibrated"
        case .missing: "missing files"
        case .warning: "warning"
        case .rater: "rater"
        case .session: "session"
        case .blank: ""
        case .indexHash: "index hash"
        case .lastSearch: "last search"
        }
    }

    private var japanese: String {
        switch self {
        case .checkpoint: "モデル"
        case .model: "ハッシュ"
        case .objective: "学習目的"
        case .index: "索引ファイル"
        case .builtWith: "作成モデル"
        case .complete: "索引"
        case .pictures: "写真"
        case .products: "商品"
        case .instances: "インスタンス"
        case .embedding: "埋め込み"
        case .patches: "区画"
        case .calibrated: "較正"
        case .missing: "欠けた写真"
        case .warning: "警告"
        case .rater: "判定者"
        case .session: "セッション"
        case .blank: ""
        case .indexHash: "索引の値"
        case .lastSearch: "前回の検索"
        }
    }
}

/// What the health page says about a fact.
enum HealthFact {
    case sameModel, isComplete, isCalibrated, halfBuilt, notCalibrated
    case instances(Int, each: Int)
    case entries(Int, verdicts: Int)
    case timing(encode: String, search: String, maps: String)

    func said(in language: Language) -> String {
        switch language {
        case .en: english
        case .ja: japanese
        }
    }

    private var english: String {
        switch self {
        case .sameModel: "the same model"
        case .isComplete, .isCalibrated: "yes"
        case .halfBuilt: "no: half built"
        case .notCalibrated: "no: the chance p is left out"
        case .instances(let count, let each): "\(grouped(count)), \(each) a photo"
        case .entries(let count, let verdicts): "\(count) entries, \(verdicts) verdicts"
        case .timing(let encode, let search, let maps): "encode \(encode), search \(search), maps \(maps) ms"
        }
    }

    private var japanese: String {
        switch self {
        case .sameModel: "同じモデル"
        case .isComplete: "完成"
        case .isCalibrated: "済み"
        case .halfBuilt: "作成途中"
        case .notCalibrated: "まだ: 確率 p は表示しません"
        case .instances(let count, let each): "\(grouped(count))、写真ごとに \(each)"
        case .entries(let count, let verdicts): "記録 \(count) 件、判定 \(verdicts) 件"
        case .timing(let encode, let search, let maps): "符号化 \(encode)、検索 \(search)、注目マップ \(maps) ms"
        }
    }
}

/// The rows of the health page.
func healthRows(_ state: ExplorerState) -> [OverlayRow] {
    let health = state.health
    let language = state.language
    func row(_ label: HealthLabel, _ text: String, problem: Bool = false) -> OverlayRow {
        OverlayRow(lead: label.said(in: language), text: text, role: problem ? .problem : .plain)
    }
    func fact(_ fact: HealthFact) -> String { fact.said(in: language) }
    var rows = [
        row(.checkpoint, health.checkpoint), row(.model, health.modelSHA256), row(.objective, health.objective),
        row(.index, health.index), row(.indexHash, health.indexSHA256),
        row(.builtWith, health.pairFits ? fact(.sameModel) : health.indexModelSHA256, problem: !health.pairFits),
        row(.complete, fact(health.isComplete ? .isComplete : .halfBuilt), problem: !health.isComplete),
        row(.pictures, grouped(health.pictures)), row(.products, grouped(health.products)),
        row(.instances, fact(.instances(health.instances, each: health.instancesPerPicture))),
        row(.embedding, "\(health.embedding)"), row(.patches, "\(health.patchRows) x \(health.patchColumns)"),
        row(.calibrated, fact(health.isCalibrated ? .isCalibrated : .notCalibrated)),
        row(.missing, "\(health.missingPictures)", problem: health.missingPictures > 0),
    ]
    rows += health.missingExamples.map { OverlayRow(lead: "", text: $0, role: .problem) }
    rows += health.warnings.map { row(.warning, $0.said(in: language), problem: true) }
    rows.append(row(.rater, state.rater))
    if let path = state.sessionPath { rows.append(row(.session, path)) }
    rows.append(row(state.sessionPath == nil ? .session : .blank, fact(.entries(state.memory.nextSequence - 1, verdicts: state.memory.verdicts.count))))
    if let timing = state.answer?.timing {
        rows.append(row(.lastSearch, fact(HealthFact(timing))))
    }
    return rows
}

extension HealthFact {
    init(_ timing: SearchTiming) {
        self = .timing(encode: tenths(timing.encode), search: tenths(timing.search), maps: tenths(timing.maps))
    }
}
