import PulseCore

/// Keeps a failing source from being asked all the time: closed, open for ever longer pauses, half open for one probing poll.
public struct Breaker: Sendable, Equatable {
    public enum State: String, Sendable {
        case closed
        case open
        case halfOpen = "half_open"
    }

    public private(set) var state = State.closed
    /// When it came into its state; `nil` while it never left the first one.
    public private(set) var since: Timestamp?
    /// When a probing poll may start.
    public private(set) var retryAt: Timestamp?
    /// Openings since it was closed.
    public private(set) var openings = 0

    public init() {}

    mutating func open(until retryAt: Timestamp, at now: Timestamp) {
        openings += 1
        self.retryAt = retryAt
        move(to: .open, at: now)
    }

    mutating func probe(at now: Timestamp) {
        guard state == .open else { return }
        move(to: .halfOpen, at: now)
    }

    mutating func close(at now: Timestamp) {
        openings = 0
        retryAt = nil
        guard state != .closed else { return }
        move(to: .closed, at: now)
    }

    private mutating func move(to next: State, at now: Timestamp) {
        state = next
        since = now
    }
}
