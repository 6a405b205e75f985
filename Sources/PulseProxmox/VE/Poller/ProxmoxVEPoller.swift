import Logging
import PulseCore
import PulseInventory
import PulseOutbound
import Synchronization

/// Looks at one Proxmox VE connection again and again and keeps what one look needs of the earlier ones.
///
/// `poll` reads what is quick (nodes, guests and their figures) and commits it; storages, disks, Ceph, replication, updates and guests'
/// details are read beside it. What was finished is kept whatever else fails. Dropping the poller drops all it knows.
public actor ProxmoxVEPoller {
    public nonisolated let source: SourceScope
    let connection: ProxmoxConnection
    let options: PollerOptions
    let api: any ProxmoxAPI
    /// The same as `api` where that is a real connection.
    let cluster: ProxmoxClusterClient?
    let discovery: ClusterDiscovery?
    let clock: any WallClock
    let log: Logger
    nonisolated let published = Mutex(ConnectionCondition())

    // What is known, and from when.
    var scope: InstanceScope
    var membership: MembershipBook
    var presence: NodePresence
    var nodeRows: [String: NodeRow] = [:]
    var nodeStatuses: [String: Carried<NodeStatus>] = [:]
    var nodeHistories: [String: Carried<[RRDPoint]>] = [:]
    var nodeMapping = NodeMapping()
    var guests: [GuestRoster.Entry] = []
    var roster = GuestRoster()
    var guestMapping = GuestMapping()
    var details: GuestDetails
    var quota = StatusQuota()
    var slow: SlowParts
    var storages = StorageBook()
    var pools = ZFSBook()
    var disks = DiskBook()
    var ceph = CephBook()
    var replication = ReplicationBook()
    var updates = UpdateBook()
    var temperatures = TemperatureBook()
    var isQuorate: Bool?
    var complaints: [String: String] = [:]
    var hasReadMembership = false
    var pauses = PauseWatch()
    /// What is still to be asked for.
    var gaps: [PauseWatch.Gap] = []
    var beats: [String: Timestamp] = [:]

    /// When disks were last committed.
    var disksShownAt: Timestamp?
    /// The last look that went well.
    var lastCore: Timestamp?

    /// Polls a connection over the network.
    public init(
        _ connection: ProxmoxConnection, outbound: any OutboundFactory, options: PollerOptions = PollerOptions(),
        clock: any WallClock = SystemWallClock(), timeout: Duration = .seconds(60), log: Logger
    ) {
        let client = ProxmoxClusterClient(
            connection: connection, outbound: outbound, clock: clock, timeout: timeout, policy: options.addresses, log: log)
        let discovery = ClusterDiscovery(outbound: outbound, clock: clock, policy: options.addresses)
        self.init(connection, api: client, cluster: client, discovery: discovery, options: options, clock: clock, log: log)
    }

    /// Polls whatever answers for Proxmox; without a cluster client its membership is not followed.
    init(
        _ connection: ProxmoxConnection, api: any ProxmoxAPI, cluster: ProxmoxClusterClient? = nil, discovery: ClusterDiscovery? = nil,
        options: PollerOptions = PollerOptions(), clock: any WallClock, log: Logger
    ) {
        source = SourceScope(.proxmox, connection.name)
        self.connection = connection
        self.options = options
        self.api = api
        self.cluster = cluster
        self.discovery = discovery
        self.clock = clock
        self.log = log
        scope = InstanceScope(instance: connection.name, clusterName: connection.cluster?.name)
        membership = MembershipBook(connection.cluster)
        presence = NodePresence(interval: options.interval)
        details = GuestDetails(options: GuestDetailOptions(environment: options.environment))
        slow = SlowParts(
            settings: .init(connection, environment: options.environment, temperatures: options.monitorsTemperatures))
    }

    /// How the connection fares, as of the last poll.
    public nonisolated var condition: ConnectionCondition { published.withLock { $0 } }

    /// Looks once.
    ///
    /// - Throws: `PulseError` when the connection as a whole was not heard; its nodes then stay as they are for the grace.
    public func poll(into sink: any ObservationSink) async throws {
        let members = membership.membership?.members.map(\.name) ?? []
        if !members.isEmpty { _ = presence.handle(.members(members), at: clock.now) }
        // The answer may still come, but whoever looks meanwhile is told that it is late.
        let watch = Task { [patience] in
            try await Task.sleep(for: patience)
            try await describeDelay(sink)
        }
        defer { watch.cancel() }
        do {
            try await readCore(sink)
        } catch {
            try await describeSilence(sink, error)
            throw (error as? ProxmoxFailure)?.pulseError ?? error
        }
        startSlowParts(sink)
        startCompanions(sink)
    }

    /// Reads the members of the cluster with the next poll, however short ago that was done.
    public func recheckMembership() { beats["membership"] = nil }

    /// Ends kept connections.
    public func close() async { await cluster?.close() }

    /// How long a look may take before the connection counts as degraded.
    private var patience: Duration { options.patience ?? max(.seconds(20), options.interval * 2) }

    var onlineNodes: [String] { presence.nodes.filter { presence.state(of: $0) == .online } }

    var guestNodes: [Int: String] {
        Dictionary(guests.map { ($0.row.key.vmid, $0.row.node) }) { first, _ in first }
    }

    /// Where the node can be reached, for SSH.
    func address(of node: String) -> String? {
        let member = membership.membership?.members.first { $0.name == node }
        if let address = member?.ipOverride ?? member?.ip { return address }
        guard let configured = try? HostAddress(connection.host, product: .pve), presence.nodes.count == 1 else { return nil }
        return configured.host
    }

    /// Remembers a sentence for people, or takes it back.
    func note(_ topic: String, _ sentence: String?) { complaints[topic] = sentence }

    /// Whether something that is done on a beat of its own is due; it counts as done.
    func isDue(_ name: String, every interval: Duration) -> Bool {
        let now = clock.now
        if let last = beats[name], now >= last, now.since(last) < interval { return false }
        beats[name] = now
        return true
    }
}
