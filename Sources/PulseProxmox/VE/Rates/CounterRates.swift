import PulseCore

/// Turns the growing counters of guests into bytes per second, `platform-polling` §2.6.
///
/// Guests are named without their node, so that a live migration keeps the stream. Each counter has its own time, because the
/// list of guests and the status of one are sampled by different workers of the platform.
struct CounterRates: Sendable {
    enum Counter: Sendable, Hashable, CaseIterable { case netIn, netOut, diskRead, diskWrite }

    /// One look at a counter.
    struct Reading: Sendable, Equatable {
        var value: Int64
        var at: Timestamp
        /// Seconds the source had been up, as told by the same sample.
        var uptime: Int?
        /// From the status of one container: its disk counters lag behind those of the list and may only grow.
        var isLagging = false
        init(_ value: Int64, at: Timestamp, uptime: Int? = nil) {
            self.value = value
            self.at = at
            self.uptime = uptime
        }
    }
    struct Rate: Sendable, Equatable {
        var perSecond: Double
        /// When the growth was seen; earlier than the reading when the platform has not sampled again since.
        var measuredAt: Timestamp
    }

    /// What is not seen for a day is forgotten.
    static let life: Duration = .seconds(86400)
    /// A platform samples every 10 s; a sample that stays the same for longer is a new one.
    static let sampleLife: Duration = .seconds(25)

    fileprivate struct Baseline: Sendable {
        var reading: Reading
        var rate: Rate?
        var seenAt: Timestamp
    }
    fileprivate struct Entry: Sendable {
        var netIn: Baseline?
        var netOut: Baseline?
        var diskRead: Baseline?
        var diskWrite: Baseline?

        subscript(counter: Counter) -> Baseline? {
            get {
                switch counter {
                case .netIn: netIn
                case .netOut: netOut
                case .diskRead: diskRead
                case .diskWrite: diskWrite
                }
            }
            set {
                switch counter {
                case .netIn: netIn = newValue
                case .netOut: netOut = newValue
                case .diskRead: diskRead = newValue
                case .diskWrite: diskWrite = newValue
                }
            }
        }
        var seenAt: Timestamp? { [netIn, netOut, diskRead, diskWrite].compactMap { $0?.seenAt }.max() }
    }
    private var entries: [GuestKey: Entry] = [:]

    init() {}

    /// Guests that are remembered.
    var count: Int { entries.count }

    /// The rate that a reading shows; `nil` when it is not known: at the first one, without one, or when time did not go on.
    mutating func rate(_ counter: Counter, of guest: GuestKey, _ reading: Reading?) -> Rate? {
        guard let reading, reading.value >= 0 else { return nil }
        return entries[guest, default: Entry()].take(counter, reading)
    }

    /// Forgets what was not seen for a day.
    mutating func expire(at now: Timestamp) {
        entries = entries.filter { _, entry in
            guard let seenAt = entry.seenAt else { return false }
            return now.since(seenAt) < Self.life
        }
    }
}

extension CounterRates.Entry {
    fileprivate mutating func take(_ counter: CounterRates.Counter, _ reading: CounterRates.Reading) -> CounterRates.Rate? {
        guard let before = self[counter] else {
            self[counter] = CounterRates.Baseline(reading: reading, rate: nil, seenAt: reading.at)
            return nil
        }
        let (after, rate) = before.following(reading)
        self[counter] = after
        return rate
    }
}

extension CounterRates.Baseline {
    /// The state after the reading, and the rate that it shows.
    fileprivate func following(_ next: CounterRates.Reading) -> (Self, CounterRates.Rate?) {
        // The same look once more, for a part of the poll that is shown again.
        if next == reading { return (self, rate) }
        let elapsed = next.at.since(reading.at)
        guard elapsed > .zero else { return (self, nil) }
        var after = self
        after.seenAt = next.at
        let change = Uptime.change(from: reading.uptime, to: next.uptime)
        if isSameSample(next, elapsed) || change == .earlierSample { return (after, rate) }
        if next.isLagging, next.value < reading.value, change != .restarted { return (after, rate) }
        let growth = next.value - reading.value
        let perSecond = change == .restarted || growth < 0 ? 0 : Double(growth) / elapsed.fractionalSeconds
        let shown = CounterRates.Rate(perSecond: perSecond, measuredAt: next.at)
        after.reading = next
        after.rate = shown
        return (after, shown)
    }

    /// The platform has not looked since: neither the counter nor the time that the source is up has moved. The platform samples
    /// on its own beat, so that a poll of the same beat would now and then see a busy guest as idle.
    private func isSameSample(_ next: CounterRates.Reading, _ elapsed: Duration) -> Bool {
        guard let uptime = next.uptime, uptime > 0, uptime == reading.uptime else { return false }
        return next.value == reading.value && elapsed < CounterRates.sampleLife
    }
}
