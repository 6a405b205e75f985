import PulseAlerts
import PulseCore

/// One message to one destination.
public struct Message: Sendable, Equatable {
    public enum Event: String, Sendable, Codable { case alert, resolved }

    /// The id of its row in the outbox; the same for every attempt.
    public var id: String
    public var event: Event
    /// What it tells, the worst first; at least one.
    public var alerts: [Alert]
    /// When resolved, by occurrence.
    public var resolvedTimes: [Occurrence: Timestamp]
    /// Sent by the test button.
    public var isTest: Bool
    public var createdAt: Timestamp
    /// The address under which people reach this Pulse, without a trailing slash; empty when unknown.
    public var publicURL: String
    /// The course of the metric around each alert, for those that have one.
    public var graphs: [Occurrence: MetricGraph]

    public init(
        id: String, event: Event, alerts: [Alert], resolvedTimes: [Occurrence: Timestamp] = [:], isTest: Bool = false, createdAt: Timestamp,
        publicURL: String = "", graphs: [Occurrence: MetricGraph] = [:]
    ) {
        self.id = id
        self.event = event
        self.alerts = alerts
        self.resolvedTimes = resolvedTimes
        self.isTest = isTest
        self.createdAt = createdAt
        self.publicURL = publicURL
        self.graphs = graphs
    }
}

/// The course of a metric, to be drawn.
public struct MetricGraph: Sendable, Equatable {
    /// In time order.
    public var points: [(at: Timestamp, value: Double)]
    /// `%`, `°C`, `B/s`, …
    public var unit: String
    public var trigger: Double?
    public var clear: Double?
    public init(points: [(at: Timestamp, value: Double)], unit: String, trigger: Double? = nil, clear: Double? = nil) {
        self.points = points
        self.unit = unit
        self.trigger = trigger
        self.clear = clear
    }

    public static func == (left: Self, right: Self) -> Bool {
        left.unit == right.unit && left.trigger == right.trigger && left.clear == right.clear
            && left.points.elementsEqual(right.points) { $0.at == $1.at && $0.value == $1.value }
    }
}
