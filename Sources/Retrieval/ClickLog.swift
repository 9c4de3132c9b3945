// The click log of an A/B test, CSV as a shop's analytics export it: columns by name, rows with their line.
import Catalog
import Domain
import Evaluation
import Files

/// A click log that was read.
package struct ClickLog: Sendable {
    package let rows: [ShownRow]
    /// One per bad row; the place is `file:LINE`.
    package let faults: [InputFault]

    package static let toleratedShare = 0.05
    package static let columns = ["query", "position", "product_id", "arm", "shown", "clicked", "converted"]

    /// Reads the bytes of a log; `picture` may stand for `product_id`. Throws `InputFault` for a missing column, no good row, or more than 5 % bad ones.
    package init(_ bytes: [UInt8], name: String, skipBadRows: Bool = false) throws {
        if let other = OtherEncoding(of: bytes) { throw other.fault(name) }
        var records = try CSVReader.records(of: bytes, name: name)[...]
        let header = records.popFirst()?.fields.map(\.folded) ?? []
        var places: [String: Int] = [:]
        for column in Self.columns {
            let place = header.firstIndex(of: column) ?? (column == "product_id" ? header.firstIndex(of: "picture") : nil)
            guard let place else {
                throw InputFault("\(name):1", "no column \(column)", expected: Self.columns.joined(separator: ","))
            }
            places[column] = place
        }
        var rows: [ShownRow] = []
        var faults: [InputFault] = []
        for record in records {
            let fields = Fields(record: record, places: places, count: header.count, place: "\(name):\(record.line)")
            do { rows.append(try fields.row()) } catch let fault as InputFault { faults.append(fault) }
        }
        (self.rows, self.faults) = (rows, faults)
        try check(name, skipBadRows)
    }

    private func check(_ name: String, _ skipBadRows: Bool) throws {
        let total = rows.count + faults.count
        let first = faults.first.map { "; the first: \($0)" } ?? ""
        guard !rows.isEmpty else { throw InputFault(name, "none of its \(total) rows can be used\(first)") }
        if !skipBadRows, Double(faults.count) > Self.toleratedShare * Double(total) {
            throw InputFault(
                name, "\(faults.count) of \(total) rows are bad\(first)", expected: "at most 5 %, or --skip-bad-rows")
        }
    }

    /// One record, its fields by the name of their column.
    private struct Fields {
        let record: CSVRecord
        let places: [String: Int]
        let count: Int
        let place: String

        func row() throws -> ShownRow {
            if let problem = record.problem { throw InputFault(place, problem) }
            guard record.fields.count == count else {
                throw InputFault(place, "\(record.fields.count) fields", expected: "\(count)")
            }
            guard let arm = Arm(rawValue: text("arm").uppercased()) else {
                throw InputFault(place, "arm \(text("arm"))", expected: "A or B")
            }
            let (shown, clicked, converted) = (try number("shown"), try number("clicked"), try number("converted"))
            guard clicked <= shown, converted <= shown else {
                throw InputFault(place, "\(clicked) clicked and \(converted) converted of \(shown) shown")
            }
            guard try number("position") > 0 else { throw InputFault(place, "position 0", expected: "1 or more") }
            return ShownRow(
                query: text("query"), document: text("product_id"), arm: arm, shown: shown, clicked: clicked,
                converted: converted)
        }

        private func text(_ column: String) -> String { places[column].map { record.fields[$0] } ?? "" }

        private func number(_ column: String) throws -> Int {
            guard let number = Int(text(column)), (0...1_000_000_000).contains(number) else {
                throw InputFault(place, "\(column) \(text(column))", expected: "a whole number from 0")
            }
            return number
        }
    }
}
