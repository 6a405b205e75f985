/// A property of a guest's configuration: `first,name=value,name=value`.
struct PropertyList: Sendable, Equatable {
    /// The leading value without a name.
    private(set) var first: String?
    private var values: [String: String] = [:]

    init(_ text: String) {
        for (index, part) in text.split(separator: ",").enumerated() {
            if let equals = part.firstIndex(of: "=") {
                values[String(part[..<equals])] = String(part[part.index(after: equals)...])
            } else if index == 0 {
                first = String(part)
            }
        }
    }

    subscript(name: String) -> String? { values[name] }

    /// Bytes of `8G`, `512M`, `4T` or `4194304`.
    static func size(_ text: String) -> Int64? {
        let units: [Character: Double] = ["K": 1024, "M": 1_048_576, "G": 1_073_741_824, "T": 1_099_511_627_776]
        guard let last = text.last else { return nil }
        let factor = units[last]
        guard let number = Double(factor == nil ? text[...] : text.dropLast()), number >= 0, number.isFinite else { return nil }
        return Int64(exactly: (number * (factor ?? 1)).rounded())
    }
}
