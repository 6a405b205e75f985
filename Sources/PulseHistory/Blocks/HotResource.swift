/// The samples of one resource in memory: first those that blocks already hold, then the open ones.
struct HotResource: Sendable {
    struct Column: Sendable {
        var metric: UInt16
        var values: [Double]
    }

    /// ms since the epoch, in the order of arrival.
    private(set) var ticks: [Int64] = []
    /// The journal sequence of each tick.
    private(set) var sequences: [Int64] = []
    private(set) var columns: [Column] = []
    /// How many ticks at the front are sealed.
    private(set) var sealed = 0
    /// Whether each tick is later than the one before it, as it is unless a source sent late samples.
    private(set) var isAscending = true

    var openTicks: Int { ticks.count - sealed }
    var openSamples: Int { openTicks * columns.count }
    var recentSamples: Int { sealed * columns.count }

    /// Adds one tick; samples of the newest tick's very time join it, the later value wins.
    mutating func append(at tick: Int64, sequence: Int64, metrics: ArraySlice<UInt16>, values: ArraySlice<Double>) {
        if ticks.last == tick, openTicks > 0 {
            sequences[sequences.count - 1] = sequence
        } else {
            if let last = ticks.last, tick <= last { isAscending = false }
            makeRoom()
            ticks.append(tick)
            sequences.append(sequence)
        }
        var hint = 0
        for (metric, value) in zip(metrics, values) {
            let position = column(metric, hint: hint)
            hint = position + 1
            let missing = ticks.count - columns[position].values.count
            if missing == 0 {
                columns[position].values[ticks.count - 1] = value
            } else {
                for _ in 1..<missing { columns[position].values.append(.nan) }
                columns[position].values.append(value)
            }
        }
        for position in columns.indices where columns[position].values.count < ticks.count {
            columns[position].values.append(.nan)
        }
    }

    /// Grows by a fixed step: growing twofold, as arrays do, would leave a third of the memory of all series unused.
    private mutating func makeRoom() {
        guard ticks.count == ticks.capacity else { return }
        let room = ticks.count + Self.step
        ticks.reserveCapacity(room)
        sequences.reserveCapacity(room)
        for position in columns.indices { columns[position].values.reserveCapacity(room) }
    }

    private static let step = 30

    private mutating func column(_ metric: UInt16, hint: Int) -> Int {
        if hint < columns.count, columns[hint].metric == metric { return hint }
        if let found = columns.firstIndex(where: { $0.metric == metric }) { return found }
        columns.append(Column(metric: metric, values: []))
        return columns.count - 1
    }

    /// Notes that blocks hold every tick.
    mutating func seal() { sealed = ticks.count }

    /// Forgets sealed ticks before `limit`; answers the latest forgotten tick.
    mutating func forget(before limit: Int64) -> Int64? {
        var count = 0
        while count < sealed, ticks[count] < limit { count += 1 }
        guard count > 0 else { return nil }
        let latest = ticks[..<count].max()
        ticks.removeFirst(count)
        sequences.removeFirst(count)
        for position in columns.indices { columns[position].values.removeFirst(count) }
        columns.removeAll { column in column.values.allSatisfy { $0.isNaN } }
        sealed -= count
        return latest
    }
}
