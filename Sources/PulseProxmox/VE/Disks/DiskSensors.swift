import PulseInventory

/// Which temperature belongs to which disk of a node.
struct DiskSensors {
    private var bySerial: [String: Double] = [:]
    private var byPath: [String: Double] = [:]

    /// Sensors name NVMe controllers by their place on the bus, disks by their number. Both are in the same order, so they are
    /// paired when there are equally many; otherwise nothing tells which is which.
    init(_ reading: NodeTemperatureFacet?, disks: [NodeDisk]) {
        guard let reading else { return }
        let controllers = Set(disks.compactMap { Self.controller($0.path) }).sorted()
        if controllers.count == reading.nvme.count {
            for (controller, sensor) in zip(controllers, reading.nvme) { byPath["/dev/nvme\(controller)"] = sensor.temperature }
        }
        for disk in reading.disks {
            guard let temperature = disk.temperature else { continue }
            if let serial = disk.serial { bySerial[serial] = temperature }
            byPath[Self.path(disk.device)] = temperature
        }
    }

    func temperature(of disk: NodeDisk) -> Double? {
        if let serial = disk.serial, let found = bySerial[serial] { return found }
        if let found = byPath[disk.path] { return found }
        return Self.controller(disk.path).flatMap { byPath["/dev/nvme\($0)"] }
    }

    private static func path(_ device: String) -> String { device.hasPrefix("/dev/") ? device : "/dev/" + device }

    /// 0 of `/dev/nvme0n1`.
    private static func controller(_ path: String) -> Int? {
        guard path.hasPrefix("/dev/nvme") else { return nil }
        return Int(path.dropFirst(9).prefix { $0.isASCII && $0.isNumber })
    }
}
