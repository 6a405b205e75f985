import PulseCore

/// A filesystem that the guest agent reports, `GET …/agent/get-fsinfo`.
struct GuestFilesystem: Sendable, Equatable {
    /// As the guest names it, for example `sda1`; on Windows a volume id.
    var name: String?
    var mountpoint: String
    /// `ext4`, `NTFS`, …
    var type: String
    var total: Int64?
    var used: Int64?
    /// Paths of the block devices below it.
    var devices: [String] = []

    init(mountpoint: String, type: String) {
        self.mountpoint = mountpoint
        self.type = type
    }

    static func list(_ bytes: [UInt8]) throws(JSONFailure) -> RowList<GuestFilesystem> {
        try Envelope.agentRows(bytes) { (reader) throws(JSONFailure) in try GuestFilesystem(&reader) }
    }

    /// `nil` for an entry without a mount point.
    private init?(_ reader: inout JSONReader) throws(JSONFailure) {
        var filesystem = GuestFilesystem(mountpoint: "", type: "")
        try reader.object { (key, reader) throws(JSONFailure) in
            switch key {
            case "name": filesystem.name = try reader.text()
            case "mountpoint": filesystem.mountpoint = try reader.string() ?? ""
            case "type": filesystem.type = try reader.string() ?? ""
            case "total-bytes": filesystem.total = try reader.size()
            case "used-bytes": filesystem.used = try reader.size()
            case "disk":
                try reader.array { (reader) throws(JSONFailure) in
                    try reader.object { (key, reader) throws(JSONFailure) in
                        if case "dev" = key, let device = try reader.text() { filesystem.devices.append(device) }
                    }
                }
            default: break
            }
        }
        guard !filesystem.mountpoint.isEmpty else { return nil }
        self = filesystem
    }

    /// What tells it from others: the block device, else the name.
    var device: String? { devices.first ?? name }
}
