import PulseCore

/// What a Proxmox API wraps its answers in: `{"data": …}`; answers of the guest agent once more: `{"data":{"result": …}}`.
enum Envelope {
    /// Reads the list that the answer holds. A row that `row` answers with `nil` is left out and counted.
    static func rows<Row>(
        _ bytes: [UInt8], _ row: (inout JSONReader) throws(JSONFailure) -> Row?
    ) throws(JSONFailure) -> RowList<Row> {
        var list = RowList<Row>()
        try open(bytes) { (reader) throws(JSONFailure) in try list.read(&reader, row) }
        return list
    }

    /// Reads the list that the guest agent answers with.
    static func agentRows<Row>(
        _ bytes: [UInt8], _ row: (inout JSONReader) throws(JSONFailure) -> Row?
    ) throws(JSONFailure) -> RowList<Row> {
        var list = RowList<Row>()
        try openAgent(bytes) { (reader) throws(JSONFailure) in try list.read(&reader, row) }
        return list
    }

    /// Visits the members of the object that the answer holds. `false` when it holds none.
    @discardableResult
    static func object(
        _ bytes: [UInt8], _ each: (JSONKey, inout JSONReader) throws(JSONFailure) -> Void
    ) throws(JSONFailure) -> Bool {
        var found = false
        try open(bytes) { (reader) throws(JSONFailure) in found = try reader.object(each) }
        return found
    }

    /// Visits the members of the object that the guest agent answers with.
    @discardableResult
    static func agentObject(
        _ bytes: [UInt8], _ each: (JSONKey, inout JSONReader) throws(JSONFailure) -> Void
    ) throws(JSONFailure) -> Bool {
        var found = false
        try openAgent(bytes) { (reader) throws(JSONFailure) in found = try reader.object(each) }
        return found
    }

    /// Visits the value under `data`; not called when there is none.
    static func open(_ bytes: [UInt8], _ body: (inout JSONReader) throws(JSONFailure) -> Void) throws(JSONFailure) {
        try JSONReader.read(bytes) { (reader) throws(JSONFailure) -> Void in
            try reader.object { (key, reader) throws(JSONFailure) in
                if case "data" = key { try body(&reader) }
            }
        }
    }

    private static func openAgent(_ bytes: [UInt8], _ body: (inout JSONReader) throws(JSONFailure) -> Void) throws(JSONFailure) {
        try open(bytes) { (reader) throws(JSONFailure) in
            try reader.object { (key, reader) throws(JSONFailure) in
                if case "result" = key { try body(&reader) }
            }
        }
    }
}

/// Rows of an answer.
struct RowList<Row> {
    var rows: [Row] = []
    /// Rows that could not be used, for they lack what identifies them.
    var skipped = 0
    /// Whether there was no list at all, which is not the same as an empty one.
    var isAbsent = true

    mutating func read(_ reader: inout JSONReader, _ row: (inout JSONReader) throws(JSONFailure) -> Row?) throws(JSONFailure) {
        var rows: [Row] = []
        var skipped = 0
        let found = try reader.array { (reader) throws(JSONFailure) in
            if let row = try row(&reader) { rows.append(row) } else { skipped += 1 }
        }
        self.rows = rows
        self.skipped = skipped
        isAbsent = !found
    }
}

extension RowList: Sendable where Row: Sendable {}
extension RowList: Equatable where Row: Equatable {}

extension JSONReader {
    /// A number of bytes: what is below zero counts as zero, `platform-polling` §1.1. No machine has more than an exbibyte, and
    /// sums of a few such numbers must not overflow; so what is larger is unknown.
    mutating func size() throws(JSONFailure) -> Int64? {
        guard let bytes = try int64(), bytes <= 1 << 60 else { return nil }
        return max(0, bytes)
    }

    /// A share or rate that is never below zero.
    mutating func quantity() throws(JSONFailure) -> Double? { try double().map { max(0, $0) } }

    /// Seconds or another count.
    mutating func count() throws(JSONFailure) -> Int? { try int().map { max(0, $0) } }
}
