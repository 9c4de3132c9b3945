// What a person did, in the domain's words: the entries of the journal. Not keys and not events, so that a journal
// outlives every change of the keyboard and of the screen.

/// How a photo and its map are shown.
package enum MapView: String, Sendable, Codable, CaseIterable {
    /// The photo alone.
    case photo
    /// The photo at full strength inside the outline, faint outside.
    case spotlight
    /// The level of every patch.
    case heat
    /// The query that owns every patch.
    case owners
    /// Percent of the weight on every patch.
    case numbers
}

/// How a query came to be: it decides what the breadcrumb remembers.
package enum QueryOrigin: String, Sendable, Codable {
    /// Words were typed or a setting changed: the place is replaced.
    case typed
    /// A product was picked or "more like this" was asked: the old place is kept for the way back.
    case jumped
    /// The way back was taken.
    case back
}

/// A question and a digest of what it was answered with.
package struct QueriedAct: Equatable, Sendable {
    package var subject: QuerySubject
    /// What the screen calls a subject that is not words.
    package var label: String?
    package var normalized: String
    package var score: ScoreKind
    package var grouping: Grouping
    package var origin: QueryOrigin
    /// `SearchAnswer.digest`; nil when the answer was not there yet.
    package var digest: String?
    /// Pictures ranked.
    package var total: Int
    /// Weight of the global vector in a blend where it is not the usual half.
    package var blend: Double?
    /// What the person asked, where the subject is the sum that verdicts made of it: verdicts stay filed under that.
    package var feedbackOf: QuerySubject?

    package init(
        subject: QuerySubject, label: String? = nil, normalized: String, score: ScoreKind = .instance,
        grouping: Grouping = .none, origin: QueryOrigin = .typed, digest: String? = nil, total: Int = 0,
        blend: Double? = nil, feedbackOf: QuerySubject? = nil
    ) {
        self.feedbackOf = feedbackOf
        self.blend = blend
        self.subject = subject
        self.label = label
        self.normalized = normalized
        self.score = score
        self.grouping = grouping
        self.origin = origin
        self.digest = digest
        self.total = total
    }
}

/// What was looked at, and how.
package struct LookedAct: Equatable, Sendable, Codable {
    package var image: String?
    /// From 1; 0 where there are no rows.
    package var rank: Int
    /// An instance chosen by hand; nil follows the winner.
    package var instance: Int?
    package var view: MapView
    /// Share of the weight inside the outline, 0...1.
    package var outline: Double
    package var language: Language
    /// The pinned photo, if any.
    package var pinned: String?

    package init(
        image: String? = nil, rank: Int = 0, instance: Int? = nil, view: MapView = .spotlight, outline: Double = 0.6,
        language: Language = .en, pinned: String? = nil
    ) {
        self.image = image
        self.rank = rank
        self.instance = instance
        self.view = view
        self.outline = outline
        self.language = language
        self.pinned = pinned
    }

    package init(from decoder: Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        image = try fields.decodeIfPresent(String.self, forKey: .image)
        rank = try fields.whole(NumberRange.ranks, forKey: .rank)
        instance = try fields.wholeIfPresent(NumberRange.instances, forKey: .instance)
        view = try fields.decode(MapView.self, forKey: .view)
        outline = try fields.number(0...1, forKey: .outline)
        language = try fields.decode(Language.self, forKey: .language)
        pinned = try fields.decodeIfPresent(String.self, forKey: .pinned)
    }
}

/// What a session runs on.
package struct OpenedAct: Equatable, Sendable, Codable {
    package var program: String
    package var modelSHA256: String
    package var index: String
    package var pictures: Int
    /// The catalog that was indexed; nil where an index was named.
    package var catalog: String?

    package init(program: String, modelSHA256: String, index: String, pictures: Int, catalog: String? = nil) {
        self.catalog = catalog
        self.program = program
        self.modelSHA256 = modelSHA256
        self.index = index
        self.pictures = pictures
    }

    private enum CodingKeys: String, CodingKey {
        case program
        case modelSHA256 = "model_sha256"
        case index, pictures, catalog
    }
}

/// A verdict; those given with one key to a marked set share a group.
package struct JudgedAct: Equatable, Sendable, Codable {
    package var verdict: Verdict
    /// The `seq` of the first entry of the set; nil for a single verdict.
    package var group: Int?
    /// The raters' versions that the verdict decides between; nil for a verdict of one's own.
    package var settles: [JudgedVersion]?

    package init(verdict: Verdict, group: Int? = nil, settles: [JudgedVersion]? = nil) {
        self.verdict = verdict
        self.group = group
        self.settles = settles
    }
}

/// Filters that were given a name; none takes the name away.
package struct NamedFilter: Equatable, Sendable, Codable {
    package var name: String
    /// As typed in the box.
    package var filters: String

    package init(name: String, filters: String) {
        self.name = name
        self.filters = filters
    }
}

/// One act of a session.
package enum SessionAct: Equatable, Sendable {
    case opened(OpenedAct)
    case queried(QueriedAct)
    case looked(LookedAct)
    case judged(JudgedAct)
    /// A verdict was taken away.
    case withdrawn(VerdictKey)
    /// A pair of a queue was skipped, flagged or given a draft, or taken up again (an empty `Aside`).
    case setAside(VerdictKey, Aside)
    /// The change of that `seq` was undone.
    case undone(Int)
    /// The undone change of that `seq` was done again.
    case redone(Int)
    case named(NamedFilter)

    /// The word in the journal.
    package var name: String {
        switch self {
        case .opened: "opened"
        case .queried: "queried"
        case .looked: "looked"
        case .judged: "judged"
        case .withdrawn: "withdrawn"
        case .setAside: "set_aside"
        case .undone: "undone"
        case .redone: "redone"
        case .named: "named"
        }
    }
}

/// One line of a journal.
package struct SessionEntry: Equatable, Sendable {
    /// From 1, without gaps.
    package var sequence: Int
    /// RFC 3339, UTC.
    package var time: String
    package var rater: String
    package var act: SessionAct

    package init(sequence: Int, time: String, rater: String, act: SessionAct) {
        self.sequence = sequence
        self.time = time
        self.rater = rater
        self.act = act
    }
}

extension QuerySubject {
    /// The form that verdicts are filed under: folded words, `#id`, or `path@instance`.
    package var key: String {
        switch self {
        case .text(let words): words.folded
        case .product(let id): "#" + id
        case .picture(let path, let instance): "\(path)@\(instance.map(String.init) ?? "?")"
        }
    }

    /// What verdicts filed under a key are about. Words that look like a product or a picture are taken for one.
    package init(key: String) {
        let parts = key.split(separator: "@", omittingEmptySubsequences: false)
        if QueryParts(key).terms.count > 1 {
            // A sum whose last term is an instance looks like one.
            self = .text(key)
        } else if key.count > 1, key.hasPrefix("#") {
            self = .product(String(key.dropFirst()))
        } else if parts.count > 1, let tail = parts.last, tail == "?" || Int(tail) != nil, parts.dropLast().last?.contains(".") == true {
            self = .picture(parts.dropLast().joined(separator: "@"), instance: Int(tail))
        } else {
            self = .text(key)
        }
    }
}

extension SearchAnswer {
    /// A digest of the first 50 rows (picture and instance, in order): 16 hexadecimal digits of FNV-1a. Scores are left
    /// out, so that another processor's last bit does not make another answer.
    package var digest: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for match in matches.prefix(50) {
            for byte in "\(match.image)\t\(match.instance)\n".utf8 {
                hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
            }
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
