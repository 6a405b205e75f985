import PulseCore
import PulseHost
import PulseInventory

extension HostMapping {
    /// Every measured value of the host as a sample; what is unknown gives none.
    func samples(of reading: HostReading, metrics: ResourceMetrics) -> [Sample] {
        var samples: [Sample] = []
        samples.reserveCapacity(64)
        func add(_ metric: Metric, _ value: Double?) {
            guard let value, value.isFinite else { return }
            samples.append(Sample(metric, value))
        }
        add(.cpu, metrics.cpu)
        add(.memory, metrics.memory?.percent)
        add(.memoryUsed, metrics.memory?.used.map(Double.init))
        add(.swap, reading.memory?.swapPercent)
        add(.disk, metrics.disk?.percent)
        add(.netIn, metrics.netIn)
        add(.netOut, metrics.netOut)
        add(.diskRead, metrics.diskRead)
        add(.diskWrite, metrics.diskWrite)
        add(.temperature, reading.mainTemperature)
        add(.load1, reading.load?.one)
        add(.load5, reading.load?.five)
        add(.load15, reading.load?.fifteen)
        add(.pressureCPU, reading.pressure.cpu?.some.average10)
        add(.pressureMemory, reading.pressure.memory?.some.average10)
        add(.pressureMemoryFull, reading.pressure.memory?.full?.average10)
        add(.pressureIO, reading.pressure.io?.some.average10)
        add(.pressureIOFull, reading.pressure.io?.full?.average10)
        addSeries(of: reading, add)
        return samples
    }

    /// The named series, at most 32 of each family.
    private func addSeries(of reading: HostReading, _ add: (Metric, Double?) -> Void) {
        let filesystems = named(reading.filesystems.filter { $0.usage != nil }, by: \.mountpoint)
        for filesystem in filesystems { add(Metric("disk:\(filesystem.mountpoint)"), filesystem.usage?.usedPercent) }
        // Counted interfaces first, so that a host full of bridges keeps its hardware. Ends of containers' pairs come and go.
        let interfaces = reading.interfaces.filter { $0.isCounted || ($0.kind != .loopback && $0.kind != .veth) }
        let ordered = interfaces.filter(\.isCounted) + interfaces.filter { !$0.isCounted }
        for interface in named(ordered, by: \.name) {
            add(Metric("netin:\(interface.name)"), interface.receiveRate)
            add(Metric("netout:\(interface.name)"), interface.sendRate)
        }
        for disk in named(reading.disks, by: \.device) {
            add(Metric("diskread:\(disk.device)"), disk.readRate)
            add(Metric("diskwrite:\(disk.device)"), disk.writeRate)
        }
        // Many-core processors have a sensor for each core; the others matter more.
        let sensors = reading.temperatures.filter { $0.role != .core } + reading.temperatures.filter { $0.role == .core }
        for sensor in named(sensors, by: \.name) { add(Metric("temp:\(sensor.name)"), sensor.celsius) }
    }

    /// The first 32 whose names are short enough for a series.
    private func named<Element>(_ all: [Element], by name: (Element) -> String) -> ArraySlice<Element> {
        all.filter { name($0).utf8.count <= Self.longestName }.prefix(Self.mostSeries)
    }
}
