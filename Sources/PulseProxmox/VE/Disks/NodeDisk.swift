import PulseCore

/// A disk as a node lists it, a row of `/nodes/{n}/disks/list`.
public struct NodeDisk: Sendable, Equatable {
    /// At most so many are taken from an answer.
    public static let most = 1024

    /// For example `/dev/nvme0n1`.
    public var path: String
    public var model: String?
    public var vendor: String?
    public var serial: String?
    public var wwn: String?
    /// `nvme`, `ssd`, `hdd`, `usb` or `unknown`, as Proxmox says it.
    public var type: String?
    /// Bytes.
    public var size: Int64?
    /// `PASSED`, `FAILED` or the platform's own word; `nil` unknown.
    public var health: String?
    /// Percent of life left, 0 to 100; only solid state disks report it.
    public var lifeLeft: Int?
    /// Revolutions per minute; 0 is solid state, `nil` unknown.
    public var rpm: Int?
    public var used: String?
    /// The stable name below `/dev/disk/by-id`.
    public var link: String?

    public init(path: String) { self.path = path }

    /// Reads `{"data":[…]}` of `disks/list`. Partitions and rows without a device are left out.
    public static func all(in answer: [UInt8]) throws(JSONFailure) -> [NodeDisk] {
        try Envelope.rows(answer, most: most) { (reader) throws(JSONFailure) in try NodeDisk(reading: &reader) }
    }

    init?(reading reader: inout JSONReader) throws(JSONFailure) {
        var row = NodeDisk(path: "")
        var parent: String?
        try reader.object { (key, reader) throws(JSONFailure) in
            switch key {
            case "devpath": row.path = try reader.text() ?? ""
            case "model": row.model = try reader.known()
            case "vendor": row.vendor = try reader.known()
            case "serial": row.serial = try reader.known()
            case "wwn": row.wwn = try reader.known()
            case "type": row.type = try reader.known()
            case "size": row.size = try reader.amount()
            case "health": row.health = DiskHealth.word(try reader.known())
            case "wearout": row.lifeLeft = try reader.double().flatMap(DiskHealth.lifeLeft)
            case "rpm": row.rpm = try reader.int()
            case "used": row.used = try reader.known()
            case "by_id_link": row.link = try reader.text()
            case "parent": parent = try reader.text()
            default: break
            }
        }
        guard !row.path.isEmpty, parent == nil, row.type != "partition" else { return nil }
        row.settleKind()
        self = row
    }

    /// Proxmox writes -1 for an unknown speed and 0 for USB disks, which may rotate.
    private mutating func settleKind() {
        type = type?.lowercased()
        let isSolid = type == "ssd" || type == "nvme"
        if isSolid { rpm = 0 } else if let speed = rpm, speed <= 0 { rpm = nil }
        if !isSolid, lifeLeft == 0 { lifeLeft = nil }
    }

    /// A word for the kind, from the device's name where Proxmox has none.
    var kind: String {
        if let type { return type }
        if path.hasPrefix("/dev/nvme") { return "nvme" }
        return path.hasPrefix("/dev/vd") || path.hasPrefix("/dev/xvd") ? "virtual" : "unknown"
    }
}
