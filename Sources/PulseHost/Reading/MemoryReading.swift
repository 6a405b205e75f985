/// Main memory and swap, in bytes. `used + cache + free == total`.
public struct MemoryReading: Sendable, Hashable {
    public var total: UInt64
    /// What programs and the kernel hold and cannot give back: total − available − ZFS ARC.
    public var used: UInt64
    /// What new programs can get without swapping, ZFS ARC included.
    public var available: UInt64
    /// Memory nobody uses at all.
    public var free: UInt64
    /// Reclaimable memory: page cache, buffers, reclaimable slab, ZFS ARC.
    public var cache: UInt64 { available - free }
    /// The part of the cache that is ZFS ARC above its minimum; `nil` without ZFS.
    public var arc: UInt64?
    public var swapTotal: UInt64?
    public var swapUsed: UInt64?

    public init(total: UInt64, available: UInt64, free: UInt64) {
        self.total = total
        self.available = min(available, total)
        self.free = min(free, self.available)
        used = total - self.available
    }

    /// Used share of the total, percent.
    public var usedPercent: Double? { total > 0 ? Double(used) / Double(total) * 100 : nil }

    /// Used share of the swap, percent; `nil` without swap.
    public var swapPercent: Double? {
        guard let swapTotal, let swapUsed, swapTotal > 0 else { return nil }
        return Double(swapUsed) / Double(swapTotal) * 100
    }

    /// Counts the ZFS cache as reclaimable, as the kernel does not.
    ///
    /// A cache as large as all used memory belongs to somebody else (the host of this container) and is ignored.
    mutating func countAsReclaimable(arc size: UInt64) {
        guard size < used else { return }
        arc = size
        used -= size
        available += size
    }
}
