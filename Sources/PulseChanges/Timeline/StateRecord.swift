import PulseCore
import PulseInventory

/// What is stored about the states of one resource over a time.
public struct StateRecord: Sendable, Equatable {
    /// Transitions, appearances and departures, oldest first; the first may lie before the time.
    public var transitions: [ResourceChange]
    /// When the resource was first seen; `nil` when it is not known.
    public var since: Timestamp?
    /// When Pulse looked.
    public var watches: [ClosedRange<Timestamp>]

    /// The most transitions that one answer counts, about a month of permanent flapping.
    public static let mostTransitions = 10_000
}

/// A time in which a resource was in one state.
public struct StateSpan: Sendable, Equatable {
    /// Why the state is not known.
    public enum Gap: String, Sendable, CaseIterable {
        /// Before it was first seen.
        case unseen = "not_seen_yet"
        /// It was not there.
        case gone
        /// Pulse was not running.
        case unwatched = "not_watched"
        /// What it runs on was not reachable, or not there.
        case unreachable = "parent_unreachable"
    }
    public var start: Timestamp
    public var end: Timestamp
    /// `nil` when it is not known; then `gap` says why.
    public var status: ResourceStatus?
    public var gap: Gap?

    fileprivate func isSame(as other: StateSpan) -> Bool { status == other.status && gap == other.gap }
}

extension StateRecord {
    /// The states from `start` to `end` without a hole, oldest first.
    ///
    /// - Parameter current: the state now, for a resource that never changed.
    public func spans(from start: Timestamp, to end: Timestamp, current: ResourceStatus?, parent: StateRecord? = nil) -> [StateSpan] {
        guard start < end else { return [] }
        var spans = states(from: start, to: end, current: current)
        if let parent {
            for down in parent.states(from: start, to: end, current: nil) where down.status == .offline || down.gap == .gone {
                spans.cover(down.start, down.end, gap: .unreachable)
            }
        }
        var watchedUntil = start
        for watch in watches {
            spans.cover(watchedUntil, watch.lowerBound, gap: .unwatched)
            watchedUntil = max(watchedUntil, watch.upperBound)
        }
        // The watch under way is noted only now and then.
        if end.since(watchedUntil) > Self.watchPause * 2 { spans.cover(watchedUntil, end, gap: .unwatched) }
        return spans.joined()
    }

    /// How often a watch that goes on is noted.
    static let watchPause: Duration = .seconds(60)

    private func states(from start: Timestamp, to end: Timestamp, current: ResourceStatus?) -> [StateSpan] {
        var spans: [StateSpan] = []
        var state = first(at: start, current)
        var began = start
        func close(at moment: Timestamp) {
            guard moment > began else { return }
            spans.append(StateSpan(start: began, end: moment, status: state.status, gap: state.gap))
            began = moment
        }
        if let since, since > start {
            state.status = nil
            state.gap = .unseen
            close(at: min(since, end))
            state = first(at: since, current)
        }
        for change in transitions where change.at > began && change.at < end {
            close(at: change.at)
            state = Self.state(after: change)
        }
        close(at: end)
        return spans
    }

    private func first(at moment: Timestamp, _ current: ResourceStatus?) -> (status: ResourceStatus?, gap: StateSpan.Gap?) {
        if let last = transitions.last(where: { $0.at <= moment }) { return Self.state(after: last) }
        guard let next = transitions.first else { return (current, nil) }
        if next.event == .appeared { return (nil, .gone) }
        return (next.before.flatMap(ResourceStatus.init(rawValue:)), nil)
    }

    private static func state(after change: ResourceChange) -> (status: ResourceStatus?, gap: StateSpan.Gap?) {
        change.event == .gone ? (nil, .gone) : (change.after.flatMap(ResourceStatus.init(rawValue:)), nil)
    }
}

extension [StateSpan] {
    /// Nothing is known between the moments, whatever was said before.
    fileprivate mutating func cover(_ start: Timestamp, _ end: Timestamp, gap: StateSpan.Gap) {
        guard start < end else { return }
        self = flatMap { span -> [StateSpan] in
            guard span.start < end, span.end > start, span.gap == nil else { return [span] }
            var parts: [StateSpan] = []
            if span.start < start { parts.append(StateSpan(start: span.start, end: start, status: span.status)) }
            parts.append(StateSpan(start: Swift.max(span.start, start), end: Swift.min(span.end, end), gap: gap))
            if span.end > end { parts.append(StateSpan(start: end, end: span.end, status: span.status)) }
            return parts
        }
    }

    /// Neighbours that say the same become one.
    fileprivate func joined() -> [StateSpan] {
        reduce(into: []) { spans, next in
            if let last = spans.last, last.isSame(as: next) { spans[spans.count - 1].end = next.end } else { spans.append(next) }
        }
    }
}
