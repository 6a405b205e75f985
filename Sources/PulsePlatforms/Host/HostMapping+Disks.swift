import PulseCore
import PulseHost
import PulseInventory

extension HostMapping {
    /// The host's disks as resources of their own.
    ///
    /// A container sees the disks of the machine below it, which are not its own, so it has none.
    func disks(of reading: HostReading, host: String) -> [ObservedResource] {
        guard !reading.system.isContainer else { return [] }
        var all: [ObservedResource] = []
        var taken: [String: String?] = [:]
        for device in reading.blockDevices {
            var device = device
            let key = device.serial ?? device.wwn ?? device.name
            if let other = taken[key] {
                // The same disk by another path. Without a world wide name it is another disk with a made-up serial number.
                if let wwn = device.wwn, wwn == other { continue }
                device.serial = nil
            }
            let id = taken[key] == nil ? key : device.name
            taken[id] = .some(device.wwn)
            all.append(disk(device, id: "\(host)/disk/\(id)", host: host, io: reading.disks.first { $0.device == device.name }))
        }
        return all
    }

    private func disk(_ device: BlockDevice, id: String, host: String, io: DiskReading?) -> ObservedResource {
        let path = "/dev/\(device.name)"
        var disk = ObservedResource(kind: .physicalDisk, sourceID: id, name: device.model ?? path)
        disk.technology = device.kind.rawValue
        // Present is not healthy: the status of a disk is its SMART verdict, which needs a reader of its own.
        disk.status = .unknown
        disk.parent = ParentReference(kind: .agent, sourceID: host)
        disk.identity.machineID = device.serial
        disk.identity.dmiUUID = device.wwn
        disk.temperature = device.temperature
        disk.metrics.diskRead = io?.readRate
        disk.metrics.diskWrite = io?.writeRate
        var facet = PhysicalDiskFacet(devPath: path, diskType: device.kind.rawValue, size: Int64(clamping: device.sizeBytes))
        facet.model = device.model
        facet.vendor = device.vendor
        facet.serial = device.serial
        facet.wwn = device.wwn
        facet.rpm = device.kind == .ssd || device.kind == .nvme ? 0 : nil
        facet.temperature = device.temperature.map { Int($0.rounded()) }
        facet.io = io.map { DiskIOFacet($0) }
        disk.facets.set(.physicalDisk(facet))
        let values: [(Metric, Double?)] = [
            (.diskRead, io?.readRate), (.diskWrite, io?.writeRate), (.disk, io?.busyPercent), ("smart_temp", device.temperature),
        ]
        disk.samples = values.compactMap { metric, value in value.map { Sample(metric, $0) } }
        return disk
    }
}
