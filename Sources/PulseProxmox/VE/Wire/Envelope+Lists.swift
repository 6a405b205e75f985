import PulseCore

extension Envelope {
    /// The rows of a list; a lone object counts as a list of one, anything else as an empty one.
    ///
    /// - Parameters:
    ///   - most: Further rows are passed over.
    ///   - row: Reads one row; `nil` leaves it out.
    static func rows<Row>(
        _ answer: [UInt8], most: Int, _ row: (inout JSONReader) throws(JSONFailure) -> Row?
    ) throws(JSONFailure) -> [Row] {
        var rows: [Row] = []
        try Envelope.open(answer) { (reader) throws(JSONFailure) in
            switch try reader.kind() {
            case .array:
                try reader.array { (reader) throws(JSONFailure) in
                    guard rows.count < most else { return }
                    if let one = try row(&reader) { rows.append(one) }
                }
            case .object: if let one = try row(&reader) { rows.append(one) }
            default: break
            }
        }
        return rows
    }
}

extension JSONReader {
    /// A number of bytes or faults; sums of a few of them never overflow. See `size()`.
    mutating func amount() throws(JSONFailure) -> Int64? { try size() }

    /// A moment in seconds since 1970; 0 means never.
    mutating func moment() throws(JSONFailure) -> Timestamp? {
        guard let seconds = try double(), seconds > 0, seconds < 1e11 else { return nil }
        return Timestamp(fractionalSeconds: seconds)
    }

    /// A text that says something: blanks and the word `unknown`, which Proxmox writes for it, are nothing.
    mutating func known() throws(JSONFailure) -> String? {
        guard let text = try string() else { return nil }
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.isEmpty || words.lowercased() == "unknown" ? nil : words
    }

    /// A comma separated list, sorted.
    mutating func list() throws(JSONFailure) -> [String] {
        let parts = try strings().flatMap { $0.split { $0 == "," || $0 == ";" || $0.isWhitespace } }
        return Set(parts.map(String.init)).sorted()
    }
}
