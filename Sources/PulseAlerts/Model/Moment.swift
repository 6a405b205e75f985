import PulseCore

/// Now, by two clocks: the wall's for what people read, and one that never jumps for measuring how long something lasts.
public struct Moment: Sendable, Equatable {
    public var wall: Timestamp
    /// Since some fixed moment of this process's life.
    public var steady: Duration
    public init(wall: Timestamp, steady: Duration) {
        self.wall = wall
        self.steady = steady
    }
}
