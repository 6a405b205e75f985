import PulseInventory

/// Which of an agent's disks is a disk of the list, `platform-polling` §2.8: by serial number, then name, then device.
enum AgentDiskMatch {
    static func find(_ disk: NodeDisk, in candidates: [PhysicalDiskFacet]) -> PhysicalDiskFacet? {
        if let serial = disk.serial, let found = candidates.first(where: { $0.serial == serial }) { return found }
        if let name = disk.wwn.flatMap(WorldWideName.canonical),
            let found = candidates.first(where: { $0.wwn.flatMap(WorldWideName.canonical) == name })
        {
            return found
        }
        // The device's name may mean another disk after a restart: it counts only where nothing speaks against it.
        return candidates.first {
            $0.devPath == disk.path && !contradicts($0.serial, disk.serial) && !contradicts(name($0.wwn), name(disk.wwn))
        }
    }

    private static func name(_ wwn: String?) -> String? { wwn.flatMap(WorldWideName.canonical) }

    private static func contradicts(_ one: String?, _ other: String?) -> Bool {
        guard let one, let other else { return false }
        return one != other
    }
}
