extension HostCollector {
    mutating func readProcessor(into reading: inout HostReading, _ facts: HostFacts) {
        reading.cpu.model = facts.processors?.model
        reading.cpu.sockets = facts.processors?.sockets
        reading.cpu.megahertz = facts.processors?.megahertz
        reading.load = reader.read("/proc/loadavg", keep: true, required: true) { LoadAverage($0) }
        reading.uptimeSeconds = reader.read("/proc/uptime", keep: true) { cursor in
            var cursor = cursor
            return cursor.decimal()
        }
        guard let stat = reader.read("/proc/stat", keep: true, required: true, { ProcStat($0) }) else {
            lastCPU = nil
            return
        }
        reading.cpu.count = stat.count > 0 ? stat.count : nil
        reading.bootTime = stat.bootTime
        if let lastCPU, let shares = stat.times.shares(since: lastCPU) {
            reading.cpu.usagePercent = shares.busy
            reading.cpu.stealPercent = shares.steal
            reading.cpu.ioWaitPercent = shares.ioWait
        }
        lastCPU = stat.times
    }

    mutating func readMemory(into reading: inout HostReading) {
        reading.memory = reader.read("/proc/meminfo", keep: true, required: true) { MemoryReading($0) }
        // A container sees the whole machine's ZFS cache but its own memory.
        guard reading.memory != nil, !reading.system.isContainer else { return }
        if let size = reader.read("/proc/spl/kstat/zfs/arcstats", keep: true, { reclaimableARC($0) }) {
            reading.memory?.countAsReclaimable(arc: size)
        }
    }

    mutating func readPressure(into reading: inout HostReading) {
        reading.pressure.cpu = pressure("/proc/pressure/cpu")
        reading.pressure.memory = pressure("/proc/pressure/memory")
        reading.pressure.io = pressure("/proc/pressure/io")
    }

    /// Kernels with `psi=0` have the files and refuse to read them; that is a missing feature, not a problem.
    private mutating func pressure(_ path: String) -> ResourcePressure? {
        reader.read(path, keep: true, quiet: true) { ResourcePressure($0) }
    }
}
