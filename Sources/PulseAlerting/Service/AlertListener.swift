import PulseAlerts
import PulseCore

/// Hears what happens to alerts; told in order, must not wait.
public protocol AlertListener: Sendable {
    /// What is shown as active or just resolved is another than before.
    func alertsChanged(_ board: AlertBoard)
    /// People who look at the page are told of an alert.
    func announced(_ alert: Alert)
    func resolved(_ alert: ResolvedAlert)
    /// Everything that followed from one event, for counting.
    func happened(_ actions: [AlertAction])
}

/// What readers see of alerts: immutable, the newest at any time without waiting.
public struct AlertBoard: Sendable {
    /// In the order of `alerts` §1.3.
    public var active: [Alert] = []
    /// Of the last five minutes, newest first.
    public var recentlyResolved: [ResolvedAlert] = []
    /// Grows with each visible change.
    public var revision: UInt64 = 0
    public init() {}
}
