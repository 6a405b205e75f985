import PulseCore

/// Something that happened to a resource, of a kind that may repeat.
public struct PastEvent: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable {
        case highMemory = "high_memory"
        case highProcessor = "high_cpu"
        case diskFull = "disk_full"
        case restart
        case unresponsive
        case migration
        case alert
    }
    public var resourceID: String
    public var kind: Kind
    public var at: Timestamp
    /// How long it lasted; `nil` when it has no length or is not over.
    public var duration: Duration?

    public init(resourceID: String, kind: Kind, at: Timestamp, duration: Duration? = nil) {
        self.resourceID = resourceID
        self.kind = kind
        self.at = at
        self.duration = duration
    }
}

/// An event of one resource that comes again and again.
public struct EventPattern: Sendable, Equatable {
    public let resourceID: String
    public let kind: PastEvent.Kind
    public let occurrences: Int
    public let averageInterval: Duration
    /// `nil` when none of them had a length.
    public let averageDuration: Duration?
    public let last: Timestamp
    /// 0 to 1: how regular it is, and how often it was seen.
    public let confidence: Double

    static let fewestOccurrences = 3
    private static let leastConfidence = 0.3
    private static let furthest: Duration = .seconds(30 * 86_400)

    /// The patterns of events in any order, by resource and kind. What happens twice within a minute happened once.
    public static func all(of events: some Sequence<PastEvent>) -> [EventPattern] {
        let groups = Dictionary(grouping: events) { "\($0.resourceID) \($0.kind.rawValue)" }
        return groups.sorted { $0.key < $1.key }.compactMap { EventPattern($0.value) }
    }

    private init?(_ members: [PastEvent]) {
        let events = members.sorted { $0.at < $1.at }.reduce(into: [PastEvent]()) { kept, event in
            if kept.last.map({ event.at.since($0.at) >= .seconds(60) }) ?? true { kept.append(event) }
        }
        guard events.count >= Self.fewestOccurrences, let first = events.first, let last = events.last else { return nil }
        let intervals = zip(events.dropFirst(), events).map { $0.at.since($1.at).fractionalSeconds }
        let mean = intervals.reduce(0, +) / Double(intervals.count)
        let variation = intervals.standardDeviation(around: mean) / mean
        let durations = events.compactMap { $0.duration?.fractionalSeconds }
        resourceID = first.resourceID
        kind = first.kind
        occurrences = events.count
        averageInterval = .seconds(Int64(mean))
        averageDuration = durations.isEmpty ? nil : .seconds(Int64(durations.reduce(0, +) / Double(durations.count)))
        self.last = last.at
        confidence = 0.7 * (1 - min(variation, 1)) + min(Double(events.count) / 10, 0.3)
    }

    /// When it is expected next, also when that has passed; `nil` when it is too irregular or further away than 30 days.
    public func next(at now: Timestamp) -> Timestamp? {
        let expected = last + averageInterval
        return confidence >= Self.leastConfidence && expected.since(now) <= Self.furthest ? expected : nil
    }
}
