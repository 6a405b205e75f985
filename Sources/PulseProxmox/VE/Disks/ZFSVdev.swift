import PulseCore

/// A pool or a part of one, as `/nodes/{n}/disks/zfs/{pool}` gives it.
struct ZFSVdev: Sendable, Equatable {
    var name = ""
    /// `ONLINE`, `DEGRADED`, …; absent for the headings `logs`, `cache` and `spares`.
    var state: String?
    var read: Int64 = 0
    var write: Int64 = 0
    var checksum: Int64 = 0
    var message: String?
    var children: [ZFSVdev] = []
    // Of the pool alone.
    var status: String?
    var scan: String?
    var errors: String?

    var faults: Int64 { read &+ write &+ checksum }

    /// `JSONReader.mostDepth` bounds how deeply parts are nested.
    init(reading reader: inout JSONReader) throws(JSONFailure) {
        var vdev = ZFSVdev()
        try reader.object { (key, reader) throws(JSONFailure) in
            switch key {
            case "name": vdev.name = try reader.text() ?? ""
            case "state": vdev.state = try reader.text()
            case "read": vdev.read = try reader.amount() ?? 0
            case "write": vdev.write = try reader.amount() ?? 0
            case "cksum": vdev.checksum = try reader.amount() ?? 0
            case "msg": vdev.message = try reader.text()
            case "status": vdev.status = try reader.text()
            case "scan": vdev.scan = try reader.text()
            case "errors": vdev.errors = try reader.text()
            case "children":
                var children: [ZFSVdev] = []
                try reader.array { (reader) throws(JSONFailure) in
                    guard children.count < ZFSPoolDetail.mostDevices else { return }
                    children.append(try ZFSVdev(reading: &reader))
                }
                vdev.children = children
            default: break
            }
        }
        self = vdev
    }

    init() {}
}
