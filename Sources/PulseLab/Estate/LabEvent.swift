import PulseCore

/// Something that happens to an estate at a moment.
public struct LabEvent: Sendable, Equatable {
    public enum Change: Sendable, Equatable {
        /// A node loses power or gets it back. Its guests stop with it and start again.
        case nodePower(node: String, isOn: Bool)
        /// A node leaves the cluster, or joins again.
        case nodeMembership(node: String, isMember: Bool)
        case guestPower(vmid: Int, isOn: Bool)
        case guestReboot(vmid: Int)
        /// A guest moves while it runs; as with Proxmox, its uptime and counters begin anew.
        case migration(vmid: Int, node: String)
        case guestRemoval(vmid: Int)
        /// A guest's lock, such as `backup`; `nil` takes it away.
        case guestLock(vmid: Int, lock: String?)
        /// A storage is full to this share, 0...1; `nil` lets it follow its rhythm again.
        case storageFill(storage: String, node: String?, share: Double?)
        /// A storage does not answer any more, or does again.
        case storageActivity(storage: String, node: String?, isActive: Bool)
        case quorum(isHeld: Bool)
        /// Whether the guest is started with its node; `nil`: as it was built.
        case guestOnBoot(vmid: Int, isOn: Bool?)
        /// The guest's agent answers, or not.
        case guestAgent(vmid: Int, answers: Bool)
        /// A guest is this busy and full, 0...1; `nil` lets it follow its rhythm again.
        case guestLoad(vmid: Int, cpu: Double?, memory: Double?)
        /// A node is this busy and full, whatever its guests do.
        case nodeLoad(node: String, cpu: Double?, memory: Double?)
        /// A disk fails, or is well; `nil`: as it was built.
        case diskHealth(node: String, path: String, isFailing: Bool?)
        /// The state of a ZFS pool, such as `DEGRADED`; `nil`: as it was built.
        case poolHealth(node: String, pool: String, state: String?)
        /// Ceph's health, such as `HEALTH_ERR`; `nil`: as it follows from the nodes.
        case cephHealth(status: String?)
    }

    public var time: Timestamp
    public var change: Change

    public init(_ change: Change, at time: Timestamp) {
        self.change = change
        self.time = time
    }
}
