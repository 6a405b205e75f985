/// Processor time since boot, in clock ticks, as the first line of `/proc/stat` gives it.
struct CPUTimes: Hashable, Sendable {
    /// user, nice, system, idle, iowait, irq, softirq, steal. Guest time is already part of user.
    var ticks: InlineTicks = .init(repeating: 0)

    static let idle = 3
    static let ioWait = 4
    static let steal = 7

    /// How the time since `earlier` was spent; `nil` when the counters were reset or no tick passed.
    ///
    /// The kernel lets idle and iowait step back by a few ticks, so a single field that shrinks counts as no growth.
    func shares(since earlier: CPUTimes) -> (busy: Double, steal: Double, ioWait: Double)? {
        guard sum >= earlier.sum else { return nil }
        var deltas = InlineTicks(repeating: 0)
        var total: UInt64 = 0
        for index in 0..<8 {
            let delta = ticks[index] > earlier.ticks[index] ? ticks[index] - earlier.ticks[index] : 0
            deltas[index] = delta
            total &+= delta
        }
        guard total > 0 else { return nil }
        let scale = 100 / Double(total)
        let busy = total - deltas[Self.idle] - deltas[Self.ioWait]
        return (Double(busy) * scale, Double(deltas[Self.steal]) * scale, Double(deltas[Self.ioWait]) * scale)
    }

    private var sum: UInt64 { ticks.wrappedSum() }
}

/// Eight counters without an allocation.
typealias InlineTicks = SIMD8<UInt64>
