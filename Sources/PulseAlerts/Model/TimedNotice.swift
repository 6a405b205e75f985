import PulseCore

/// A notice, and when the engine gave it.
public struct TimedNotice: Sendable, Equatable {
    public var at: Timestamp
    public var notice: Notice
    public init(at: Timestamp, notice: Notice) {
        self.at = at
        self.notice = notice
    }
}
