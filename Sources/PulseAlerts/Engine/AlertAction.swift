import PulseCore

/// What follows for the world from an event.
public enum AlertAction: Sendable, Equatable {
    /// A new occurrence. `isReopened`: the same one as before, resolved less than five minutes ago; the start is the old one.
    case opened(Alert, isReopened: Bool)
    case levelRose(Alert)
    case resolved(ResolvedAlert)
    case acknowledged(Alert)
    case unacknowledged(Alert, by: String)
    /// People are to be told. In one transaction with the other actions.
    case notify(Notice)
    /// A message was not sent, and why.
    case held(Occurrence, HoldReason, until: Timestamp?)
    /// The clients' live view shows it: fired, again or escalated (`alert`). Follows the dispatch order of `alerts` §5.4.
    case announced(Alert)
}

/// Why nobody is told of an alert.
public enum HoldReason: String, Sendable, Codable, CaseIterable {
    case acknowledged
    case flapping
    /// Notifications are not activated, or snoozed.
    case gateClosed = "gate-closed"
    case quietHours = "quiet-hours"
    case monitorOnly = "monitor-only"
    case cooldown
    case hourlyLimit = "hourly-limit"
    /// Fired a moment ago with nearly the same value.
    case minimumChange = "minimum-change"
    case notifyOnResolveOff = "notify-on-resolve-off"
}
