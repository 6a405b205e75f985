import PulseCore

/// One occurrence of something wrong with a resource, as the API shows it, `alerts` §3.
public struct Alert: Sendable, Equatable {
    /// Who took notice of an alert, and when.
    public struct Acknowledgement: Sendable, Equatable {
        public var at: Timestamp
        public var by: String
        public init(at: Timestamp, by: String) {
            self.at = at
            self.by = by
        }
    }

    /// `<resourceID>::<specID>`; the same for every occurrence of the condition.
    public var id: String
    public var type: AlertType
    public var kind: AlertKind
    public var level: AlertLevel
    /// The id in the state document, or of a part of it (`…-disk-root`).
    public var resourceID: String
    public var resourceName: String
    public var specID: String
    public var node = ""
    public var nodeDisplayName: String?
    /// The name of the connection, or the platform's.
    public var instance = ""
    public var message = ""
    /// The newest measured value in the unit of `metadata.unit`; 0 for states.
    public var value = 0.0
    /// The trigger in force; 0 for states.
    public var threshold = 0.0
    public var startTime: Timestamp
    public var lastSeen: Timestamp
    public var acknowledgement: Acknowledgement?
    public var metadata: [String: MetadataValue] = [:]
    public var lastNotified: Timestamp?
    /// The highest level of the escalation that was carried out, from 1; 0 for none.
    public var lastEscalation = 0
    public var escalationTimes: [Timestamp] = []

    public init(
        id: String, type: AlertType, kind: AlertKind, level: AlertLevel, resourceID: String, resourceName: String, specID: String,
        startTime: Timestamp
    ) {
        self.id = id
        self.type = type
        self.kind = kind
        self.level = level
        self.resourceID = resourceID
        self.resourceName = resourceName
        self.specID = specID
        self.startTime = startTime
        lastSeen = startTime
    }

    /// Which occurrence this is.
    public var occurrence: Occurrence { Occurrence(alertID: id, startTime: startTime) }
}

/// Names one occurrence of an alert: its id comes back with every repeat, the start does not.
public struct Occurrence: Hashable, Sendable {
    public let alertID: String
    public let startTime: Timestamp
    public init(alertID: String, startTime: Timestamp) {
        self.alertID = alertID
        self.startTime = startTime
    }
}

/// An alert that ended.
public struct ResolvedAlert: Sendable, Equatable {
    public var alert: Alert
    public var resolvedTime: Timestamp
    public var reason: ResolveReason
    public init(_ alert: Alert, at resolvedTime: Timestamp, reason: ResolveReason) {
        self.alert = alert
        self.resolvedTime = resolvedTime
        self.reason = reason
    }
}

/// Why an alert ended.
public enum ResolveReason: String, Sendable, Codable, CaseIterable {
    /// The condition is gone, as measured.
    case recovered
    /// A person cleared it.
    case cleared
    /// The thresholds or switches in force no longer ask for it.
    case configuration
    /// The resource is gone from a complete listing, or its connection was removed.
    case resourceRemoved = "resource-removed"
    /// Another alert of the same resource or its parent says it better, for example the node is offline.
    case superseded
    /// Nobody has seen the condition for too long.
    case expired
}
