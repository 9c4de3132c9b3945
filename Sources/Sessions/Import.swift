// Verdicts from other programs, in the forms that exports have. A file is taken whole or not at all: everything that is
// wrong is listed with its line (or its place in a JSON document), so that one correction is enough.
import Domain
import Files
import Foundation

/// A record of a CSV file, as a reader of RFC 4180 gives it.
package struct TableRow: Sendable {
    /// From 1.
    package var line: Int
    package var fields: [String]
    /// What is wrong with it, or nil.
    package var problem: String?

    package init(line: Int, fields: [String], problem: String? = nil) {
        self.line = line
        self.fields = fields
        self.problem = problem
    }
}

/// What a file held.
package struct ImportedVerdicts: Sendable {
    package private(set) var verdicts: [SignedVerdict] = []
    package private(set) var faults: [InputFault] = []
    /// Where each match was spoken of first, and its verdict's place among `verdicts`.
    private var places: [VerdictKey: (name: String, verdict: Int)] = [:]

    /// Reads a file of verdicts. Never fails: what is wrong is in `faults`.
    /// - Parameters:
    ///   - name: the file's, for places.
    ///   - table: reads CSV; may throw an `InputFault`.
    package init(_ bytes: [UInt8], name: String, as format: ExportFormat, table: ([UInt8]) throws -> [TableRow]) {
        do {
            if let other = OtherEncoding(of: bytes) { throw other.fault(name) }
            switch format {
            case .qrels: readQrels(bytes, name)
            case .jsonl: readJSONLines(bytes, name)
            case .csv: try readTable(table(bytes), name, needed: ["query", "image", "grade"], CSVRow.signed)
            case .quepid: try readTable(table(bytes), name, needed: QuepidForm.header, CSVRow.quepid)
            case .rre: readRatings(bytes, name)
            case .coco: readCoco(bytes, name)
            }
        } catch {
            faults.append(error as? InputFault ?? InputFault(name, "\(error)"))
        }
    }

    /// Takes a verdict, unless an earlier place of the file says something else about the same.
    private mutating func take(_ signed: SignedVerdict, at place: String) {
        let key = signed.verdict.key
        if let box = signed.verdict.box, !box.isOnPicture {
            faults.append(InputFault(place, "a box that is not on the picture", expected: "0 to 1, with some width and height"))
        } else if let earlier = places[key] {
            guard !verdicts[earlier.verdict].verdict.says(signed.verdict) else { return }
            faults.append(InputFault(place, "says something else about the photo than \(earlier.name)"))
        } else {
            places[key] = (place, verdicts.count)
            verdicts.append(signed)
        }
    }

    /// - Parameter text: the JSON that is read, for a fault that only it explains.
    private mutating func attempt(_ place: String, of text: Data = Data(), _ read: () throws -> SignedVerdict?) {
        do {
            if let signed = try read() { take(signed, at: place) }
        } catch {
            faults.append(error as? InputFault ?? InputFault(place, problem(of: error, in: text)))
        }
    }

    // MARK: Lines

    private mutating func lines(of bytes: [UInt8], _ name: String) -> [NumberedLine] {
        do {
            return try TextFile(bytes: bytes, name: name).filledLines
        } catch {
            faults.append(error as? InputFault ?? InputFault(name, "\(error)"))
            return []
        }
    }

    private mutating func readQrels(_ bytes: [UInt8], _ name: String) {
        for line in lines(of: bytes, name) {
            let place = "\(name):\(line.number)"
            attempt(place) {
                let fields = line.fields
                guard fields.count == 4 else {
                    throw InputFault(place, "\(fields.count) fields", expected: "query 0 picture grade")
                }
                return SignedVerdict(try label(fields[0].withBlanks, fields[2].withBlanks, fields[3], "qrels", place))
            }
        }
    }

    private mutating func readJSONLines(_ bytes: [UInt8], _ name: String) {
        let decoder = JSONDecoder()
        for line in lines(of: bytes, name) {
            let text = Data(line.text.utf8)
            attempt("\(name):\(line.number)", of: text) { try decoder.decode(SignedVerdict.self, from: text) }
        }
    }

    // MARK: Tables

    private mutating func readTable(
        _ rows: [TableRow], _ name: String, needed: [String], _ read: (CSVRow) throws -> SignedVerdict?
    ) throws {
        guard let header = rows.first else { throw InputFault(name, "is empty", expected: needed.joined(separator: ",")) }
        let columns = header.fields.map { $0.folded }
        for column in needed where !columns.contains(column) {
            throw InputFault("\(name):\(header.line)", "no column \(column)", expected: needed.joined(separator: ","))
        }
        for row in rows.dropFirst() {
            let place = "\(name):\(row.line)"
            attempt(place) {
                if let problem = row.problem { throw InputFault(place, problem) }
                guard row.fields.count == columns.count else {
                    throw InputFault(place, "\(row.fields.count) fields", expected: "\(columns.count), as in the header")
                }
                let values = Dictionary(zip(columns, row.fields)) { first, _ in first }
                return try read(CSVRow(place: place, values: values))
            }
        }
    }

    // MARK: JSON documents

    private mutating func readRatings(_ bytes: [UInt8], _ name: String) {
        guard let file: RatingsFile = document(bytes, name) else { return }
        if file.groups == nil, file.topics == nil {
            faults.append(InputFault(name, "no \"query_groups\"", expected: "a ratings file"))
        }
        for (place, group) in file.placedGroups {
            let place = "\(name): \(place)"
            guard let words = group.words else {
                faults.append(InputFault(place, "no query", expected: "a placeholder $query"))
                continue
            }
            for (image, gain) in group.relevant.values.sorted(by: { $0.key < $1.key }) {
                attempt(place) { SignedVerdict(try label(words, image, String(gain), "rre", place)) }
            }
        }
    }

    private mutating func readCoco(_ bytes: [UInt8], _ name: String) {
        guard let file: CocoFile = document(bytes, name) else { return }
        let pictures = Dictionary(file.images.map { ($0.id, $0) }) { first, _ in first }
        let categories = Dictionary(file.categories.map { ($0.id, $0.name) }) { first, _ in first }
        for (number, annotation) in file.annotations.enumerated() {
            let place = "\(name): annotations[\(number)]"
            attempt(place) {
                guard let picture = pictures[annotation.image] else {
                    throw InputFault(place, "no image \(annotation.image)")
                }
                let name = annotation.category.flatMap { categories[$0] } ?? annotation.attributes?.query
                guard let category = name else {
                    throw InputFault(place, "no category \(annotation.category?.description ?? "named")")
                }
                return SignedVerdict(try annotation.verdict(on: picture, category, place))
            }
        }
    }

    private mutating func document<Value: Decodable>(_ bytes: [UInt8], _ name: String) -> Value? {
        do {
            return try JSONDecoder().decode(Value.self, from: Data(TextFile(bytes: bytes, name: name).text.utf8))
        } catch {
            faults.append(error as? InputFault ?? InputFault(name, problem(of: error, in: Data(bytes))))
            return nil
        }
    }
}
