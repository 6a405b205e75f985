import PulseCore

/// How Proxmox runs a guest.
enum GuestKind: String, Sendable, Hashable, CaseIterable {
    case qemu, lxc
}

/// Names a guest within its connection; the node is no part of it, so that it stays when the guest migrates.
struct GuestKey: Sendable, Hashable {
    var kind: GuestKind
    var vmid: Int
    init(_ kind: GuestKind, _ vmid: Int) {
        self.kind = kind
        self.vmid = vmid
    }
}

/// A guest as `GET /cluster/resources` lists it, or `GET /nodes/{node}/qemu` and `/lxc`.
struct GuestRow: Sendable, Equatable {
    var key: GuestKey
    var node: String
    var name: String?
    var pool: String?
    /// `running`, `stopped`, `paused`, …; `unknown` while the node is not heard.
    var status: String?
    /// Share of its processors, 0 to 1.
    var cpu: Double?
    /// May be a fraction when processors are limited.
    var processors: Double?
    var memory: Int64?
    var memoryTotal: Int64?
    /// What it takes of its node's memory, PVE 9.
    var hostMemory: Int64?
    var disk: Int64?
    var diskTotal: Int64?
    var counters = GuestCounters()
    /// Seconds.
    var uptime: Int?
    var isTemplate = false
    var lock: String?
    var tags: [String] = []
    var pressure = GuestPressure()

    init(key: GuestKey, node: String) {
        self.key = key
        self.node = node
    }

    var isRunning: Bool { status?.lowercased() == "running" }
}

/// Bytes since the guest was started.
struct GuestCounters: Sendable, Equatable {
    var netIn: Int64?
    var netOut: Int64?
    var diskRead: Int64?
    var diskWrite: Int64?
    init() {}
}

/// Pressure stall information of the guest's control group, percent of the last 10 s, PVE 9.
struct GuestPressure: Sendable, Equatable {
    var cpuSome: Double?
    var memorySome: Double?
    var memoryFull: Double?
    var ioSome: Double?
    var ioFull: Double?
    init() {}
    var isEmpty: Bool { self == GuestPressure() }
}
