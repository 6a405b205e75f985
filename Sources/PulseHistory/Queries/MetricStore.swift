import PulseCore

/// The samples of one resource at one moment.
public struct SampleGroup: Sendable {
    /// The stable history key of the resource, its canonical id.
    public var key: String
    /// How callers of the API name the resource; remembered, so that removed resources stay readable.
    public var targets: [MetricsTarget]
    /// The samples, in the unit of each metric. Non-finite values are ignored: unknown is absent.
    public var values: [(metric: Metric, value: Double)]

    public init(key: String, targets: [MetricsTarget] = [], values: [(metric: Metric, value: Double)]) {
        self.key = key
        self.targets = targets
        self.values = values
    }
}

/// Keeps the history of metrics and answers for any range of it.
///
/// Errors are `PulseError` with one of the codes `history_disk_full`, `history_read_only`, `history_corrupt`,
/// `history_closed` and `history_failed`.
public protocol MetricStore: Sendable {
    /// Keeps samples measured at one moment; when it returns, they survive the end of the process.
    ///
    /// When the disk refuses, the samples wait in a bounded queue, are tried again at the next append, and the error is thrown.
    func append(_ groups: [SampleGroup], at: Timestamp) async throws
    /// The moment of the last sample of each of these keys within a time; keys without any are absent.
    func newest(_ keys: [String], in time: Range<Timestamp>) async throws -> [String: Timestamp]
    /// The history key of a target that was ever named in an append.
    func key(for target: MetricsTarget) async -> String?
    /// Gives the history of `old` to `new`; when both have history, it becomes one.
    func rename(key old: String, to new: String) async throws
    /// The points of one resource. An unknown key has an empty answer.
    func history(_ query: HistoryQuery) async throws -> HistoryAnswer
    /// The lines of many resources for charts, each of at most `maxPoints` points that keep the line's shape.
    func charts(keys: [String], metrics: [Metric], start: Timestamp, end: Timestamp, maxPoints: Int) async throws -> [String: [Metric:
        [HistoryPoint]]]
    /// Grows whenever an answer could change: what was built at one revision stays right while it stands.
    var revision: UInt64 { get }
    /// As `revision`, for the answers about one resource: large estates change all the time, each resource only now and then.
    func revision(of key: String) -> UInt64
    /// Counters and sizes, without scanning.
    func statistics() async -> MetricStoreStatistics
    /// Writes what waits for the disk.
    func flush() async throws
    /// Writes what waits, folds the write-ahead log into the database and closes it. Later calls throw `history_closed`.
    func close() async
}
