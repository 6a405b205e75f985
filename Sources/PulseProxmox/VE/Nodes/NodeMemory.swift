import PulseCore
import PulseInventory

/// Which of a node's memory figures to believe, `platform-polling` §2.2.
///
/// Before version 9 the status counts buffers and cache as free or as used, depending on the version, and does not say which; so
/// each source is used only where its meaning is certain.
enum NodeMemory {
    struct Input: Sendable {
        var status: NodeStatus.Memory?
        /// The platform's own history of the node, oldest first.
        var history: [RRDPoint] = []
        /// The last use that a source of this table gave, not an older one carried forward.
        var previous: Carried<MemoryUse>?
        var now: Timestamp
    }

    /// The least that `total − used` must exceed `free`, so that it cannot be the same figure: 16 MiB.
    static let leastReclaimable: Int64 = 16 << 20
    /// How long the previous use stands in for one that is not known.
    static let previousLife: Duration = .seconds(120)
    /// Newest points of the history that are looked at: the last is often not filled yet.
    private static let newestPoints = 5

    static let table = FigureTable<Input, MemoryUse>(
        .init("available-field") { input in
            guard let memory = input.status else { return .unusable("no-status") }
            guard let available = memory.available else { return .unusable("field-missing") }
            // A kernel that answers has some; zero is a version that fills in what it does not know.
            guard available > 0 else { return .unusable("field-zero") }
            return value(total: memory.total, available: available, free: memory.free, input)
        },
        .init("derived-free-buffers-cached") { input in
            guard let memory = input.status else { return .unusable("no-status") }
            guard let free = memory.free else { return .unusable("field-missing") }
            let reclaimable = (memory.buffers ?? 0) + (memory.cached ?? 0)
            guard reclaimable > 0 else { return .unusable("no-buffers-or-cached") }
            return value(total: memory.total, available: free + reclaimable, free: free, input)
        },
        .init("rrd-memavailable") { input in
            guard let point = newest(input, { $0.memoryAvailable }) else {
                return .unusable(input.history.isEmpty ? "no-history" : "column-missing")
            }
            return value(total: input.status?.total ?? point.total, available: point.value, free: nil, input)
        },
        .init("rrd-memused") { input in
            guard let point = newest(input, { $0.memoryUsed }) else {
                return .unusable(input.history.isEmpty ? "no-history" : "column-missing")
            }
            guard let total = input.status?.total ?? point.total else { return .unusable("no-total") }
            return value(total: total, available: total - point.value, free: nil, input)
        },
        .init("derived-total-minus-used") { input in
            guard let memory = input.status else { return .unusable("no-status") }
            guard let total = memory.total, let used = memory.used else { return .unusable("field-missing") }
            let available = total - used
            guard available - (memory.free ?? 0) >= leastReclaimable else { return .unusable("cache-not-told-apart") }
            return value(total: total, available: available, free: memory.free, input)
        },
        .init("previous-snapshot") { input in
            guard let previous = input.previous else { return .unusable("none") }
            guard let use = previous.value(within: previousLife, of: input.now) else { return .unusable("too-old") }
            return .value(use, measuredAt: previous.at)
        })

    private static func value(total: Int64?, available: Int64, free: Int64?, _ input: Input) -> SourceAnswer<MemoryUse> {
        guard let total, total > 0 else { return .unusable("no-total") }
        guard available <= total else { return .unusable("exceeds-total") }
        guard let use = MemoryUse(total: total, available: available, free: free) else { return .unusable("negative") }
        return .value(use, measuredAt: input.now)
    }

    private static func newest(_ input: Input, _ column: (RRDPoint) -> Double?) -> (value: Int64, total: Int64?)? {
        for point in input.history.suffix(newestPoints).reversed() {
            guard let value = column(point).flatMap({ Int64(exactly: $0.rounded()) }) else { continue }
            return (value, point.memoryTotal.flatMap { Int64(exactly: $0.rounded()) })
        }
        return nil
    }
}
