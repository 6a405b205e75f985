import PulseCore

/// A pool in numbers, a row of `/nodes/{n}/disks/zfs`.
public struct ZFSPoolSummary: Sendable, Equatable {
    public static let most = 256

    public var name: String
    /// `ONLINE`, `DEGRADED`, …
    public var health: String?
    public var size: Int64?
    public var allocated: Int64?
    public var free: Int64?
    /// Percent.
    public var fragmentation: Double?
    public var deduplication: Double?

    public init(name: String) { self.name = name }

    /// Reads `{"data":[…]}` of `disks/zfs`. Rows without a name are left out.
    public static func all(in answer: [UInt8]) throws(JSONFailure) -> [ZFSPoolSummary] {
        try Envelope.rows(answer, most: most) { (reader) throws(JSONFailure) in try ZFSPoolSummary(reading: &reader) }
    }

    init?(reading reader: inout JSONReader) throws(JSONFailure) {
        var row = ZFSPoolSummary(name: "")
        try reader.object { (key, reader) throws(JSONFailure) in
            switch key {
            case "name": row.name = try reader.text() ?? ""
            case "health": row.health = try reader.known()
            case "size": row.size = try reader.amount()
            case "alloc": row.allocated = try reader.amount()
            case "free": row.free = try reader.amount()
            case "frag": row.fragmentation = try reader.double()
            case "dedup": row.deduplication = try reader.double()
            default: break
            }
        }
        guard !row.name.isEmpty else { return nil }
        self = row
    }
}
