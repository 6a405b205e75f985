/// A Linux software array (md).
public struct RAIDArray: Sendable, Hashable {
    /// Kernel name, for example `md0`.
    public var name: String
    /// For example `raid1`; empty when an inactive array does not tell.
    public var level: String
    /// `active`, `inactive`, `degraded`, `recovering`, `resyncing`, `checking`, `reshaping`.
    public var state: String
    /// Slots of the array; for levels without redundancy the number of members.
    public var totalDevices: Int
    /// Slots filled and in sync.
    public var activeDevices: Int
    public var failedDevices: Int
    public var spareDevices: Int
    /// Members that are not failed.
    public var workingDevices: Int
    public var members: [RAIDMember]
    /// `recovery`, `resync`, `check` or `reshape` while one runs or waits.
    public var operation: String?
    /// Progress of the operation, percent; `nil` while it waits.
    public var progressPercent: Double?
    /// For example `259783K/sec`.
    public var speed: String?

    public init(name: String, level: String, state: String, members: [RAIDMember]) {
        self.name = name
        self.level = level
        self.state = state
        self.members = members
        failedDevices = members.count { $0.state == .failed }
        spareDevices = members.count { $0.state == .spare }
        workingDevices = members.count - failedDevices
        totalDevices = members.count - spareDevices
        activeDevices = members.count { $0.state == .active }
    }
}

/// A device of an array.
public struct RAIDMember: Sendable, Hashable {
    /// Kernel name, for example `sda1`.
    public var device: String
    /// Its number within the array.
    public var slot: Int
    public var state: RAIDMemberState

    public init(device: String, slot: Int, state: RAIDMemberState) {
        self.device = device
        self.slot = slot
        self.state = state
    }
}

/// What a member of an array does.
public enum RAIDMemberState: String, Sendable, Hashable, CaseIterable {
    case active, failed, spare, replacement, journal
}
