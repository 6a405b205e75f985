import PulseCore

/// A rule within the catalogue: what is judged, and of which part of the resource.
public struct RuleID: Hashable, Sendable {
    /// The kind of rule; for metrics the metric's name, for states the alert type.
    public struct Spec: RawRepresentable, Hashable, Sendable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }
        public init(_ name: String) { rawValue = name }
    }
    public var spec: Spec
    /// A filesystem, disk, pool device or snapshot of the resource; `nil` for the resource itself.
    public var part: String?
    public init(_ spec: Spec, part: String? = nil) {
        self.spec = spec
        self.part = part
    }
}

/// A trigger and the value at which the alert ends.
public struct Threshold: Sendable, Equatable, Hashable {
    /// 0 switches the metric off.
    public var trigger: Double
    public var clear: Double
    public init(trigger: Double, clear: Double) {
        self.trigger = trigger
        self.clear = clear
    }
}

/// Why a rule does not apply.
public enum OffReason: String, Sendable, Codable, CaseIterable {
    case alertsDisabled = "alerts-disabled"
    case familyDisabled = "family-disabled"
    case resourceDisabled = "resource-disabled"
    case metricOff = "metric-off"
    case connectivityDisabled = "connectivity-disabled"
    case checkDisabled = "check-disabled"
    case tagSilenced = "tag-silenced"
    case tagFilter = "tag-filter"
    case nameIgnored = "name-ignored"
    case notRunning = "not-running"
    case notStartedOnBoot = "not-started-on-boot"
    case backupRunning = "backup-running"
    case parentUnreachable = "parent-unreachable"
    /// Another source of the same machine says it better.
    case otherSource = "other-source"
}

/// How sure one must be.
public enum Confirmation: Sendable, Equatable {
    /// Continuously for so long, by at least two readings when it is more than nothing.
    case held(Duration)
    /// So many readings in a row.
    case readings(fire: Int, resolve: Int)
}

/// What one rule says of one resource at one moment. Made for every rule and resource each tick, so it owns no new text.
public struct Judgement: Sendable {
    public enum Reading: Sendable, Equatable {
        /// A figure to compare; the engine knows hysteresis and the critical bar.
        case measured(Double, Threshold, isPercent: Bool)
        /// A state that is wrong. `value` and `threshold` are shown, 0 for plain states.
        case faulty(AlertLevel, value: Double, threshold: Double)
        /// A state that is as it should be.
        case fine
        /// Not measured: nothing follows.
        case unknown
        /// The rule does not apply: an alert of it ends.
        case off(OffReason)
    }
    public var rule: RuleID
    public var reading: Reading
    public var confirmation: Confirmation
    /// When it was measured; a reading counts once.
    public var measuredAt: Timestamp
    /// The source of the figure (`Provenance.source`), where there are several.
    public var source: String?

    public init(_ rule: RuleID, _ reading: Reading, confirmation: Confirmation, measuredAt: Timestamp, source: String? = nil) {
        self.rule = rule
        self.reading = reading
        self.confirmation = confirmation
        self.measuredAt = measuredAt
        self.source = source
    }
}

/// All that the engine needs to show an alert of a judgement, `alerts` §3 and §4. Made only when an alert is shown.
public struct AlertDescription: Sendable, Equatable {
    public var id: String
    public var specID: String
    public var type: AlertType
    public var kind: AlertKind
    public var resourceID: String
    public var resourceName: String
    public var node: String
    public var nodeDisplayName: String?
    public var instance: String
    public var message: String
    /// What the message says before the figure, where it ends with one.
    public var stem: String?
    public var metadata: [String: MetadataValue]
    /// Other ids by which people and older clients call it, `alerts` §4.
    public var aliases: [String]
    /// `metadata.monitorOnly`: shown, never sent.
    public var isMonitorOnly: Bool
    /// When the condition began, where that is known better than by the first reading; never in the future.
    public var startedAt: Timestamp?

    public init(
        id: String, specID: String, type: AlertType, kind: AlertKind, resourceID: String, resourceName: String, node: String = "",
        nodeDisplayName: String? = nil, instance: String = "", message: String = "", metadata: [String: MetadataValue] = [:],
        aliases: [String] = [], isMonitorOnly: Bool = false
    ) {
        self.id = id
        self.specID = specID
        self.type = type
        self.kind = kind
        self.resourceID = resourceID
        self.resourceName = resourceName
        self.node = node
        self.nodeDisplayName = nodeDisplayName
        self.instance = instance
        self.message = message
        self.metadata = metadata
        self.aliases = aliases
        self.isMonitorOnly = isMonitorOnly
    }
}
