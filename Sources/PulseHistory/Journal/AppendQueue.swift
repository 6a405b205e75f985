/// The appends that wait for the disk, bounded in number and samples; the oldest goes first when there is no room.
struct AppendQueue {
    private(set) var ticks: [JournalTick] = []
    private(set) var samples = 0
    /// Samples that were dropped since the start.
    private(set) var dropped = 0
    let mostTicks: Int
    let mostSamples: Int

    init(mostTicks: Int, mostSamples: Int) {
        self.mostTicks = max(mostTicks, 1)
        self.mostSamples = mostSamples
    }

    mutating func add(_ tick: JournalTick) {
        ticks.append(tick)
        samples += tick.values.count
        trim()
    }

    mutating func takeAll() -> [JournalTick] {
        defer {
            ticks = []
            samples = 0
        }
        return ticks
    }

    /// Puts ticks that could not be written back at the front.
    mutating func putBack(_ older: [JournalTick]) {
        ticks = older + ticks
        samples += older.reduce(0) { $0 + $1.values.count }
        trim()
    }

    private mutating func trim() {
        var excess = 0
        while ticks.count - excess > mostTicks || (samples > mostSamples && ticks.count - excess > 1) {
            samples -= ticks[excess].values.count
            dropped += ticks[excess].values.count
            excess += 1
        }
        ticks.removeFirst(excess)
    }
}
