import PulseCore

/// That people are to be told something; the outbox makes messages of it, one for each destination.
public struct Notice: Sendable, Equatable {
    public enum Event: String, Sendable, Codable {
        /// For the first time, or again because the level rose.
        case fired
        /// Still there after the cooldown.
        case repeated
        /// Nobody has acknowledged it in time.
        case escalated
        /// It is over. Goes only to those who got the alert.
        case resolved
    }
    /// To which kind of channel.
    public enum Target: String, Sendable, Codable, CaseIterable { case all, email, webhook, apprise }

    public var event: Event
    /// As it is now.
    public var alert: Alert
    public var target: Target
    /// Quiet hours: nothing is sent before.
    public var notBefore: Timestamp?
    public var resolvedTime: Timestamp?

    public init(_ event: Event, _ alert: Alert, target: Target = .all, notBefore: Timestamp? = nil, resolvedTime: Timestamp? = nil) {
        self.event = event
        self.alert = alert
        self.target = target
        self.notBefore = notBefore
        self.resolvedTime = resolvedTime
    }
}
