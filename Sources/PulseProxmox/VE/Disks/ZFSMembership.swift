import PulseInventory

/// Which pool a disk belongs to. Pools name their parts by device, by a stable link, or by a partition of either.
enum ZFSMembership {
    static func pool(of disk: NodeDisk, in pools: [ZFSPoolFacet]) -> String? {
        let names = Names(disk)
        return pools.first { pool in pool.devices.contains { $0.type == "disk" && names.includes($0.name) } }?.name
    }

    private struct Names {
        var path: String
        var link: String?
        var serial: String?
        var wwn: String?

        init(_ disk: NodeDisk) {
            path = disk.path
            link = disk.link.map { lastPart($0) }
            serial = disk.serial.flatMap { $0.utf8.count >= 4 ? $0 : nil }
            wwn = disk.wwn.flatMap(WorldWideName.canonical)
        }

        func includes(_ device: String) -> Bool {
            guard device.hasPrefix("/dev/disk/") else {
                let full = device.hasPrefix("/") ? device : "/dev/" + device
                return full == path || wholeDisk(full) == path
            }
            let name = withoutPart(lastPart(device))
            if name == link { return true }
            // `ata-MODEL_SERIAL`, `nvme-MODEL_SERIAL_1`
            if let serial, name.split(separator: "_").contains(where: { $0 == serial }) { return true }
            return wwn != nil && (name.hasPrefix("wwn-") || name.hasPrefix("nvme-eui.")) && WorldWideName.canonical(name) == wwn
        }
    }

    private static func lastPart(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

    /// `ata-X` of `ata-X-part3`.
    private static func withoutPart(_ name: String) -> String {
        guard let dash = name.lastIndex(of: "-"), name[dash...].hasPrefix("-part") else { return name }
        let number = name[dash...].dropFirst(5)
        return !number.isEmpty && number.allSatisfy(\.isNumber) ? String(name[..<dash]) : name
    }

    /// `/dev/sda` of `/dev/sda3`, `/dev/nvme0n1` of `/dev/nvme0n1p3`.
    private static func wholeDisk(_ path: String) -> String {
        let stem = path.reversed().drop { $0.isNumber }
        guard stem.count < path.count else { return path }
        let rest = String(stem.reversed())
        let last = lastPart(rest)
        if last.hasPrefix("nvme") || last.hasPrefix("c") { return rest.hasSuffix("p") ? String(rest.dropLast()) : path }
        return rest
    }
}
