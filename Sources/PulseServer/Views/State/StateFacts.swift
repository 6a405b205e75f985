import PulseCore
import PulseProxmox

/// What `/api/state` tells beside the resources: the server's own condition.
///
/// The parts of the server that know these facts write them to a `StateBoard`.
public struct StateFacts: Sendable, Equatable {
    /// When the monitor started.
    public var startTime: Timestamp
    /// The product's version, without a leading `v`.
    public var version: String
    /// Completed rounds of the scheduler.
    public var pollingCycles: Int = 0
    /// Open browser sockets.
    public var webSocketClients: Int = 0
    /// Duration of the last round, seconds.
    public var lastPollDuration: Double = 0
    /// When the last round began; `nil` before the first.
    public var pollingStartTime: Timestamp?
    public var totalAPICalls: Int = 0
    public var failedAPICalls: Int = 0
    /// Mean duration of calls by connection, seconds.
    public var apiCallDuration: [String: Double] = [:]
    /// Whether each polled connection answers, keyed as `state-and-websocket` §3.14. Hosts with agents are added by the view.
    public var connectionHealth: [String: Bool] = [:]
    public var temperatureMonitoringEnabled = true
    /// How each Proxmox VE connection shows its tags, by the connection's name.
    public var tagStyles: [String: ConnectionCondition.TagStyle] = [:]
    /// Encoded JSON arrays of the alert engine; `nil` stands for an empty list.
    public var activeAlerts: [UInt8]?
    public var recentlyResolved: [UInt8]?
    /// How many alerts `activeAlerts` holds.
    public var activeAlertCount: Int = 0

    public init(startTime: Timestamp, version: String) {
        self.startTime = startTime
        self.version = version
    }
}
