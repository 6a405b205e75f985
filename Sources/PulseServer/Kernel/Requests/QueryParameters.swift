/// The query of a request, decoded when asked.
public struct QueryParameters: Sendable {
    /// Everything after `?`, as it came.
    public let raw: Substring

    public init(_ raw: Substring) { self.raw = raw }

    /// The first value of the name, percent-decoded; `nil` when it is absent or not valid UTF-8.
    public subscript(name: String) -> String? {
        for pair in raw.split(separator: "&") where Self.name(of: pair) == name {
            return Self.value(of: pair)
        }
        return nil
    }

    /// Every value of the name, in order.
    public func all(_ name: String) -> [String] {
        raw.split(separator: "&").filter { Self.name(of: $0) == name }.compactMap { Self.value(of: $0) }
    }

    /// Whether the name is there, with or without a value.
    public func contains(_ name: String) -> Bool { raw.split(separator: "&").contains { Self.name(of: $0) == name } }

    /// All pairs, in order; pairs that do not decode are left out.
    public var pairs: [(name: String, value: String)] {
        raw.split(separator: "&").compactMap { pair in
            guard let name = Self.name(of: pair), let value = Self.value(of: pair) else { return nil }
            return (name, value)
        }
    }

    private static func name(of pair: Substring) -> String? {
        PercentCoding.decode(pair.prefix { $0 != "=" }, plusIsSpace: true)
    }
    private static func value(of pair: Substring) -> String? {
        PercentCoding.decode(pair.drop { $0 != "=" }.dropFirst(), plusIsSpace: true)
    }
}
