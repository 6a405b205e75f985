import PulseCore

/// The answer of `GET /nodes/{node}/qemu/{vmid}/status/current` or `/lxc/{vmid}/status/current`.
struct GuestStatus: Sendable, Equatable {
    /// What the balloon driver inside the guest says. Bytes.
    struct Balloon: Sendable, Equatable {
        var actual: Int64?
        var total: Int64?
        var free: Int64?
        init() {}
    }
    var status: String?
    /// `running`, `paused`, `io-error`, …; virtual machines only.
    var machineState: String?
    var lock: String?
    /// Whether the guest agent is switched on in the configuration; virtual machines only.
    var hasAgent: Bool?
    /// Share of its processors, 0 to 1.
    var cpu: Double?
    var processors: Double?
    var memory: Int64?
    var memoryTotal: Int64?
    var hostMemory: Int64?
    /// What the guest says is free. Absent without a balloon driver.
    var freeMemory: Int64?
    /// Bytes the guest is held to.
    var balloon: Int64?
    var balloonReport = Balloon()
    var memoryReport: GuestMemoryReport?
    var swap: Int64?
    var swapTotal: Int64?
    var disk: Int64?
    var diskTotal: Int64?
    var counters = GuestCounters()
    var pressure = GuestPressure()
    /// Seconds.
    var uptime: Int?
    var tags: [String]?

    init() {}

    init(_ bytes: [UInt8]) throws(JSONFailure) {
        var status = GuestStatus()
        try Envelope.object(bytes) { (key, reader) throws(JSONFailure) in try status.read(key, &reader) }
        self = status
    }

    private mutating func read(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONFailure) {
        switch key {
        case "status": status = try reader.text()
        case "qmpstatus": machineState = try reader.text()
        case "lock": lock = try reader.text()
        case "agent": hasAgent = try reader.agentSetting()
        case "cpu": cpu = try reader.quantity()
        case "cpus", "maxcpu": processors = try reader.quantity() ?? processors
        case "mem": memory = try reader.size()
        case "maxmem": memoryTotal = try reader.size()
        case "memhost": hostMemory = try reader.size()
        case "freemem": freeMemory = try reader.size()
        case "balloon": balloon = try reader.size()
        case "ballooninfo": balloonReport = try Balloon(&reader)
        case "meminfo": memoryReport = try GuestMemoryReport(&reader)
        case "swap": swap = try reader.size()
        case "maxswap": swapTotal = try reader.size()
        default: try readRest(key, &reader)
        }
    }

    private mutating func readRest(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONFailure) {
        switch key {
        case "disk": disk = try reader.size()
        case "maxdisk": diskTotal = try reader.size()
        case "uptime": uptime = try reader.count()
        case "tags": tags = GuestTags.split(try reader.string())
        default:
            if try !counters.read(key, &reader) { _ = try pressure.read(key, &reader) }
        }
    }
}

extension GuestStatus.Balloon {
    init(_ reader: inout JSONReader) throws(JSONFailure) {
        var balloon = Self()
        try reader.object { (key, reader) throws(JSONFailure) in
            switch key {
            case "actual": balloon.actual = try reader.size()
            case "total_mem": balloon.total = try reader.size()
            case "free_mem": balloon.free = try reader.size()
            default: break
            }
        }
        self = balloon
    }
}

extension JSONReader {
    /// The agent setting: `1`, or the whole property, `enabled=1,fstrim_cloned_disks=1`.
    fileprivate mutating func agentSetting() throws(JSONFailure) -> Bool? {
        guard try kind() == .string else { return try bool() }
        guard let text = try string(), let first = text.split(separator: ",").first else { return nil }
        let value = first.hasPrefix("enabled=") ? first.dropFirst(8) : first
        return value == "1" || value == "true"
    }
}
