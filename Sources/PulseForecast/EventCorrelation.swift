import PulseCore

/// An event of one resource that another's follows again and again.
public struct EventCorrelation: Sendable, Equatable {
    public let source: String
    public let sourceKind: PastEvent.Kind
    public let target: String
    public let targetKind: PastEvent.Kind
    public let occurrences: Int
    public let averageDelay: Duration
    public let last: Timestamp
    public var confidence: Double { min(0.95, 0.3 + 0.1 * Double(occurrences - Self.fewestOccurrences)) }

    static let fewestOccurrences = 3
    /// What happens later than this after an event has nothing to do with it.
    static let window: Duration = .seconds(600)
    /// So many events after one are looked at. In an outage of thousands everything follows everything, which says nothing.
    static let mostFollowers = 20

    private struct Pair: Hashable {
        let source: String
        let sourceKind: PastEvent.Kind
        let target: String
        let targetKind: PastEvent.Kind
    }
    private struct Sum {
        var count = 0
        var delay: Duration = .zero
        var last: Timestamp
    }

    /// The correlations of events in any order, the surest first.
    public static func all(of events: some Sequence<PastEvent>) -> [EventCorrelation] {
        let events = events.sorted { ($0.at, $0.resourceID, $0.kind.rawValue) < ($1.at, $1.resourceID, $1.kind.rawValue) }
        var sums: [Pair: Sum] = [:]
        for (place, event) in events.enumerated() {
            var seen: Set<Pair> = []
            for follower in events[(place + 1)...].prefix(mostFollowers) {
                let delay = follower.at.since(event.at)
                guard delay <= window else { break }
                guard follower.resourceID != event.resourceID else { continue }
                let pair = Pair(source: event.resourceID, sourceKind: event.kind, target: follower.resourceID, targetKind: follower.kind)
                guard seen.insert(pair).inserted else { continue }
                var sum = sums[pair] ?? Sum(last: follower.at)
                sum.count += 1
                sum.delay += delay
                sum.last = max(sum.last, follower.at)
                sums[pair] = sum
            }
        }
        let found = sums.filter { $0.value.count >= fewestOccurrences }.map { pair, sum in
            EventCorrelation(
                source: pair.source, sourceKind: pair.sourceKind, target: pair.target, targetKind: pair.targetKind, occurrences: sum.count,
                averageDelay: sum.delay / sum.count, last: sum.last)
        }
        return found.sorted { ($1.occurrences, $1.last, $0.source, $0.target) < ($0.occurrences, $0.last, $1.source, $1.target) }
    }
}
