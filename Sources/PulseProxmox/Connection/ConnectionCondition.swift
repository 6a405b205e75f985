import PulseCore
import PulseOutbound

/// How a connection fares, for settings, scheduler health and `/api/state`. Published after each poll.
public struct ConnectionCondition: Sendable, Equatable {
    public enum Health: String, Sendable { case healthy, degraded, error }
    public var health: Health = .healthy
    /// Sentences for people: missing privileges, an endpoint that is down, a certificate that changed.
    public var warnings: [String] = []
    /// The cluster as seen now; `nil` for a standalone node or before the first answer.
    public var cluster: ClusterMembership?
    /// A certificate of the configured address that is not the pinned one.
    public var changedFingerprint: Fingerprint?
    /// A new certificate of the configured address that another trusted member vouched for; to be stored.
    public var acceptedFingerprint: Fingerprint?
    public var tags = TagStyle()
    /// For example `8.4.1`.
    public var version: String?
    public init() {}

    /// How the datacenter options say that tags look.
    public struct TagStyle: Sendable, Equatable {
        /// `#rrggbb` of the background, or `#rrggbb:#rrggbb` with that of the text, by tag.
        public var colors: [String: String] = [:]
        public var isCaseSensitive = false
        /// `circle`, `dense`, `full` or `none`; `nil` is the platform's default.
        public var shape: String?
        public init() {}
    }
}
