import PulseCore
import PulseInventory

/// Why a rule did or did not raise an alert, and why people were or were not told.
public struct RuleExplanation: Sendable, Equatable {
    public enum State: Sendable, Equatable {
        case idle
        /// The condition is there. So much is missing until it fires: time, for rules that want it to last, and readings.
        case pending(since: Timestamp, remaining: Duration, readingsMissing: Int)
        /// So many good readings in a row there were and are needed to end it.
        case firing(Alert, goodReadings: Int, goodReadingsNeeded: Int)
        /// It ended less than five minutes ago: the same occurrence would go on.
        case resolved(ResolvedAlert)
    }

    public var rule: RuleID
    /// The id its alert has or would have.
    public var alertID: String
    public var state: State
    /// What the rule says now; `nil` for what is judged elsewhere.
    public var reading: Judgement.Reading?
    public var confirmation: Confirmation?
    /// From where on it is critical; `nil` for states, and where there is no such value.
    public var criticalBar: Double?
    public var origin: ThresholdOrigin?
    /// The source of the figure with those that would have been better, where known.
    public var provenance: Provenance?
    public var measuredAt: Timestamp?
    /// How old the figure is.
    public var age: Duration?
    /// Fired a moment ago with nearly the same value; it does not again before.
    public var suppressedUntil: Timestamp?
    /// It comes and goes; nobody is told before.
    public var flappingUntil: Timestamp?
    /// Its message waits in the outbox for the end of quiet hours.
    public var deferredUntil: Timestamp?
    /// When people are told again if nothing changes.
    public var nextNotice: Timestamp?
    /// Messages about it in the last hour, as the limit counts them.
    public var sentLastHour = 0
    /// The newest refusals of policy since the start of the server, oldest first.
    public var holds: [PolicyHold] = []
}
