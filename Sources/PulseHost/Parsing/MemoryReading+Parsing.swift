extension MemoryReading {
    /// Reads `/proc/meminfo`.
    init?(_ cursor: ByteCursor) {
        var cursor = cursor
        var total: UInt64?
        var free: UInt64?
        var available: UInt64?
        var reclaimable: UInt64 = 0
        var shared: UInt64 = 0
        var swapTotal: UInt64?
        var swapFree: UInt64?
        while var line = cursor.line() {
            let key = line.upTo(UInt8(ascii: ":"))
            guard let kibibytes = line.number() else { continue }
            let bytes = kibibytes.multipliedReportingOverflow(by: 1024).partialValue
            if key == "MemTotal" {
                total = bytes
            } else if key == "MemFree" {
                free = bytes
            } else if key == "MemAvailable" {
                available = bytes
            } else if key == "Buffers" || key == "Cached" || key == "SReclaimable" {
                reclaimable &+= bytes
            } else if key == "Shmem" {
                shared = bytes
            } else if key == "SwapTotal" {
                swapTotal = bytes
            } else if key == "SwapFree" {
                swapFree = bytes
            }
        }
        guard let total, total > 0, let free else { return nil }
        // Kernels before 3.14 do not estimate what is available.
        let estimate = free &+ (reclaimable > shared ? reclaimable - shared : 0)
        self.init(total: total, available: available ?? estimate, free: free)
        if let swapTotal, let swapFree {
            self.swapTotal = swapTotal
            swapUsed = swapTotal - min(swapFree, swapTotal)
        }
    }
}

/// Reads from `arcstats` how much of the ZFS cache could be given back: all above its configured minimum.
func reclaimableARC(_ cursor: ByteCursor) -> UInt64? {
    var cursor = cursor
    var size: UInt64?
    var minimum: UInt64 = 0
    while var line = cursor.line() {
        guard let key = line.word(), key == "size" || key == "c_min", line.word() != nil else { continue }
        if key == "size" {
            size = line.number()
        } else {
            minimum = line.number() ?? 0
        }
    }
    return size.map { $0 > minimum ? $0 - minimum : 0 }
}
