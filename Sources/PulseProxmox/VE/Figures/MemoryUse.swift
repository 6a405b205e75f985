import PulseInventory

/// Memory in bytes; `used` leaves out what the kernel can take back, where the source can tell.
struct MemoryUse: Sendable, Equatable {
    var total: Int64
    var used: Int64
    /// Pages that hold nothing.
    var free: Int64?
    /// What the kernel can take back.
    var cache: Int64?

    /// `nil` unless 0 ≤ available ≤ total and there is memory at all.
    init?(total: Int64?, available: Int64?, free: Int64? = nil) {
        guard let total, let available, total > 0, available >= 0, available <= total else { return nil }
        self.total = total
        used = total - available
        self.free = free
        // Without free pages of its own figure there is no cache to tell apart.
        if let free, free <= available { cache = available - free }
    }

    /// Used bytes, held to the total: some sources count what the guest borrowed beyond it.
    init?(total: Int64?, used: Int64?) {
        guard let total, let used, total > 0, used >= 0 else { return nil }
        self.total = total
        self.used = min(used, total)
    }

    /// 0 to 100.
    var percent: Double { Double(used) / Double(total) * 100 }
}

extension Capacity {
    init(_ use: MemoryUse) { self.init(used: use.used, total: use.total) }
}

extension MemoryFacet {
    init(_ use: MemoryUse) {
        self.init()
        total = use.total
        used = use.used
        free = use.free ?? (use.total - use.used)
        cache = use.cache
    }
}
