/// An event as the control API takes it.
struct EventOrder: Decodable {
    /// `nodePower`, `nodeMembership`, `guestPower`, `guestReboot`, `migration`, `guestRemoval`, `guestLock`, `guestAgent`, `guestOnBoot`,
    /// `storageFill`, `storageActivity`, `quorum`, `certificate`, `guestLoad`, `nodeLoad`, `diskHealth`, `poolHealth`, `cephHealth`.
    var event: String
    /// Of all clusters when absent.
    var cluster: String?
    var node: String?
    var vmid: Int?
    var storage: String?
    /// Whether power, membership, agent, activity or quorum is there.
    var on: Bool?
    /// 0...1; absent takes the filling away.
    var share: Double?
    var lock: String?
    /// 0...1; absent lets it follow its rhythm.
    var cpu: Double?
    var memory: Double?
    /// A disk's path or a pool's name.
    var part: String?
    /// `FAILED` or `PASSED` of a disk, `DEGRADED` of a pool, `HEALTH_ERR` of Ceph; absent: as it was built.
    var health: String?

    /// `nil` for one that does not exist or lacks what it needs.
    var change: LabEvent.Change? {
        switch (event, node, vmid, storage) {
        case ("nodePower", let node?, _, _): .nodePower(node: node, isOn: on ?? false)
        case ("nodeMembership", let node?, _, _): .nodeMembership(node: node, isMember: on ?? false)
        case ("guestPower", _, let vmid?, _): .guestPower(vmid: vmid, isOn: on ?? false)
        case ("guestReboot", _, let vmid?, _): .guestReboot(vmid: vmid)
        case ("migration", let node?, let vmid?, _): .migration(vmid: vmid, node: node)
        case ("guestRemoval", _, let vmid?, _): .guestRemoval(vmid: vmid)
        case ("guestLock", _, let vmid?, _): .guestLock(vmid: vmid, lock: lock)
        case ("guestAgent", _, let vmid?, _): .guestAgent(vmid: vmid, answers: on ?? false)
        case ("guestOnBoot", _, let vmid?, _): .guestOnBoot(vmid: vmid, isOn: on)
        case ("storageFill", _, _, let storage?): .storageFill(storage: storage, node: node, share: share)
        case ("storageActivity", _, _, let storage?): .storageActivity(storage: storage, node: node, isActive: on ?? false)
        case ("quorum", _, _, _): .quorum(isHeld: on ?? false)
        default: condition
        }
    }

    private var condition: LabEvent.Change? {
        switch (event, node, vmid, part) {
        case ("guestLoad", _, let vmid?, _): .guestLoad(vmid: vmid, cpu: cpu, memory: memory)
        case ("nodeLoad", let node?, _, _): .nodeLoad(node: node, cpu: cpu, memory: memory)
        case ("diskHealth", let node?, _, let part?): .diskHealth(node: node, path: part, isFailing: health.map { $0 == "FAILED" })
        case ("poolHealth", let node?, _, let part?): .poolHealth(node: node, pool: part, state: health)
        case ("cephHealth", _, _, _): .cephHealth(status: health)
        default: nil
        }
    }
}
