import PulseCore
import PulseOutbound

/// What a poller is told besides its connection.
public struct PollerOptions: Sendable {
    /// Between two polls; `pvePollingInterval` of the settings.
    public var interval: Duration = .seconds(10)
    /// How long a look may take before the connection counts as degraded; `nil` is two intervals, at least 20 s.
    public var patience: Duration?
    /// Tunables of `platform-polling` §2.4 and §2.7, by their names in the environment.
    public var environment: [String: String] = [:]
    /// The global setting; a connection may have its own.
    public var monitorsTemperatures = true
    /// Reads temperatures over SSH; `nil` leaves them to agents.
    public var temperatureReader: SSHTemperatureReader?
    public var sshPort = 22
    /// Which of the addresses that a cluster names for its members may be asked.
    public var addresses = AddressPolicy()
    /// Shared by all pollers of a process.
    public var historyTurns = HistoryTurns()
    /// For one answer of a cluster's history; of the whole cluster the answer is larger.
    public var historyPatience: (nodes: Duration, whole: Duration) = (.seconds(10), .seconds(25))
    /// Before a cluster that did not give its history is asked for it again.
    public var historyPause: Duration = .seconds(10)
    /// Told how each node answered; for metrics. Must return at once.
    public var onNodePoll: @Sendable (NodePoll) -> Void = { _ in }

    public init() {}
}
