/// How long history is kept, how much memory it may use, and whether values are rounded.
public struct HistoryOptions: Sendable {
    /// How long each tier is kept. Default: raw 7 days, minute 30 days, hourly and daily 400 days.
    public var retention: [HistoryTier: Duration] = [
        .raw: .seconds(7 * 86_400), .minute: .seconds(30 * 86_400), .hourly: .seconds(400 * 86_400), .daily: .seconds(400 * 86_400),
    ]
    /// Keep values and times bit by bit. Otherwise values are rounded to `Metric.resolution` and times to whole seconds.
    public var exact = false
    /// A group of resources is sealed when one of them has this many ticks. At most 4,096.
    public var ticksPerBlock = 360
    /// A group of resources is sealed when its oldest unsealed tick was written this long ago.
    public var longestOpen: Duration = .seconds(7200)
    /// Sealed samples stay in memory this long, so that charts of the last hour need no disk.
    public var recent: Duration = .seconds(3600)
    /// The most samples kept in memory (8 bytes each); beyond it recent samples leave and groups are sealed early.
    public var memorySamples = 6_000_000
    /// How many samples of each series memory is meant to hold, as far as there are many series: few series hold all that is recent.
    public var memoryTicks = 96
    /// The most appends that wait for a slow or full disk; beyond it the oldest is dropped and counted.
    public var queuedAppends = 256
    /// The most samples those appends may hold together.
    public var queuedSamples = 2_000_000
    /// The most rows one retention run deletes.
    public var rowsPerRetentionRun = 256
    /// SQLite's page cache of each connection, in KiB.
    public var cacheKiB = 1024
    /// The largest size of the database; `nil`: as much as the disk has. Beyond it appends throw `history_disk_full`.
    public var maximumBytes: Int?
    /// Connections for reading.
    public var readers = 2

    public init() {}

    /// The most samples in memory with so many series: what they need, within the bounds.
    func memorySamples(series: Int) -> Int { min(memorySamples, max(1_000_000, series * memoryTicks)) }

    func retention(_ tier: HistoryTier) -> Duration { retention[tier] ?? .seconds(400 * 86_400) }
}
