import PulseCore
import PulseInventory

/// How full a cluster and its pools are: the output of `ceph df`, or the pools that `/nodes/{n}/ceph/pool` lists.
///
/// Proxmox VE 8 and 9 have no path for `ceph df`; it is read where something answers it.
public struct CephUsage: Sendable, Equatable {
    /// At most so many pools are taken.
    public static let mostPools = 1024

    public var space: StorageSpace?
    /// In order of their ids.
    public var pools: [CephFacet.Pool] = []

    /// Reads `{"data":…}` of either.
    public init(answer: [UInt8]) throws(JSONFailure) {
        var usage = CephUsage()
        try Envelope.open(answer) { (reader) throws(JSONFailure) in
            if try reader.kind() == .array {
                try usage.readPools(&reader)
            } else {
                try reader.object { (key, reader) throws(JSONFailure) in
                    switch key {
                    case "stats": try usage.readStats(&reader)
                    case "pools": try usage.readPools(&reader)
                    default: break
                    }
                }
            }
        }
        usage.pools.sort { $0.id < $1.id }
        self = usage
    }

    init() {}

    private mutating func readStats(_ reader: inout JSONReader) throws(JSONFailure) {
        var (total, used, raw, available): (Int64?, Int64?, Int64?, Int64?)
        try reader.object { (key, reader) throws(JSONFailure) in
            switch key {
            case "total_bytes": total = try reader.amount()
            case "total_used_bytes": used = try reader.amount()
            case "total_used_raw_bytes": raw = try reader.amount()
            case "total_avail_bytes": available = try reader.amount()
            default: break
            }
        }
        space = StorageSpace(total: total, used: used ?? raw, available: available)
    }

    private mutating func readPools(_ reader: inout JSONReader) throws(JSONFailure) {
        try reader.array { (reader) throws(JSONFailure) in
            guard pools.count < Self.mostPools else { return }
            if let pool = try Self.pool(&reader) { pools.append(pool) }
        }
    }

    private static func pool(_ reader: inout JSONReader) throws(JSONFailure) -> CephFacet.Pool? {
        var pool = CephFacet.Pool(id: 0, name: "", stored: 0, available: 0, objects: 0, percentUsed: 0)
        var raw: Int64?
        func measure(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONFailure) {
            switch key {
            case "stored": pool.stored = try reader.amount() ?? 0
            case "bytes_used": raw = try reader.amount()
            case "max_avail": pool.available = try reader.amount() ?? 0
            case "objects": pool.objects = try reader.amount() ?? 0
            // Both give the share as a ratio.
            case "percent_used": pool.percentUsed = min(100, max(0, (try reader.double() ?? 0) * 100))
            default: break
            }
        }
        try reader.object { (key, reader) throws(JSONFailure) in
            switch key {
            case "id", "pool": pool.id = try reader.int() ?? 0
            case "name", "pool_name": pool.name = try reader.text() ?? ""
            case "stats":
                try reader.object { (key, reader) throws(JSONFailure) in try measure(key, &reader) }
            default: try measure(key, &reader)
            }
        }
        if pool.stored == 0 { pool.stored = raw ?? 0 }
        return pool.name.isEmpty ? nil : pool
    }
}
