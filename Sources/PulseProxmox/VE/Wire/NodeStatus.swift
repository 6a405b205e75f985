import PulseCore

/// The answer of `GET /nodes/{node}/status`.
struct NodeStatus: Sendable, Equatable {
    /// Bytes. Which of them are there depends on the version, `platform-polling` §2.2.
    struct Memory: Sendable, Equatable {
        var total: Int64?
        var used: Int64?
        var free: Int64?
        /// `available`, else `avail`.
        var available: Int64?
        var buffers: Int64?
        var cached: Int64?
        var shared: Int64?
        init() {}
    }
    /// Bytes of a filesystem or of the swap space.
    struct Space: Sendable, Equatable {
        var total: Int64?
        var used: Int64?
        var free: Int64?
        var available: Int64?
        init() {}
    }
    struct Processor: Sendable, Equatable {
        var model: String?
        var cores: Int?
        /// Threads.
        var cpus: Int?
        var sockets: Int?
        var mhz: String?
        init() {}
    }

    /// Share of all processors, 0 to 1.
    var cpu: Double?
    /// Share of time that processors waited for disks, 0 to 1.
    var wait: Double?
    var memory = Memory()
    var swap = Space()
    var rootfs = Space()
    var processor = Processor()
    /// 1, 5 and 15 minutes, or empty.
    var loadAverage: [Double] = []
    var kernelVersion: String?
    /// For example `pve-manager/8.4-1/761609f7`.
    var version: String?
    /// Seconds.
    var uptime: Int?

    init() {}

    init(_ bytes: [UInt8]) throws(JSONFailure) {
        var status = NodeStatus()
        try Envelope.object(bytes) { (key, reader) throws(JSONFailure) in
            switch key {
            case "cpu": status.cpu = try reader.quantity()
            case "wait": status.wait = try reader.quantity()
            case "memory": status.memory = try Memory(&reader)
            case "swap": status.swap = try Space(&reader)
            case "rootfs": status.rootfs = try Space(&reader)
            case "cpuinfo": status.processor = try Processor(&reader)
            case "loadavg": status.loadAverage = try reader.threeLoads()
            case "kversion": status.kernelVersion = try reader.text()
            case "pveversion": status.version = try reader.text()
            case "uptime": status.uptime = try reader.count()
            default: break
            }
        }
        self = status
    }
}

extension NodeStatus.Memory {
    init(_ reader: inout JSONReader) throws(JSONFailure) {
        var memory = Self()
        var avail: Int64?
        try reader.object { (key, reader) throws(JSONFailure) in
            switch key {
            case "total": memory.total = try reader.size()
            case "used": memory.used = try reader.size()
            case "free": memory.free = try reader.size()
            case "available": memory.available = try reader.size()
            case "avail": avail = try reader.size()
            case "buffers": memory.buffers = try reader.size()
            case "cached": memory.cached = try reader.size()
            case "shared": memory.shared = try reader.size()
            default: break
            }
        }
        memory.available = memory.available ?? avail
        self = memory
    }
}

extension NodeStatus.Space {
    init(_ reader: inout JSONReader) throws(JSONFailure) {
        var space = Self()
        try reader.object { (key, reader) throws(JSONFailure) in
            switch key {
            case "total": space.total = try reader.size()
            case "used": space.used = try reader.size()
            case "free": space.free = try reader.size()
            case "avail": space.available = try reader.size()
            default: break
            }
        }
        self = space
    }
}

extension NodeStatus.Processor {
    init(_ reader: inout JSONReader) throws(JSONFailure) {
        var processor = Self()
        try reader.object { (key, reader) throws(JSONFailure) in
            switch key {
            case "model": processor.model = try reader.text()
            case "cores": processor.cores = try reader.count()
            case "cpus": processor.cpus = try reader.count()
            case "sockets": processor.sockets = try reader.count()
            case "mhz": processor.mhz = try reader.text()
            default: break
            }
        }
        self = processor
    }
}

extension JSONReader {
    /// The load averages, which are strings in most versions. Empty unless all three are there.
    fileprivate mutating func threeLoads() throws(JSONFailure) -> [Double] {
        var loads: [Double?] = []
        try array { (reader) throws(JSONFailure) in loads.append(try reader.quantity()) }
        let known = loads.compactMap { $0 }
        return loads.count == 3 && known.count == 3 ? known : []
    }
}
