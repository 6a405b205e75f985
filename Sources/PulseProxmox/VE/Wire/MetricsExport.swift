import PulseCore

/// The answer of `GET /cluster/metrics/export`, PVE 8.4 and newer: what every node measured lately, by object and time.
struct MetricsExport: Sendable, Equatable {
    enum Object: Sendable, Hashable {
        case node(String)
        case guest(GuestKey)
        case storage(node: String, name: String)
    }
    /// Which figure, independent of the names that versions use.
    enum Figure: Sendable, Hashable {
        case uptime, cpu, processors, wait
        case memoryUsed, memoryTotal, memoryAvailable, hostMemory, swapUsed, swapTotal, diskUsed, diskTotal
        case load1, load5, load15
        case netIn, netOut, diskRead, diskWrite
        case pressureCPUSome, pressureMemorySome, pressureMemoryFull, pressureIOSome, pressureIOFull
    }
    struct Value: Sendable, Equatable {
        var at: Timestamp
        var figure: Figure
        /// Bytes, seconds, shares, percent; the state of a counter where `isCounter`.
        var value: Double
        /// A total since the start rather than a value of the moment.
        var isCounter: Bool
    }
    /// More values are left out: a day of a large cluster.
    static let mostValues = 2_000_000

    /// Of each object, in the order of the answer.
    var values: [Object: [Value]] = [:]
    /// Rows of unknown objects or figures.
    var skipped = 0

    init(_ bytes: [UInt8]) throws(JSONFailure) {
        var all: [Object: [Value]] = [:]
        var skipped = 0
        var objects: [String: Object] = [:]
        var count = 0
        var pool = StringPool()
        try Envelope.object(bytes) { (key, reader) throws(JSONFailure) in
            guard case "data" = key else { return }
            try reader.array { (reader) throws(JSONFailure) in
                var row = Row()
                try reader.object { (key, reader) throws(JSONFailure) in try row.read(key, &reader, &pool) }
                guard let id = row.id, let value = row.exported, count < Self.mostValues else {
                    skipped += 1
                    return
                }
                guard let object = objects[id] ?? Object(id) else {
                    skipped += 1
                    return
                }
                objects[id] = object
                all[object, default: []].append(value)
                count += 1
            }
        }
        values = all
        self.skipped = skipped
    }

    private struct Row {
        var id: String?
        var figure: Figure?
        var at: Int64?
        var value: Double?
        var isCounter = false

        mutating func read(_ key: JSONKey, _ reader: inout JSONReader, _ pool: inout StringPool) throws(JSONFailure) {
            switch key {
            case "id": id = try reader.string(sharedBy: &pool)
            case "metric": figure = try reader.string().flatMap { Figure(exportName: $0) }
            case "timestamp": at = try reader.int64()
            case "value": value = try reader.double()
            case "type": isCounter = try reader.string().map { $0 == "derive" || $0 == "counter" } ?? false
            default: break
            }
        }

        var exported: Value? {
            guard let figure, let at, at > 0, at < 1 << 40, let value else { return nil }
            return Value(at: Timestamp(seconds: at), figure: figure, value: max(0, value), isCounter: isCounter)
        }
    }
}

extension MetricsExport.Object {
    /// `node/<name>`, `qemu/<vmid>`, `lxc/<vmid>` or `storage/<node>/<name>`.
    init?(_ id: String) {
        let parts = id.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        switch parts.first {
        case "node" where parts.count == 2: self = .node(parts[1])
        case "storage" where parts.count == 3: self = .storage(node: parts[1], name: parts[2])
        case let kind? where parts.count == 2:
            guard let kind = GuestKind(rawValue: kind), let vmid = Int(parts[1]), vmid > 0 else { return nil }
            self = .guest(GuestKey(kind, vmid))
        default: return nil
        }
    }
}

extension MetricsExport.Figure {
    /// Names of PVE 8.4 and 9; the short ones are those of the rest of the API.
    init?(exportName name: String) {
        switch name {
        case "uptime": self = .uptime
        case "cpu_current", "cpu": self = .cpu
        case "cpu_max", "maxcpu": self = .processors
        case "cpu_iowait": self = .wait
        case "cpu_avg1": self = .load1
        case "cpu_avg5": self = .load5
        case "cpu_avg15": self = .load15
        case "mem_used", "mem": self = .memoryUsed
        case "mem_total", "maxmem": self = .memoryTotal
        case "mem_available": self = .memoryAvailable
        case "mem_host", "memhost": self = .hostMemory
        case "swap_used": self = .swapUsed
        case "swap_total": self = .swapTotal
        case "disk_used", "disk": self = .diskUsed
        case "disk_total", "maxdisk": self = .diskTotal
        case "net_in", "netin": self = .netIn
        case "net_out", "netout": self = .netOut
        case "disk_read", "diskread": self = .diskRead
        case "disk_write", "diskwrite": self = .diskWrite
        default: self.init(pressureName: name)
        }
    }

    private init?(pressureName name: String) {
        switch name.filter({ $0 != "_" }) {
        case "pressurecpusome": self = .pressureCPUSome
        case "pressurememorysome": self = .pressureMemorySome
        case "pressurememoryfull": self = .pressureMemoryFull
        case "pressureiosome": self = .pressureIOSome
        case "pressureiofull": self = .pressureIOFull
        default: return nil
        }
    }
}
