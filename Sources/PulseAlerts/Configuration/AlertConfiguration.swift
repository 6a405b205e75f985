import PulseCore

/// What people set about alerts, `alerts` §2, always complete and normalised. `init()` holds the factory settings.
public struct AlertConfiguration: Sendable, Equatable {
    /// Whether messages leave, `activationState`.
    public enum Activation: String, Sendable, CaseIterable {
        case pendingReview = "pending_review"
        case active
        case snoozed
    }

    public var isEnabled = true
    public var activation = Activation.pendingReview
    public var activationTime: Timestamp?
    public var schedule = AlertSchedule()
    /// Points of the metric's unit.
    public var minimumDelta = 2.0
    public var suppressionWindow: Duration = .seconds(300)
    public var flapping = Flapping()
    public var ages = AlertAges()

    public init() {}
}

/// When an alert that comes and goes falls silent, `alerts` §5.5.
public struct Flapping: Sendable, Equatable {
    public var isEnabled = true
    public var window: Duration = .seconds(300)
    /// Attempts to tell people within `window`.
    public var threshold = 5
    public var cooldown: Duration = .seconds(900)
    public init() {}
}

/// What happens to old alerts, `alerts` §5.8.
public struct AlertAges: Sendable, Equatable {
    /// Not seen for so long: closed as `expired`. An alert whose condition is still seen is never closed.
    public var maxAlertAgeDays = 7
    public var maxAcknowledgedAgeDays = 1
    /// 0 switches it off; never for critical ones.
    public var autoAcknowledgeAfterHours = 24
    public init() {}
}
