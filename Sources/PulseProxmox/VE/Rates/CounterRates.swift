import PulseCore

/// Turns the growing counters of guests and nodes into bytes per second, `platform-polling` §2.6.
///
/// Guests are named without their node, so that a live migration keeps the stream. Each counter has its own time, because the
/// list of guests and the status of one are sampled by different workers of the platform.
struct CounterRates: Sendable {
    enum Subject: Sendable, Hashable {
        case guest(GuestKey)
        case node(String)
    }
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

    private struct Baseline: Sendable {
        var reading: Reading
        var rate: Rate?
        var seenAt: Timestamp
    }
    private struct Entry: Sendable {
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
    private var entries: [Subject: Entry] = [:]

    init() {}

    /// Subjects that are remembered.
    var count: Int { entries.count }

    /// The rate that a reading shows; `nil` when it is not known: at the first one, without one, or when time did not go on.
    mutating func rate(_ counter: Counter, of subject: Subject, _ reading: Reading?) -> Rate? {
        guard let reading, reading.value >= 0 else { return nil }
        guard var before = entries[subject]?[counter] else {
            entries[subject, default: Entry()][counter] = Baseline(reading: reading, rate: nil, seenAt: reading.at)
            return nil
        }
        // The same look once more, for a part of the poll that is shown again.
        if reading == before.reading { return before.rate }
        let elapsed = reading.at.since(before.reading.at)
        guard elapsed > .zero else { return nil }
        before.seenAt = reading.at
        defer { entries[subject]?[counter] = before }
        if isSameSample(reading, before.reading, elapsed) { return before.rate }
        let change = Uptime.change(from: before.reading.uptime, to: reading.uptime)
        let wasRestarted = change == .restarted
        if change == .earlierSample { return before.rate }
        if reading.isLagging, reading.value < before.reading.value, !wasRestarted { return before.rate }
        let growth = reading.value - before.reading.value
        let perSecond = wasRestarted || growth < 0 ? 0 : Double(growth) / elapsed.fractionalSeconds
        let rate = Rate(perSecond: perSecond, measuredAt: reading.at)
        before.reading = reading
        before.rate = rate
        return rate
    }

    /// Forgets what was not seen for a day.
    mutating func expire(at now: Timestamp) {
        entries = entries.filter { _, entry in
            guard let seenAt = entry.seenAt else { return false }
            return now.since(seenAt) < Self.life
        }
    }

    /// The platform has not looked since: neither the counter nor the time that the source is up has moved. The platform samples
    /// on its own beat, so that a poll of the same beat would now and then see a busy guest as idle.
    private func isSameSample(_ reading: Reading, _ before: Reading, _ elapsed: Duration) -> Bool {
        guard let uptime = reading.uptime, uptime > 0, uptime == before.uptime else { return false }
        return reading.value == before.value && elapsed < Self.sampleLife
    }
}
