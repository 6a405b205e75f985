import PulseCore

/// Asks for the history of one resource.
public struct HistoryQuery: Sendable {
    /// How many points become few.
    public enum Downsampling: Sendable {
        /// Buckets of equal length: average of values, minimum of minima, maximum of maxima.
        case average
        /// Largest-triangle-three-buckets: the points that keep the shape of the line.
        case lttb
    }

    /// The history key of the resource.
    public var key: String
    /// The metrics to read; `nil` reads all.
    public var metrics: [Metric]?
    /// The first moment, included.
    public var start: Timestamp
    /// The last moment, included.
    public var end: Timestamp
    /// The wanted number of points a series; an answer has at most one more. `nil`: as many as the tier has.
    public var maxPoints: Int?
    public var downsampling: Downsampling

    public init(
        key: String, metrics: [Metric]? = nil, start: Timestamp, end: Timestamp, maxPoints: Int? = nil,
        downsampling: Downsampling = .average
    ) {
        self.key = key
        self.metrics = metrics
        self.start = start
        self.end = end
        self.maxPoints = maxPoints
        self.downsampling = downsampling
    }
}

/// One point of a line: `min` ≤ `value` ≤ `max`, in the metric's unit.
public struct HistoryPoint: Equatable, Sendable {
    /// The sample's time, or the middle of the bucket.
    public var timestamp: Timestamp
    /// The sample, or the average of the bucket weighted by its samples.
    public var value: Double
    public var min: Double
    public var max: Double

    public init(timestamp: Timestamp, value: Double, min: Double, max: Double) {
        self.timestamp = timestamp
        self.value = value
        self.min = min
        self.max = max
    }
}

/// The history of one resource, each series in ascending time.
public struct HistoryAnswer: Sendable {
    /// The series that have points in the range; others are absent.
    public var series: [Metric: [HistoryPoint]]
    /// Seconds between points: the bucket's length, or for raw samples their usual distance.
    public var stepSeconds: Int
    /// Where the points come from.
    public var tier: HistoryTier

    public init(series: [Metric: [HistoryPoint]], stepSeconds: Int, tier: HistoryTier) {
        self.series = series
        self.stepSeconds = stepSeconds
        self.tier = tier
    }
}
