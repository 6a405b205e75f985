import PulseCore

/// Which destinations may be sent to now: one message at a time each, a few at once in all, and so many a minute.
public struct LaneSchedule: Sendable {
    public enum Admission: Sendable, Equatable {
        case start
        /// The destination is being sent to.
        case busy
        /// All lanes are taken.
        case full
        /// The limit of messages a minute is reached, or the receiver asked to wait; no attempt is spent.
        case wait(until: Timestamp)
    }

    public static let lanes = 8
    static let window: Duration = .seconds(60)
    private static let mostRemembered = 1000
    /// A pause that seems longer comes of a clock that was set back.
    static let longestPause: Duration = .seconds(2 * 3600)

    public private(set) var busy: Set<DestinationID> = []
    /// When the last messages started, oldest first, by rate key.
    private var starts: [String: [Timestamp]] = [:]
    private var pauses: [DestinationID: Timestamp] = [:]

    public init() {}

    /// Takes a lane when it may.
    public mutating func admit(_ destination: DestinationID, rateKey: String, perMinute: Int?, at now: Timestamp) -> Admission {
        if busy.contains(destination) { return .busy }
        if let end = pauses[destination] {
            if now < end, end.since(now) <= Self.longestPause { return .wait(until: end) }
            pauses[destination] = nil
        }
        if busy.count >= Self.lanes { return .full }
        if let perMinute, perMinute > 0 {
            var recent = (starts[rateKey] ?? []).filter { now.since($0) < Self.window && $0 <= now }
            if recent.count >= perMinute { return .wait(until: recent[recent.count - perMinute] + Self.window) }
            recent.append(now)
            starts[rateKey] = recent.suffix(Self.mostRemembered)
        }
        busy.insert(destination)
        return .start
    }

    /// Counts a message that an earlier process sent against the limit; in time order.
    public mutating func remember(rateKey: String, at moment: Timestamp) { starts[rateKey, default: []].append(moment) }

    /// The receiver asked to be left alone until then.
    public mutating func pause(_ destination: DestinationID, until end: Timestamp) { pauses[destination] = end }

    /// Gives the lane back. `unspent`: nothing was sent, so it does not count against the limit.
    public mutating func end(_ destination: DestinationID, rateKey: String, unspent: Bool = false, at now: Timestamp) {
        busy.remove(destination)
        if unspent, starts[rateKey]?.isEmpty == false { starts[rateKey]?.removeLast() }
        // Keys of destinations that are gone are not kept for ever.
        if starts.count > 256 { starts = starts.filter { $0.value.last.map { now.since($0) < Self.window } ?? false } }
    }
}
