import PulseCore

/// A way to reach people: one folder for each, with the same few methods. `ChannelKind` is the list that the compiler checks.
public protocol NotificationChannel: Sendable {
    associatedtype Settings: Sendable
    /// Sends one message once: no retries, no waiting for limits; the outbox does that.
    func deliver(_ message: Message, to settings: Settings) async -> DeliveryOutcome
}

/// The channels there are.
public enum ChannelKind: String, Sendable, CaseIterable, Codable { case email, webhook, apprise }
