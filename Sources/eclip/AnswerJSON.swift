// A search's answer as JSON, in the form that other people's scripts hold on to.
import Domain
import Foundation
import Retrieval

/// The two files an answer was made with.
struct AnswerSource {
    let checkpointFile: String
    let modelSHA256: String
    let indexFile: String
    let instances: Int

    init(_ engine: SearchEngine) {
        checkpointFile = engine.model.name
        modelSHA256 = engine.model.checkpoint.identity
        indexFile = engine.index.path.nameOfPath
        instances = engine.index.summary.instances
    }
}

extension SearchAnswer {
    /// One object: query, files, timings, matches.
    func json(id: JSON = .null, source: AnswerSource, notes: [String] = []) -> JSON {
        .object([
            ("id", id),
            ("query", queryJSON),
            ("checkpoint", .object([
                ("file", .string(source.checkpointFile)), ("model_sha256", .string(source.modelSHA256)),
            ])),
            ("index", .object([("file", .string(source.indexFile)), ("instances", .int(source.instances))])),
            ("timing_ms", .object([
                ("encode", .milliseconds(timing.encode)), ("search", .milliseconds(timing.search)),
                ("maps", .milliseconds(timing.maps)),
            ])),
            ("unseen_words", .strings(reading.unseenWords)), ("missing_words", .strings(missingWords)),
            ("matches", .array(matches.map(\.json))),
        ] + (notes.isEmpty ? [] : [("notes", .strings(notes))]))
    }

    private var queryJSON: JSON {
        let asked = reading.asked.map { [("asked", $0.json)] } ?? []
        switch request.subject {
        case .text:
            return .object([
                ("text", .string(reading.raw)), ("normalized", .string(reading.normalized)),
                ("tokens", .strings(reading.tokens)), ("dropped_tokens", .int(reading.droppedTokens)),
            ] + asked)
        case .product(let identifier): return .object([("product", .string(identifier))] + asked)
        case .picture(let image, let instance):
            return .object([("image", .string(image)), ("instance", .optional(instance))])
        }
    }
}

extension Match {
    var json: JSON {
        var members: [(String, JSON)] = [
            ("rank", .int(rank)), ("image", .string(image)), ("source", .string(source)),
            ("product_id", .string(product.productID)), ("title", .string(product.title)),
            ("products", .array(products.map(\.json))), ("folded", .int(folded)), ("facets", .words(facets)),
            ("instance", .int(instance)), ("score", .float(score)), ("p", .optional(probability)),
            ("scores", .object([
                ("instance", .float(scores.instance)), ("global", .float(scores.global)),
                ("conditioned", .optional(scores.conditioned)),
            ])),
            ("gap", .optional(gap)), ("box", box.json),
        ]
        if let map { members.append(("map", map.json)) }
        if let note { members.append(("note", .string(note))) }
        return .object(members)
    }
}

extension AskedInstance {
    var json: JSON {
        .object([("image", .string(image)), ("instance", .int(instance)), ("photos", .int(photos)), ("of", .int(all))])
    }
}

extension ProductLabel {
    var json: JSON { .object([("product_id", .string(productID)), ("title", .string(title))]) }
}

extension Box {
    /// `[x, y, width, height]` in fractions of the picture.
    var json: JSON { .array([x, y, width, height].map { JSON.float(Float($0)) }) }
}

extension AttentionMap {
    var json: JSON {
        .object([
            ("rows", .int(rows)), ("columns", .int(columns)), ("axis", .string(axis.rawValue)), ("layer", .int(layer)),
            ("frame", frame.json), ("weights", .floats(weights)),
        ])
    }
}
