// The ratings file of the Rated Ranking Evaluator (Sease, "Ratings"): query groups, each with the way its query is asked
// and the gain of every judged document. Written in the form that Quepid's corrected export uses; its older form, which
// lists the documents under their grade, is read too.
import Domain
import Foundation

/// One ratings file.
struct RatingsFile: Codable {
    struct Query: Codable {
        var template: String?
        var placeholders: [String: String]

        enum CodingKeys: String, CodingKey {
            case template, placeholders
        }
    }

    struct Group: Codable {
        var name: String?
        var queries: [Query]
        var relevant: Gains

        enum CodingKeys: String, CodingKey {
            case name, queries
            case relevant = "relevant_documents"
        }

        /// The words asked: the placeholder `$query`, the only one, or the name.
        var words: String? {
            let placeholders = queries.first?.placeholders ?? [:]
            return placeholders["$query"] ?? (placeholders.count == 1 ? placeholders.values.first : nil) ?? name
        }
    }

    struct Topic: Codable {
        var description: String?
        var groups: [Group]

        enum CodingKeys: String, CodingKey {
            case description
            case groups = "query_groups"
        }
    }

    var identifier: String?
    var index: String?
    var groups: [Group]?
    var topics: [Topic]?

    enum CodingKeys: String, CodingKey {
        case index, topics
        case identifier = "id_field"
        case groups = "query_groups"
    }

    init(_ labels: [PhotoLabel]) {
        identifier = "image"
        index = "eclip"
        var made: [Group] = []
        for label in labels {
            if made.last?.name != label.query {
                let query = Query(template: "query.json", placeholders: ["$query": label.query])
                made.append(Group(name: label.query, queries: [query], relevant: Gains(values: [:])))
            }
            made[made.count - 1].relevant.values[label.image] = Double(label.grade)
        }
        groups = made
    }

    /// Every group with its place in the file.
    var placedGroups: [(place: String, group: Group)] {
        let inTopics = (topics ?? []).enumerated().flatMap { number, topic in
            topic.groups.enumerated().map { ("topics[\(number)].query_groups[\($0)]", $1) }
        }
        return inTopics + (groups ?? []).enumerated().map { ("query_groups[\($0)]", $1) }
    }
}

// What is not used may be anything: other programs fill these fields in their own way.
extension RatingsFile {
    init(from decoder: Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        (identifier, index) = (nil, nil)
        groups = try fields.decodeIfPresent([Group].self, forKey: .groups)
        topics = try fields.decodeIfPresent([Topic].self, forKey: .topics)
    }
}

extension RatingsFile.Topic {
    init(from decoder: Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        description = nil
        groups = try fields.decode([RatingsFile.Group].self, forKey: .groups)
    }
}

extension RatingsFile.Group {
    init(from decoder: Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        name = try? fields.decode(String.self, forKey: .name)
        queries = (try? fields.decode([RatingsFile.Query].self, forKey: .queries)) ?? []
        relevant = try fields.decode(Gains.self, forKey: .relevant)
    }
}

extension RatingsFile.Query {
    init(from decoder: Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        let found = try fields.decodeIfPresent([String: Placeholder].self, forKey: .placeholders) ?? [:]
        template = nil
        placeholders = found.compactMapValues(\.words)
    }

    /// Words, or anything else, which asks nothing.
    private struct Placeholder: Decodable {
        let words: String?

        init(from decoder: Decoder) throws { words = try? decoder.singleValueContainer().decode(String.self) }
    }
}

/// Gains by document, in either form.
struct Gains: Codable {
    var values: [String: Double]

    private struct Gain: Codable {
        var gain: Double
    }

    init(values: [String: Double]) { self.values = values }

    init(from decoder: Decoder) throws {
        let single = try decoder.singleValueContainer()
        if let byDocument = try? single.decode([String: Gain].self) {
            values = byDocument.mapValues(\.gain)
        } else if let list = try? single.decode([[String: Gain]].self) {
            values = list.reduce(into: [:]) { $0.merge($1.mapValues(\.gain)) { $1 } }
        } else {
            values = [:]
            for (grade, documents) in try single.decode([String: [String]].self) {
                guard let gain = Double(grade) else {
                    throw DecodingError.dataCorrupted(
                        .init(codingPath: decoder.codingPath, debugDescription: "\(grade) is not a grade"))
                }
                for document in documents { values[document] = gain }
            }
        }
    }

    func encode(to encoder: Encoder) throws {
        try values.mapValues { Gain(gain: $0) }.encode(to: encoder)
    }
}
