import PulseCore

/// What a platform's own history, `GET …/rrddata`, holds for one moment; rates are per second.
struct RRDPoint: Sendable, Equatable {
    var at: Timestamp
    /// Share of all processors, 0 to 1.
    var cpu: Double?
    var memoryUsed: Double?
    var memoryTotal: Double?
    /// Nodes of PVE 9.
    var memoryAvailable: Double?
    var hostMemory: Double?
    var swapUsed: Double?
    var swapTotal: Double?
    var diskUsed: Double?
    var diskTotal: Double?
    var netIn: Double?
    var netOut: Double?
    var diskRead: Double?
    var diskWrite: Double?
    var load: Double?
    var pressure = GuestPressure()

    init(at: Timestamp) { self.at = at }

    /// Oldest first.
    static func list(_ bytes: [UInt8]) throws(JSONFailure) -> [RRDPoint] {
        try Envelope.rows(bytes) { (reader) throws(JSONFailure) in try RRDPoint(&reader) }.rows.sorted { $0.at < $1.at }
    }

    /// `nil` for a row without its time.
    private init?(_ reader: inout JSONReader) throws(JSONFailure) {
        var point = RRDPoint(at: Timestamp(seconds: 0))
        var time: Int64?
        try reader.object { (key, reader) throws(JSONFailure) in
            if case "time" = key { time = try reader.int64() } else { try point.read(key, &reader) }
        }
        guard let time, time > 0, time < 1 << 40 else { return nil }
        point.at = Timestamp(seconds: time)
        self = point
    }

    /// Nodes and guests name the same things differently.
    private mutating func read(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONFailure) {
        switch key {
        case "cpu": cpu = try reader.quantity()
        case "mem", "memused": memoryUsed = try reader.quantity()
        case "maxmem", "memtotal": memoryTotal = try reader.quantity()
        case "memavailable": memoryAvailable = try reader.quantity()
        case "memhost": hostMemory = try reader.quantity()
        case "swapused": swapUsed = try reader.quantity()
        case "swaptotal": swapTotal = try reader.quantity()
        case "disk", "rootused": diskUsed = try reader.quantity()
        case "maxdisk", "roottotal": diskTotal = try reader.quantity()
        case "netin": netIn = try reader.quantity()
        case "netout": netOut = try reader.quantity()
        case "diskread": diskRead = try reader.quantity()
        case "diskwrite": diskWrite = try reader.quantity()
        case "loadavg": load = try reader.quantity()
        default: _ = try pressure.read(key, &reader)
        }
    }
}
