// Values of a row that may be damaged. GRDB's subscripts trap on a NULL or a value of another kind; a file from outside
// must never do that.
import Foundation
import GRDB

/// A value in an index file is not what the schema says.
struct DamagedValue: Error {
    let column: String
}

extension Row {
    func text(_ index: Int) throws -> String { try value(index) }
    func number(_ index: Int) throws -> Int { try value(index) }
    func id(_ index: Int) throws -> Int64 { try value(index) }
    func bytes(_ index: Int) throws -> [UInt8] { [UInt8](try value(index) as Data) }

    /// nil for NULL.
    func optionalText(_ index: Int) throws -> String? {
        (self[index] as DatabaseValue).isNull ? nil : try text(index)
    }

    private func value<Value: DatabaseValueConvertible>(_ index: Int) throws -> Value {
        guard let value = Value.fromDatabaseValue(self[index] as DatabaseValue) else {
            throw DamagedValue(column: Array(columnNames)[index])
        }
        return value
    }
}
