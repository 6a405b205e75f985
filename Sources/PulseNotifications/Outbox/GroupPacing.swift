import PulseAlerts
import PulseCore

/// How long a destination's messages gather alerts: briefly while it is calm, longer and longer while messages keep coming.
///
/// A noisy hour then costs a handful of messages instead of one for each change, and the first word still comes early.
public struct GroupPacing: Sendable, Equatable {
    /// Messages begun in this noisy time.
    public private(set) var level: Int
    /// When the latest of them leaves.
    public private(set) var lastDue: Timestamp?

    public init(level: Int = 0, lastDue: Timestamp? = nil) {
        self.level = level
        self.lastDue = lastDue
    }

    /// So many messages gather no longer than the set window: an alert and its recovery are no noise.
    static let calm = 2
    static let factor = 4
    static let longest: Duration = .seconds(900)
    /// What is urgent waits no longer than this, however noisy it is.
    static let longestUrgent: Duration = .seconds(300)
    /// Each such time without a message takes one step back.
    static let quiet: Duration = .seconds(600)
    private static let highest = 8

    /// How long a message that begins now gathers. Recoveries wake nobody and wait twice as long in noisy times.
    public func window(_ event: Message.Event, base: Duration, at now: Timestamp) -> Duration {
        let steps = max(0, relaxed(at: now) - Self.calm + 1)
        guard steps > 0 else { return base }
        var window = base
        for _ in 0..<steps where window < Self.longest { window *= Self.factor }
        let longest = max(base, min(window, Self.longest))
        return event == .resolved ? longest * 2 : longest
    }

    /// Whether messages gather longer than set now; all alerts then share one.
    public func isStretched(at now: Timestamp) -> Bool { relaxed(at: now) >= Self.calm }

    /// How long urgent news gathers: it must come early, yet not every half minute while an estate burns.
    public func urgentWindow(base: Duration, at now: Timestamp) -> Duration {
        var window = base
        for _ in 0..<max(0, relaxed(at: now) - Self.calm + 1) where window < Self.longestUrgent { window *= 2 }
        return max(base, min(window, Self.longestUrgent))
    }

    /// Begins a message and answers when it leaves.
    ///
    /// - Parameter latest: the latest moment at which urgent news leaves; `nil`: it is not urgent.
    public mutating func begin(_ event: Message.Event, base: Duration, latest: Timestamp? = nil, at now: Timestamp) -> Timestamp {
        let usual = now + window(event, base: base, at: now)
        let due = latest.map { min($0, usual) } ?? usual
        level = min(relaxed(at: now) + 1, Self.highest)
        lastDue = max(lastDue ?? due, due)
        return due
    }

    private func relaxed(at now: Timestamp) -> Int {
        guard let lastDue, now > lastDue else { return level }
        let steps = now.since(lastDue).wholeMilliseconds / Self.quiet.wholeMilliseconds
        return max(0, level - Int(min(steps, 1000)))
    }
}

/// Which alerts come together in one message, as people set it.
enum GroupKey {
    /// Everything of the destination.
    static let everything = "*"
    static let escalation = "escalation"

    static func of(_ alert: Alert, _ grouping: AlertSchedule.Grouping) -> String {
        var parts: [String] = []
        if grouping.byNode { parts.append("node:\(alert.instance)/\(alert.node)") }
        if grouping.byGuest { parts.append("guest:\(alert.resourceID)") }
        return parts.isEmpty ? everything : parts.joined(separator: " ")
    }
}
