/// Pressure stall information: how long tasks waited for a resource.
public struct PressureReading: Sendable, Hashable {
    public var cpu: ResourcePressure?
    public var memory: ResourcePressure?
    public var io: ResourcePressure?

    public init() {}
}

/// The waiting for one resource.
public struct ResourcePressure: Sendable, Hashable {
    /// At least one task waited.
    public var some: StallShare
    /// All tasks waited at once; absent for the processor on old kernels.
    public var full: StallShare?

    public init(some: StallShare, full: StallShare? = nil) {
        self.some = some
        self.full = full
    }
}

/// Shares of the last 10, 60 and 300 seconds spent waiting, percent.
public struct StallShare: Sendable, Hashable {
    public var average10: Double
    public var average60: Double
    public var average300: Double

    public init(average10: Double, average60: Double, average300: Double) {
        self.average10 = average10
        self.average60 = average60
        self.average300 = average300
    }
}
