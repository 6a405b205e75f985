import PulseCore

/// What a metric store holds and did.
public struct MetricStoreStatistics: Sendable {
    /// Bytes of the database with its write-ahead log.
    public var dbSize: Int64 = 0
    /// Values kept in each tier; raw includes those that are not yet in blocks.
    public var rawCount: Int64 = 0
    public var minuteCount: Int64 = 0
    public var hourlyCount: Int64 = 0
    public var dailyCount: Int64 = 0
    /// Samples written since the database was made (since the last start exactly, before it up to the last block).
    public var totalWrites: Int64 = 0
    /// Samples that wait for the disk.
    public var bufferSize = 0
    /// When samples were last written, rolled up, and old ones last deleted; `nil`: not since the start.
    public var lastFlush: Timestamp?
    public var lastRollup: Timestamp?
    public var lastRetention: Timestamp?
    /// Samples dropped since the start, because the disk was slow or full.
    public var droppedWrites = 0
    /// Pairs of resource and metric ever written.
    public var seriesCount = 0

    public init() {}
}
