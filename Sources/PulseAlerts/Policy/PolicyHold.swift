import PulseCore

/// That policy kept a message back.
public struct PolicyHold: Sendable, Equatable {
    public var at: Timestamp
    public var reason: HoldReason
    /// When it is asked again; `nil`: not by time alone.
    public var until: Timestamp?
    public init(at: Timestamp, reason: HoldReason, until: Timestamp?) {
        self.at = at
        self.reason = reason
        self.until = until
    }
}
