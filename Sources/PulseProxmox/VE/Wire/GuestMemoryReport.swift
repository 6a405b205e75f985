import PulseCore

/// What the kernel of a guest says of its memory: `meminfo` of `status/current`, or `/proc/meminfo` read through the agent. Bytes.
struct GuestMemoryReport: Sendable, Equatable {
    var total: Int64?
    var used: Int64?
    var free: Int64?
    var available: Int64?
    var buffers: Int64?
    var cached: Int64?
    /// Slab that can be given back; part of what `cached` leaves out.
    var reclaimable: Int64?
    var swapTotal: Int64?
    var swapFree: Int64?

    init() {}

    /// `meminfo`, whose names differ between the programs that fill it.
    init(_ reader: inout JSONReader) throws(JSONFailure) {
        var report = Self()
        try reader.object { (key, reader) throws(JSONFailure) in
            switch key {
            case "total", "memtotal", "MemTotal": report.total = try reader.size()
            case "used", "memused": report.used = try reader.size()
            case "free", "memfree", "MemFree": report.free = try reader.size()
            case "available", "memavailable", "MemAvailable", "avail": report.available = try reader.size()
            case "buffers", "Buffers": report.buffers = try reader.size()
            case "cached", "Cached": report.cached = try reader.size()
            default: break
            }
        }
        self = report
    }

    /// The text of `/proc/meminfo`; `nil` when it does not give the total.
    init?(procMeminfo text: String) {
        var report = Self()
        for line in text.split(separator: "\n") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...].split(separator: " ")
            guard let first = value.first, let kibibytes = Int64(first), kibibytes >= 0, kibibytes <= 1 << 50 else { continue }
            let bytes = kibibytes * 1024
            switch line[..<colon] {
            case "MemTotal": report.total = bytes
            case "MemFree": report.free = bytes
            case "MemAvailable": report.available = bytes
            case "Buffers": report.buffers = bytes
            case "Cached": report.cached = bytes
            case "SReclaimable": report.reclaimable = bytes
            case "SwapTotal": report.swapTotal = bytes
            case "SwapFree": report.swapFree = bytes
            default: break
            }
        }
        guard let total = report.total, total > 0 else { return nil }
        self = report
    }

    /// The answer of `GET …/agent/file-read?file=/proc/meminfo`; `nil` when it is not that file.
    static func fileRead(_ bytes: [UInt8]) throws(JSONFailure) -> GuestMemoryReport? {
        var content: String?
        try Envelope.object(bytes) { (key, reader) throws(JSONFailure) in
            if case "content" = key { content = try reader.string() }
        }
        return content.flatMap { GuestMemoryReport(procMeminfo: $0) }
    }
}
