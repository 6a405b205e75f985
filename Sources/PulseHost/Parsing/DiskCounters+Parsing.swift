extension DiskCounters {
    /// Most disks kept.
    static let most = 1024

    /// Reads `/proc/diskstats` and keeps the whole, real disks.
    static func parse(_ cursor: ByteCursor) -> [DiskReading]? {
        var cursor = cursor
        var all: [DiskReading] = []
        all.reserveCapacity(8)
        while all.count < most, var line = cursor.line() {
            guard line.number() != nil, line.number() != nil, let word = line.word() else { continue }
            guard let name = word.text, BlockDeviceName.isWholeDisk(name) else { continue }
            guard let counters = DiskCounters(&line) else { continue }
            all.append(DiskReading(device: name, counters: counters))
        }
        return all
    }

    /// The eleven counters after the name; the kernel counts in sectors of 512 bytes whatever the disk's own size.
    private init?(_ line: inout ByteCursor) {
        var fields = SIMD16<UInt64>(repeating: 0)
        for index in 0..<11 {
            guard let value = line.number() else { return nil }
            fields[index] = value
        }
        readOperations = fields[0]
        readBytes = fields[2] &* 512
        readMilliseconds = fields[3]
        writeOperations = fields[4]
        writeBytes = fields[6] &* 512
        writeMilliseconds = fields[7]
        busyMilliseconds = fields[9]
    }
}
