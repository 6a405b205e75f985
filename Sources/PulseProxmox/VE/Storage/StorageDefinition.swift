import PulseCore

/// A storage as the datacenter configures it, a row of `/storage`.
public struct StorageDefinition: Sendable, Equatable {
    /// At most so many are taken from an answer.
    public static let most = 1024

    public var name: String
    /// `dir`, `zfspool`, `nfs`, …; `nil` when not said.
    public var type: String?
    /// Sorted.
    public var content: [String] = []
    /// The nodes that may use it; `nil` means all.
    public var nodes: [String]?
    public var isShared = false
    public var isDisabled = false
    public var path: String?
    /// Where it lies inside its kind: a ZFS dataset, a Ceph pool, a volume group with its thin pool.
    public var pool: String?

    public init(name: String) { self.name = name }

    /// Reads `{"data":[…]}` of `/storage`. Rows without a name are left out.
    public static func all(in answer: [UInt8]) throws(JSONFailure) -> [StorageDefinition] {
        try Envelope.rows(answer, most: most) { (reader) throws(JSONFailure) in try StorageDefinition(reading: &reader) }
    }

    init?(reading reader: inout JSONReader) throws(JSONFailure) {
        var row = StorageDefinition(name: "")
        var group: String?
        var thinPool: String?
        try reader.object { (key, reader) throws(JSONFailure) in
            switch key {
            case "storage": row.name = try reader.text() ?? ""
            case "type": row.type = try reader.text()
            case "content": row.content = try reader.list()
            case "nodes":
                let nodes = try reader.list()
                row.nodes = nodes.isEmpty ? nil : nodes
            case "shared": row.isShared = try reader.bool() ?? false
            case "disable": row.isDisabled = try reader.bool() ?? false
            case "path": row.path = try reader.text()
            case "pool": row.pool = try reader.text()
            case "vgname": group = try reader.text()
            case "thinpool": thinPool = try reader.text()
            default: break
            }
        }
        guard !row.name.isEmpty else { return nil }
        row.pool = row.pool ?? group.map { name in thinPool.map { "\(name)/\($0)" } ?? name }
        self = row
    }

    /// Whether the node may use it.
    func includes(_ node: String) -> Bool { nodes?.contains(node) ?? true }
}
