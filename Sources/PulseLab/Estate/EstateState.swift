import PulseCore

/// What power and events made of an estate at one moment.
struct EstateState: Sendable {
    struct Node: Sendable {
        var isMember = true
        var isOn = true
        var bootedAt: Double
        var cpu: Double?
        var memory: Double?
    }
    struct Guest: Sendable {
        var isPresent = true
        var node: Int
        var isOn: Bool
        var bootedAt: Double
        var isMoved = false
        var lock: String?
        var agent: LabGuest.Agent
        /// `nil`: as it was built.
        var isStartedAtBoot: Bool?
        var cpu: Double?
        var memory: Double?
    }
    /// A disk by its path, or a pool by its name.
    struct PartKey: Hashable, Sendable {
        let node: String
        let part: String
    }
    struct StorageKey: Hashable, Sendable {
        let storage: String
        let node: String?
    }

    var nodes: [Node]
    var guests: [Guest]
    var shares: [StorageKey: Double] = [:]
    var inactive: Set<StorageKey> = []
    var hasQuorum = true
    var failingDisks: [PartKey: Bool] = [:]
    var poolStates: [PartKey: String] = [:]
    var cephHealth: String?

    func isFailing(_ disk: LabDisk, on node: LabNode) -> Bool {
        failingDisks.isEmpty ? disk.isFailing : failingDisks[PartKey(node: node.name, part: disk.path)] ?? disk.isFailing
    }
    func state(of pool: LabPool, on node: LabNode) -> String {
        poolStates[PartKey(node: node.name, part: pool.name)] ?? (pool.isDegraded ? "DEGRADED" : "ONLINE")
    }

    func share(_ storage: String, _ node: String) -> Double? {
        shares.isEmpty
            ? nil
            : shares[StorageKey(storage: storage, node: node)] ?? shares[StorageKey(storage: storage, node: nil)]
    }
    func isActive(_ storage: String, _ node: String) -> Bool {
        inactive.isEmpty
            || !(inactive.contains(StorageKey(storage: storage, node: node)) || inactive.contains(StorageKey(storage: storage, node: nil)))
    }
}

extension EstateState {
    /// Applies one event of the log.
    mutating func apply(_ event: LabEvent, nodeIndex: [String: Int], guestIndex: [Int: Int]) {
        let time = Double(event.time.milliseconds) / 1000
        switch event.change {
        case .nodePower(let name, let isOn):
            guard let node = nodeIndex[name] else { return }
            if isOn, !nodes[node].isOn {
                nodes[node].bootedAt = time
                for guest in guests.indices where guests[guest].node == node && guests[guest].isOn {
                    guests[guest].bootedAt = max(guests[guest].bootedAt, time + 20)
                }
            }
            nodes[node].isOn = isOn
        case .nodeMembership(let name, let isMember):
            if let node = nodeIndex[name] { nodes[node].isMember = isMember }
        case .guestPower(let vmid, let isOn):
            guard let guest = guestIndex[vmid] else { return }
            if isOn, !guests[guest].isOn { guests[guest].bootedAt = time }
            guests[guest].isOn = isOn
        case .guestReboot(let vmid):
            guard let guest = guestIndex[vmid], guests[guest].isOn else { return }
            guests[guest].bootedAt = time
        case .migration(let vmid, let name):
            guard let guest = guestIndex[vmid], let node = nodeIndex[name], guests[guest].node != node else { return }
            guests[guest].node = node
            guests[guest].isMoved = true
            guests[guest].bootedAt = time
        case .guestRemoval(let vmid):
            if let guest = guestIndex[vmid] { guests[guest].isPresent = false }
        case .guestLock(let vmid, let lock):
            if let guest = guestIndex[vmid] { guests[guest].lock = lock }
        case .storageFill(let storage, let node, let share):
            shares[StorageKey(storage: storage, node: node)] = share.map { min(max($0, 0), 1) }
        case .storageActivity(let storage, let node, let isActive):
            let key = StorageKey(storage: storage, node: node)
            if isActive { inactive.remove(key) } else { inactive.insert(key) }
        case .quorum(let isHeld): hasQuorum = isHeld
        case .guestAgent(let vmid, let answers):
            if let guest = guestIndex[vmid] { guests[guest].agent = answers ? .answering : .silent }
        case .guestOnBoot(let vmid, let isOn):
            if let guest = guestIndex[vmid] { guests[guest].isStartedAtBoot = isOn }
        case .guestLoad, .nodeLoad, .diskHealth, .poolHealth, .cephHealth:
            applyCondition(event.change, nodeIndex: nodeIndex, guestIndex: guestIndex)
        }
    }

    /// How busy things are and how well.
    private mutating func applyCondition(_ change: LabEvent.Change, nodeIndex: [String: Int], guestIndex: [Int: Int]) {
        switch change {
        case .guestLoad(let vmid, let cpu, let memory):
            guard let guest = guestIndex[vmid] else { return }
            guests[guest].cpu = cpu
            guests[guest].memory = memory
        case .nodeLoad(let name, let cpu, let memory):
            guard let node = nodeIndex[name] else { return }
            nodes[node].cpu = cpu
            nodes[node].memory = memory
        case .diskHealth(let node, let path, let isFailing): failingDisks[PartKey(node: node, part: path)] = isFailing
        case .poolHealth(let node, let pool, let state): poolStates[PartKey(node: node, part: pool)] = state
        case .cephHealth(let status): cephHealth = status
        default: break
        }
    }
}
