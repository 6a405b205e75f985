import PulseCore
import PulseInventory

/// The structure of a pool, from `/nodes/{n}/disks/zfs/{pool}`.
public struct ZFSPoolDetail: Sendable, Equatable {
    /// Parts beyond so many are left out.
    public static let mostDevices = 1024

    public var name: String
    public var state: String?
    public var status: String?
    public var scan: String?
    public var errors: String?
    public var readErrors: Int64 = 0
    public var writeErrors: Int64 = 0
    public var checksumErrors: Int64 = 0
    /// Parents before their children.
    public var devices: [ZFSPoolFacet.Device] = []

    /// Reads `{"data":{…}}`. `nil` without a pool's name.
    public init?(answer: [UInt8]) throws(JSONFailure) {
        var pool: ZFSVdev?
        try Envelope.open(answer) { (reader) throws(JSONFailure) in pool = try ZFSVdev(reading: &reader) }
        guard let pool, !pool.name.isEmpty else { return nil }
        self.init(pool)
    }

    init(_ pool: ZFSVdev) {
        name = pool.name
        state = pool.state
        status = pool.status
        scan = pool.scan
        errors = pool.errors
        for child in pool.children { take(child) }
    }

    /// `zpool status` puts the pool itself and the headings of its other parts side by side.
    private mutating func take(_ child: ZFSVdev) {
        if child.name == name {
            (readErrors, writeErrors, checksumErrors) = (child.read, child.write, child.checksum)
            state = state ?? child.state
            for part in child.children { add(part, role: "data", parent: nil) }
        } else if let role = Self.headings[child.name], child.state == nil || !child.children.isEmpty {
            for part in child.children { add(part, role: role, parent: nil) }
        } else {
            add(child, role: "data", parent: nil)
        }
    }

    private mutating func add(_ vdev: ZFSVdev, role: String, parent: String?) {
        guard devices.count < Self.mostDevices, !vdev.name.isEmpty else { return }
        var device = ZFSPoolFacet.Device(name: vdev.name, type: Self.type(of: vdev), state: vdev.state ?? "UNKNOWN")
        device.role = role
        device.parent = parent
        device.readErrors = vdev.read
        device.writeErrors = vdev.write
        device.checksumErrors = vdev.checksum
        device.message = vdev.message
        devices.append(device)
        for part in vdev.children { add(part, role: role, parent: vdev.name) }
    }

    private static let headings: [String: String] = [
        "logs": "log", "cache": "cache", "spares": "spare", "special": "special", "dedup": "dedup",
    ]

    private static let groups = [
        "mirror", "raidz1", "raidz2", "raidz3", "raidz", "draid1", "draid2", "draid3", "draid", "spare", "replacing",
    ]

    /// `mirror` of `mirror-0`, `disk` of a leaf.
    private static func type(of vdev: ZFSVdev) -> String {
        if let group = groups.first(where: { vdev.name == $0 || vdev.name.hasPrefix($0 + "-") || vdev.name.hasPrefix($0 + ":") }) {
            return group
        }
        if vdev.children.isEmpty { return vdev.name.hasPrefix("/") && !vdev.name.hasPrefix("/dev/") ? "file" : "disk" }
        return "vdev"
    }
}
