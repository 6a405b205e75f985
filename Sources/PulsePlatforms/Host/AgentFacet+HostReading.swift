import PulseHost
import PulseInventory

extension AgentFacet {
    /// Most interfaces listed.
    private static let mostInterfaces = 64

    /// Says what the reading says, in the inventory's words.
    init(_ reading: HostReading) {
        self.init()
        hostname = reading.identity.hostname
        machineID = reading.identity.machineID
        lastReportAt = reading.takenAt
        platform = reading.system.platform
        osName = reading.system.osName
        osVersion = reading.system.osVersion
        kernelVersion = reading.system.kernel
        architecture = reading.system.architecture
        isContainer = reading.system.isContainer
        cpuCount = reading.cpu.count
        cpuModel = reading.cpu.model
        loadAverage = reading.load.map { [$0.one, $0.five, $0.fifteen] } ?? []
        uptimeSeconds = reading.uptimeSeconds.map { Int(clampingSeconds: $0) }
        temperature = reading.mainTemperature
        memory = reading.memory.map { MemoryFacet($0) }
        pressure = PressureFacet(reading.pressure)
        netInRate = reading.traffic.receiveRate
        netOutRate = reading.traffic.sendRate
        diskReadRate = reading.diskTotals.readRate
        diskWriteRate = reading.diskTotals.writeRate
        let shown = reading.interfaces.filter { interface in
            let isHardware = interface.kind == .physical || interface.kind == .bond
            return interface.kind != .loopback && (isHardware || !interface.addresses.isEmpty)
        }
        networkInterfaces = shown.prefix(Self.mostInterfaces).map { NetworkInterfaceFacet($0) }
        disks = reading.filesystems.compactMap { FilesystemFacet($0) }
        diskIO = reading.disks.map { DiskIOFacet($0) }
        sensors = SensorsFacet(reading)
        raid = reading.arrays.map { RAIDFacet($0) }
    }
}

extension MemoryFacet {
    init(_ memory: MemoryReading) {
        self.init()
        total = Int64(clamping: memory.total)
        used = Int64(clamping: memory.used)
        free = Int64(clamping: memory.free)
        cache = Int64(clamping: memory.cache)
        swapUsed = memory.swapUsed.map { Int64(clamping: $0) }
        swapTotal = memory.swapTotal.map { Int64(clamping: $0) }
    }
}

extension PressureFacet {
    /// `nil` when the kernel measures no pressure at all.
    init?(_ pressure: PressureReading) {
        guard pressure.cpu != nil || pressure.memory != nil || pressure.io != nil else { return nil }
        self.init()
        cpuSome = pressure.cpu.map { Averages($0.some) }
        memorySome = pressure.memory.map { Averages($0.some) }
        memoryFull = pressure.memory?.full.map { Averages($0) }
        ioSome = pressure.io.map { Averages($0.some) }
        ioFull = pressure.io?.full.map { Averages($0) }
    }
}

extension PressureFacet.Averages {
    init(_ share: StallShare) { self.init(avg10: share.average10, avg60: share.average60, avg300: share.average300) }
}
