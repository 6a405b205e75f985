import PulseCore

/// What people set for a group of resources or for one of them, `alerts` §2.2. What is not set is `nil` and inherited.
public struct ThresholdConfiguration: Sendable, Equatable, Hashable {
    /// Nothing of the resource is judged.
    public var isDisabled = false
    /// Reachability and power are not judged.
    public var disableConnectivity = false
    /// When the first of the two above that is set ends by itself: a mute.
    public var disabledUntil: Timestamp?
    /// Why it is muted, for people.
    public var disabledReason: String?
    public var poweredOffSeverity: AlertLevel?
    public var metrics: [ThresholdMetric: Threshold] = [:]
    public var backup: BackupPolicy?
    public var snapshot: SnapshotPolicy?
    /// Free text of people.
    public var note: String?

    public init() {}

    public init(_ metrics: [ThresholdMetric: Threshold], poweredOffSeverity: AlertLevel? = nil) {
        self.metrics = metrics
        self.poweredOffSeverity = poweredOffSeverity
    }

    public subscript(metric: ThresholdMetric) -> Threshold? {
        get { metrics[metric] }
        set { metrics[metric] = newValue }
    }
}

extension Threshold {
    public static let off = Threshold(trigger: 0, clear: 0)
    public var isOff: Bool { trigger <= 0 }
}
