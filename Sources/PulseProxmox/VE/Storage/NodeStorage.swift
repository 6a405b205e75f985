import PulseCore

/// A storage as a node sees it, a row of `/nodes/{n}/storage`.
public struct NodeStorage: Sendable, Equatable {
    public var name: String
    public var type: String?
    /// Sorted.
    public var content: [String] = []
    /// `nil` when not said, as for some Proxmox Backup Servers.
    public var isActive: Bool?
    public var isEnabled: Bool?
    public var isShared = false
    /// `nil` when the node could not measure it.
    public var space: StorageSpace?

    public init(name: String) { self.name = name }

    /// Reads `{"data":[…]}` of `/nodes/{n}/storage`. Rows without a name are left out.
    public static func all(in answer: [UInt8]) throws(JSONFailure) -> [NodeStorage] {
        try Envelope.rows(answer, most: StorageDefinition.most) { (reader) throws(JSONFailure) in
            try NodeStorage(reading: &reader)
        }
    }

    init?(reading reader: inout JSONReader) throws(JSONFailure) {
        var row = NodeStorage(name: "")
        var (total, used, available): (Int64?, Int64?, Int64?)
        try reader.object { (key, reader) throws(JSONFailure) in
            switch key {
            case "storage": row.name = try reader.text() ?? ""
            case "type": row.type = try reader.text()
            case "content": row.content = try reader.list()
            case "active": row.isActive = try reader.bool()
            case "enabled": row.isEnabled = try reader.bool()
            case "shared": row.isShared = try reader.bool() ?? false
            case "total": total = try reader.amount()
            case "used": used = try reader.amount()
            case "avail": available = try reader.amount()
            default: break
            }
        }
        guard !row.name.isEmpty else { return nil }
        row.space = StorageSpace(total: total, used: used, available: available)
        self = row
    }
}

/// How full a storage is, in bytes.
public struct StorageSpace: Sendable, Equatable {
    public var total: Int64
    public var used: Int64?
    public var available: Int64?

    /// `nil` without a total: Proxmox writes 0 where it could not measure. One missing part follows from the other two.
    public init?(total: Int64?, used: Int64?, available: Int64?) {
        guard let total, total > 0 else { return nil }
        self.total = total
        self.used = used ?? available.map { max(0, total - $0) }
        self.available = available ?? used.map { max(0, total - $0) }
    }

    /// The larger reading; of equally large ones the fuller.
    static func isSmaller(_ left: StorageSpace, than right: StorageSpace) -> Bool {
        (left.total, left.used ?? -1) < (right.total, right.used ?? -1)
    }
}
