/// Names a place that messages go to: `email`, `apprise` or `webhook:<id>`. Holds nothing secret.
public struct DestinationID: RawRepresentable, Hashable, Sendable, Codable, Comparable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let email = Self(rawValue: "email")
    public static let apprise = Self(rawValue: "apprise")
    public static func webhook(_ id: String) -> Self { Self(rawValue: "webhook:\(id)") }

    /// The channel it belongs to; `nil` for a name of another time.
    public var kind: ChannelKind? {
        if self == .email { return .email }
        if self == .apprise { return .apprise }
        return webhookID == nil ? nil : .webhook
    }

    /// The id of the webhook it names.
    public var webhookID: String? { rawValue.hasPrefix("webhook:") ? String(rawValue.dropFirst(8)) : nil }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
