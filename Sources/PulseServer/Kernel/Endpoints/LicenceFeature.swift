/// A licensed capability, by its stable key.
public struct LicenceFeature: RawRepresentable, Hashable, Sendable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// Says which licensed capabilities this installation has.
public protocol LicenceGate: Sendable {
    /// Whether the feature may be used now.
    func permits(_ feature: LicenceFeature) async -> Bool
}
