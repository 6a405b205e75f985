import PulseCore
import PulseInventory
import Testing

@testable import PulseChanges

@Suite("States over a time")
struct StateRecordTests {
    private static let start = Timestamp(seconds: 1_764_000_000)
    private static func at(_ minutes: Int) -> Timestamp { start + .seconds(minutes * 60) }

    private static func change(_ minutes: Int, _ before: String?, _ after: String?, _ event: ResourceChange.Event = .status)
        -> ResourceChange
    {
        ResourceChange(
            event: event, resourceID: "vm-1", resourceName: "web", resourceType: "vm", at: at(minutes), before: before, after: after)
    }

    private static func record(_ transitions: [ResourceChange], since: Int? = -1000, watches: [ClosedRange<Int>] = [-1000...100])
        -> StateRecord
    {
        StateRecord(
            transitions: transitions, since: since.map(at), watches: watches.map { at($0.lowerBound)...at($0.upperBound) })
    }

    struct Case: Sendable {
        let record: StateRecord
        var current: ResourceStatus? = .online
        var parent: StateRecord?
        let expected: String
    }

    static let cases: [Case] = [
        Case(record: record([]), expected: "0-100 online"),
        Case(record: record([]), current: nil, expected: "0-100 ?"),
        Case(record: record([change(40, "online", "offline")]), current: .offline, expected: "0-40 online, 40-100 offline"),
        Case(
            record: record([change(-5, "offline", "online"), change(40, "online", "warning"), change(60, "warning", "online")]),
            expected: "0-40 online, 40-60 warning, 60-100 online"),
        Case(record: record([change(30, nil, "online", .appeared)], since: 30), expected: "0-30 not_seen_yet, 30-100 online"),
        Case(record: record([], since: 30), expected: "0-30 not_seen_yet, 30-100 online"),
        Case(record: record([], since: 300), expected: "0-100 not_seen_yet"),
        Case(
            record: record([change(20, "online", nil, .gone), change(50, nil, "online", .appeared)]),
            expected: "0-20 online, 20-50 gone, 50-100 online"),
        Case(record: record([change(50, nil, "online", .appeared)]), expected: "0-50 gone, 50-100 online"),
        Case(record: record([], watches: [-1000...20, 30...100]), expected: "0-20 online, 20-30 not_watched, 30-100 online"),
        Case(record: record([], watches: [50...99]), expected: "0-50 not_watched, 50-100 online"),
        Case(record: record([], watches: [-1000...90]), expected: "0-90 online, 90-100 not_watched"),
        Case(record: record([], watches: []), expected: "0-100 not_watched"),
        Case(
            record: record([change(40, "online", "offline")], watches: [-1000...30, 50...100]), current: .offline,
            expected: "0-30 online, 30-50 not_watched, 50-100 offline"),
        Case(
            record: record([]), parent: record([change(10, "online", "offline"), change(20, "offline", "online")]),
            expected: "0-10 online, 10-20 parent_unreachable, 20-100 online"),
        Case(
            record: record([]), parent: record([change(10, "online", nil, .gone), change(20, "absent", "online", .appeared)]),
            expected: "0-10 online, 10-20 parent_unreachable, 20-100 online"),
        Case(
            record: record([], since: 15), parent: record([change(10, "online", "offline")]),
            expected: "0-15 not_seen_yet, 15-100 parent_unreachable"),
    ]

    @Test(arguments: cases)
    func spansHaveNoHole(_ one: Case) {
        let spans = one.record.spans(from: Self.at(0), to: Self.at(100), current: one.current, parent: one.parent)
        let words = spans.map { span in
            let edges = [span.start, span.end].map { String($0.since(Self.start).wholeMilliseconds / 60_000) }.joined(separator: "-")
            return "\(edges) \(span.gap?.rawValue ?? span.status?.rawValue ?? "?")"
        }
        #expect(words.joined(separator: ", ") == one.expected)
    }

    @Test func anEmptyTimeHasNoStates() {
        #expect(Self.record([]).spans(from: Self.at(5), to: Self.at(5), current: .online) == [])
    }
}
