import PulseHost
import PulseInventory

extension NetworkInterfaceFacet {
    init(_ interface: InterfaceReading) {
        self.init(name: interface.name)
        mac = interface.mac
        addresses = interface.addresses
        rxBytes = Int64(clamping: interface.receivedBytes)
        txBytes = Int64(clamping: interface.sentBytes)
        rxRate = interface.receiveRate
        txRate = interface.sendRate
        speedMbps = interface.speedMbps
        status = interface.state
    }
}

extension FilesystemFacet {
    /// `nil` for a filesystem whose space nobody asked for.
    init?(_ filesystem: FilesystemReading) {
        guard let space = filesystem.usage else { return nil }
        self.init()
        device = filesystem.device
        mountpoint = filesystem.mountpoint
        self.filesystem = filesystem.type
        total = Int64(clamping: space.total)
        used = Int64(clamping: space.used)
        free = Int64(clamping: space.free)
        usage = space.usedPercent
    }
}

extension DiskIOFacet {
    init(_ disk: DiskReading) {
        self.init(device: disk.device)
        readBytes = Int64(clamping: disk.counters.readBytes)
        writeBytes = Int64(clamping: disk.counters.writeBytes)
        readOps = Int64(clamping: disk.counters.readOperations)
        writeOps = Int64(clamping: disk.counters.writeOperations)
        ioTimeMs = Int64(clamping: disk.counters.busyMilliseconds)
        readRate = disk.readRate
        writeRate = disk.writeRate
        busy = disk.busyPercent
    }
}

extension SensorsFacet {
    /// `nil` for a machine without sensors.
    init?(_ reading: HostReading) {
        if reading.temperatures.isEmpty, reading.fans.isEmpty, reading.power.isEmpty { return nil }
        self.init()
        for sensor in reading.temperatures { temperatureCelsius[sensor.name] = sensor.celsius }
        for fan in reading.fans { fanRPM[fan.name] = fan.rpm }
        for source in reading.power { powerWatts[source.name] = source.watts }
    }
}

extension RAIDFacet {
    init(_ array: RAIDArray) {
        self.init(
            device: "/dev/\(array.name)", level: array.level, state: array.state, totalDevices: array.totalDevices,
            activeDevices: array.activeDevices, workingDevices: array.workingDevices, failedDevices: array.failedDevices,
            spareDevices: array.spareDevices)
        rebuildPercent = array.progressPercent
        operation = array.operation
    }
}
