/// The latest measured figures of a resource. What was not measured is `nil`, never zero.
public struct ResourceMetrics: Sendable, Equatable {
    /// Percent of all processors the resource has.
    public var cpu: Double?
    public var memory: Capacity?
    /// The main filesystem, or the sum where a platform gives only that.
    public var disk: Capacity?
    /// Bytes per second.
    public var netIn: Double?
    public var netOut: Double?
    public var diskRead: Double?
    public var diskWrite: Double?

    public init() {}

    public var isEmpty: Bool { self == ResourceMetrics() }
}

/// Used and total bytes of something that can fill up.
public struct Capacity: Sendable, Equatable {
    /// Bytes in use, reclaimable cache excluded.
    public var used: Int64?
    public var total: Int64?
    /// 0 to 100.
    public var percent: Double?

    public init(used: Int64? = nil, total: Int64? = nil, percent: Double? = nil) {
        self.used = used
        self.total = total
        self.percent = percent ?? Self.share(used, total)
    }

    private static func share(_ used: Int64?, _ total: Int64?) -> Double? {
        guard let used, let total, total > 0 else { return nil }
        return Double(used) / Double(total) * 100
    }
}
