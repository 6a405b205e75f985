/// Turns a growing counter into a rate per second.
///
/// A counter that goes backwards was reset or has wrapped; nobody can tell which, so that reading has no rate and becomes
/// the new start. The same holds when the clock goes backwards or the last reading is older than `maximumGap`.
public struct RateMeter: Sendable, Hashable {
    /// Longest time over which an average still says something about now: one hour.
    public static let maximumGap: UInt64 = 3_600_000_000_000

    private var last: (counter: UInt64, time: MonotonicTime)?

    public init() {}

    /// Notes the counter and answers its growth per second since the reading before, never negative.
    ///
    /// A second reading at the very same time has no rate and is ignored, so that the next one covers both.
    public mutating func rate(of counter: UInt64, at time: MonotonicTime) -> Double? {
        guard let before = last else {
            last = (counter, time)
            return nil
        }
        if before.time == time, counter >= before.counter { return nil }
        last = (counter, time)
        guard time > before.time, counter >= before.counter else { return nil }
        let elapsed = time.nanoseconds - before.time.nanoseconds
        guard elapsed <= Self.maximumGap else { return nil }
        return Double(counter - before.counter) / (Double(elapsed) / 1e9)
    }

    public static func == (left: Self, right: Self) -> Bool {
        left.last?.counter == right.last?.counter && left.last?.time == right.last?.time
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(last?.counter)
        hasher.combine(last?.time)
    }
}
