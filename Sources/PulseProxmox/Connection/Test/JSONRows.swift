import PulseCore

/// Counts rows of answers of which nothing else matters.
enum JSONRows {
    /// Elements of the array `data`; `nil` when there is no such array.
    static func count(in answer: [UInt8]) -> Int? {
        let counted: Int?? = try? JSONReader.read(answer) { reader throws(JSONFailure) in
            var rows: Int?
            try reader.object { key, reader throws(JSONFailure) in
                guard case "data" = key else { return }
                var count = 0
                let isArray = try reader.array { reader throws(JSONFailure) in
                    count += 1
                    try reader.skip()
                }
                rows = isArray ? count : nil
            }
            return rows
        }
        return counted ?? nil
    }
}
