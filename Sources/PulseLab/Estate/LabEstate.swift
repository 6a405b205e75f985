import PulseCore

/// A simulated Proxmox VE cluster as a pure model: what is true in it at any time follows from seed, time and events.
///
/// Asking twice for the same time gives the same; past times can be asked for, as long as nothing was forgotten
/// (``eventLimit``).
public struct LabEstate: Sendable {
    /// Events kept; further ones are refused.
    public static let eventLimit = 10_000

    /// The cluster's name; `nil` for a node that is in none.
    public let name: String?
    public let version: LabVersion
    public let nodes: [LabNode]
    public let guests: [LabGuest]
    public let storages: [LabStorage]
    public let pools: [String]
    public let replications: [LabReplication]
    /// `#rrggbb` by tag, without the mark.
    public let tagColors: [String: String]
    /// When the estate was built; uptimes and backups lie before it.
    public let epoch: Timestamp
    let ceph: LabCeph?
    let nodeIndex: [String: Int]
    let guestIndex: [Int: Int]
    let membersOfPools: [String: [Int]]
    /// Of the rows of the guests, in their order.
    let fragments: [GuestFragment]
    /// What happened, in the order of time.
    public private(set) var events: [LabEvent] = []

    init(
        name: String?, version: LabVersion, nodes: [LabNode], guests: [LabGuest], storages: [LabStorage], pools: [String],
        replications: [LabReplication], tagColors: [String: String], ceph: LabCeph?, epoch: Timestamp
    ) {
        self.name = name
        self.version = version
        self.nodes = nodes
        self.guests = guests
        self.storages = storages
        self.pools = pools
        self.replications = replications
        self.tagColors = tagColors
        self.ceph = ceph
        self.epoch = epoch
        nodeIndex = Dictionary(uniqueKeysWithValues: nodes.indices.map { (nodes[$0].name, $0) })
        guestIndex = Dictionary(uniqueKeysWithValues: guests.indices.map { (guests[$0].vmid, $0) })
        var members: [String: [Int]] = [:]
        for (index, guest) in guests.enumerated() {
            if let pool = guest.pool { members[pool, default: []].append(index) }
        }
        membersOfPools = members
        fragments = guests.map { GuestFragment($0) }
    }

    /// Adds an event to the log, at its place in time.
    ///
    /// - Returns: Whether there was room for it.
    @discardableResult public mutating func record(_ event: LabEvent) -> Bool {
        guard events.count < Self.eventLimit else { return false }
        let place = events.lastIndex { $0.time <= event.time }.map { $0 + 1 } ?? 0
        events.insert(event, at: place)
        return true
    }

    /// Powers, places and locks at a moment.
    func state(at time: Timestamp) -> EstateState {
        let seconds = Double(time.milliseconds) / 1000
        var state = EstateState(
            nodes: nodes.map { EstateState.Node(bootedAt: $0.bootedAt) }, guests: guests.map { Self.habit(of: $0, at: seconds) })
        for event in events {
            guard event.time <= time else { break }
            state.apply(event, nodeIndex: nodeIndex, guestIndex: guestIndex)
        }
        return state
    }

    /// What the guest does of its own: some reboot now and then, some move to and fro.
    private static func habit(of guest: LabGuest, at seconds: Double) -> EstateState.Guest {
        var state = EstateState.Guest(node: guest.home, isOn: guest.isOn, bootedAt: guest.bootedAt, agent: guest.agent)
        if let period = guest.rebootPeriod, seconds > guest.bootedAt {
            state.bootedAt += ((seconds - guest.bootedAt) / period).rounded(.down) * period
        }
        if let other = guest.secondHome {
            let window = (seconds / wanderPeriod).rounded(.down)
            if window.truncatingRemainder(dividingBy: 2) != 0 { state.node = other }
            state.bootedAt = max(state.bootedAt, window * wanderPeriod)
        }
        return state
    }
    private static let wanderPeriod = 10_800.0
}
