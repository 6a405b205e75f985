import PulseCore

/// Everything that is true of an estate at one moment.
public struct LabMoment: Sendable {
    public let time: Timestamp
    /// In the order of ``LabEstate/guests``.
    public let guests: [GuestReading]
    /// In the order of ``LabEstate/nodes``.
    public let nodes: [NodeReading]
    public let hasQuorum: Bool
    let state: EstateState
    let tide: Tide

    var seconds: Double { tide.seconds }
}

/// A guest at one moment. Counters are bytes since it was started.
public struct GuestReading: Sendable, Equatable {
    public var isPresent = false
    /// Index of its node.
    public var node: Int
    public var isRunning = false
    /// The node it is on is off, so nobody knows.
    public var isUnknown = false
    /// Whole seconds.
    public var uptime = 0
    /// Share of all its cores, 0...1.
    public var cpu = 0.0
    public var memory: Int64 = 0
    /// Used on its first disk.
    public var disk: Int64 = 0
    public var netIn: Int64 = 0
    public var netOut: Int64 = 0
    public var diskRead: Int64 = 0
    public var diskWrite: Int64 = 0
    public var lock: String?
    public var agent = LabGuest.Agent.absent

    init(node: Int) { self.node = node }
}

/// A node at one moment.
public struct NodeReading: Sendable, Equatable {
    public var isMember: Bool
    public var isOnline = false
    public var uptime = 0
    /// Share of all threads, 0...1.
    public var cpu = 0.0
    public var wait = 0.0
    public var load: [Double] = [0, 0, 0]
    public var memoryUsed: Int64 = 0
    /// Of which the kernel would give back its caches.
    public var memoryFree: Int64 = 0
    public var memoryAvailable: Int64 = 0
    public var swapUsed: Int64 = 0
    public var rootUsed: Int64 = 0
    public var netIn: Int64 = 0
    public var netOut: Int64 = 0

    init(isMember: Bool) { self.isMember = isMember }
}
