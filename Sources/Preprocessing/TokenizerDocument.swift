// The part of Hugging Face's tokenizer.json that this tokenizer has, as data. Everything else is refused rather than
// ignored: a file that cuts words in another way would give other ids without anybody noticing.
// No added tokens are listed on purpose: a shop's title that contains the text "[PAD]" must stay text.
import Domain
import Foundation

struct TokenizerDocument: Codable, Equatable {
    var version = "1.0"
    var addedTokens: [AddedToken] = []
    var normalizer = Normalizer.ours
    var preTokenizer = PreTokenizer.ours
    var postProcessor = PostProcessor.ours(startID: 1)
    var model: Model

    enum CodingKeys: String, CodingKey {
        case version, normalizer, model
        case addedTokens = "added_tokens"
        case preTokenizer = "pre_tokenizer"
        case postProcessor = "post_processor"
    }

    struct AddedToken: Codable, Equatable {
        var content: String
    }

    struct Normalizer: Codable, Equatable {
        var type: String
        var normalizers: [Step]
        struct Step: Codable, Equatable { var type: String }

        static let ours = Normalizer(
            type: "Sequence", normalizers: [Step(type: "NFKC"), Step(type: "Lowercase"), Step(type: "NFC")])
    }

    struct PreTokenizer: Codable, Equatable {
        var type: String
        var pretokenizers: [Step]
        struct Step: Codable, Equatable {
            var type: String
            var pattern: [String: String]?
            var behavior: String?
            var invert: Bool?
        }

        static let ours = PreTokenizer(
            type: "Sequence",
            pretokenizers: [
                Step(type: "WhitespaceSplit"),
                Step(
                    type: "Split", pattern: ["Regex": ScriptClass.regularExpression], behavior: "Isolated",
                    invert: false),
            ])
    }

    struct PostProcessor: Codable, Equatable {
        var type: String
        var single: [[String: Slot]]
        var pair: [[String: Slot]]
        var specialTokens: [String: Special]
        struct Slot: Codable, Equatable {
            var id: String
            var typeID: Int
            enum CodingKeys: String, CodingKey {
                case id
                case typeID = "type_id"
            }
        }
        struct Special: Codable, Equatable {
            var id: String
            var ids: [Int]
            var tokens: [String]
        }
        enum CodingKeys: String, CodingKey {
            case type, single, pair
            case specialTokens = "special_tokens"
        }

        static func ours(startID: Int) -> PostProcessor {
            let start = ["SpecialToken": Slot(id: Tokenizer.start, typeID: 0)]
            func sequence(_ name: String) -> [String: Slot] { ["Sequence": Slot(id: name, typeID: 0)] }
            return PostProcessor(
                type: "TemplateProcessing", single: [start, sequence("A")],
                pair: [start, sequence("A"), sequence("B")],
                specialTokens: [
                    Tokenizer.start: Special(id: Tokenizer.start, ids: [startID], tokens: [Tokenizer.start])
                ])
        }
    }

    struct Model: Codable, Equatable {
        var type = "BPE"
        var byteFallback = true
        var fuseUnknown = false
        var ignoreMerges = false
        var vocab: [String: Int]
        var merges: [Merge]

        enum CodingKeys: String, CodingKey {
            case type, vocab, merges
            case byteFallback = "byte_fallback"
            case fuseUnknown = "fuse_unk"
            case ignoreMerges = "ignore_merges"
        }
    }

    /// Two pieces that become one, in the order they were learned. Read from `"a b"` and from `["a", "b"]`.
    struct Merge: Codable, Equatable {
        var left: String
        var right: String
    }
}

extension TokenizerDocument.Merge {
    init(from decoder: any Decoder) throws {
        let single = try decoder.singleValueContainer()
        let parts =
            try (try? single.decode([String].self))
            ?? single.decode(String.self).split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else {
            throw DecodingError.dataCorruptedError(in: single, debugDescription: "a merge has two pieces")
        }
        self.init(left: parts[0], right: parts[1])
    }

    func encode(to encoder: any Encoder) throws {
        var single = encoder.singleValueContainer()
        try single.encode([left, right])
    }
}

extension TokenizerDocument {
    /// - Throws: `InputFault` when the text is not such a document or names components we do not have.
    init(json: String) throws {
        do {
            self = try JSONDecoder().decode(TokenizerDocument.self, from: Data(json.utf8))
        } catch {
            throw InputFault(
                "tokenizer", "not a tokenizer.json of the expected form", expected: "BPE with byte fallback")
        }
        guard model.type == "BPE", model.byteFallback, !model.fuseUnknown, !model.ignoreMerges, addedTokens.isEmpty
        else {
            throw InputFault(
                "tokenizer", "unknown model or added tokens", expected: "BPE with byte fallback, none added")
        }
        guard normalizer == .ours else {
            throw InputFault("tokenizer", "unknown normalizer", expected: "NFKC, Lowercase, NFC")
        }
        guard preTokenizer == .ours else {
            throw InputFault(
                "tokenizer", "words are cut in an unknown way", expected: "white space and changes of script")
        }
        guard let startID = model.vocab[Tokenizer.start], postProcessor == .ours(startID: startID) else {
            throw InputFault("tokenizer", "unknown post-processor", expected: "\(Tokenizer.start) before the text")
        }
    }

    /// The same document always gives the same text: a checkpoint's identity is taken over it.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
