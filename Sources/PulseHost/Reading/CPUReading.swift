/// The processors and how busy they are.
public struct CPUReading: Sendable, Hashable {
    /// Online logical processors.
    public var count: Int?
    public var model: String?
    /// Distinct physical packages.
    public var sockets: Int?
    /// Mean current clock of all processors.
    public var megahertz: Double?
    /// Share of time between two readings that was neither idle nor waiting for I/O; `nil` on the first reading.
    public var usagePercent: Double?
    /// Share of time the hypervisor gave to others.
    public var stealPercent: Double?
    /// Share of time idle while I/O was outstanding; not part of `usagePercent`.
    public var ioWaitPercent: Double?

    public init() {}
}

/// Mean numbers of runnable or blocked tasks.
public struct LoadAverage: Sendable, Hashable {
    public var one: Double
    public var five: Double
    public var fifteen: Double

    public init(one: Double, five: Double, fifteen: Double) {
        self.one = one
        self.five = five
        self.fifteen = fifteen
    }
}
