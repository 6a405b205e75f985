/// The meters of one disk.
struct DiskMeters: Sendable {
    var readBytes = RateMeter()
    var writeBytes = RateMeter()
    var readOperations = RateMeter()
    var writeOperations = RateMeter()
    var busy = RateMeter()
}

extension HostCollector {
    mutating func readDisks(into reading: inout HostReading, at now: MonotonicTime) {
        guard let disks = reader.read("/proc/diskstats", keep: true, { DiskCounters.parse($0) }) else {
            diskMeters = [:]
            return
        }
        reading.disks = disks
        var meters: [String: DiskMeters] = [:]
        meters.reserveCapacity(disks.count)
        var read = RateSum()
        var written = RateSum()
        for index in reading.disks.indices {
            let device = reading.disks[index].device
            let counters = reading.disks[index].counters
            var meter = diskMeters[device] ?? DiskMeters()
            let readRate = meter.readBytes.rate(of: counters.readBytes, at: now)
            let writeRate = meter.writeBytes.rate(of: counters.writeBytes, at: now)
            reading.disks[index].readRate = readRate
            reading.disks[index].writeRate = writeRate
            reading.disks[index].readOperationRate = meter.readOperations.rate(of: counters.readOperations, at: now)
            reading.disks[index].writeOperationRate = meter.writeOperations.rate(of: counters.writeOperations, at: now)
            let busy = meter.busy.rate(of: counters.busyMilliseconds, at: now)
            reading.disks[index].busyPercent = busy.map { min($0 / 10, 100) }
            meters[device] = meter
            read.add(readRate)
            written.add(writeRate)
        }
        diskMeters = meters
        reading.diskTotals = DiskTotals(readRate: read.total, writeRate: written.total)
    }
}
