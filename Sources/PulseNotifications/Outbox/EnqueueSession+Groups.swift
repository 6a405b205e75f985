import GRDB
import PulseAlerts
import PulseCore

/// Where messages of a kind gather.
struct GroupPlace: Hashable {
    let destination: DestinationID
    let event: Message.Event
}

/// A message that waits and has not been tried: alerts may still join.
struct OpenGroup {
    let number: Int64
    var key: String
    var isDeferred: Bool
    var due: Timestamp
    var count: Int
}

extension EnqueueSession {
    /// Puts an item into the message it belongs to, or begins one.
    mutating func place(_ item: Job.Item, _ event: Notice.Event, notBefore: Timestamp?, at destination: Destination) throws {
        let place = GroupPlace(destination: destination.id, event: event == .resolved ? .resolved : .alert)
        if destination.takesAlertsOneByOne { return try placeAlone(item, event, notBefore: notBefore, at: place) }
        if let notBefore, notBefore > now { return try postpone(item, until: notBefore, at: place) }
        guard gathers else { return try begin(item, place, key: "", due: now) }
        if event == .escalated { return try escalate(item, at: place) }
        let urgent = try latestDue(item, event, at: place.destination)
        let open = try openGroups(place).filter { !$0.isDeferred && $0.key != GroupKey.escalation && $0.count < Outbox.mostAlerts }
        var pace = try pace(of: place.destination)
        let former = pace
        let key = GroupKey.of(item.alert, grouping)
        let choice = GroupChoice(key, place.event, among: open, &pace, base: grouping.window, latest: urgent, at: now)
        switch choice {
        case .join(let group): try join(item, group, at: place, latest: urgent)
        case .joinAll(let first): try joinAll(item, open, first, at: place, latest: urgent)
        case .begin(let key, let due):
            if pace != former {
                pacing[place.destination] = pace
                changedPacing.insert(place.destination)
            }
            try begin(item, place, key: key, due: due)
        }
    }

    /// Waits as long as its group would, so that what is over by then is not told, but joins no other.
    private mutating func placeAlone(_ item: Job.Item, _ event: Notice.Event, notBefore: Timestamp?, at place: GroupPlace) throws {
        let isHeld = notBefore.map { $0 > now } ?? false
        let window: Duration = gathers && event != .escalated ? grouping.window : .zero
        try begin(item, place, key: "", due: isHeld ? notBefore ?? now : now + window, isDeferred: isHeld)
    }

    /// What quiet hours hold back gathers for itself.
    private mutating func postpone(_ item: Job.Item, until due: Timestamp, at place: GroupPlace) throws {
        let open = try openGroups(place).first { $0.isDeferred && $0.due == due && $0.count < Outbox.mostAlerts }
        if let open, gathers { return try join(item, open, at: place, latest: nil) }
        try begin(item, place, key: gathers ? GroupKey.everything : "", due: due, isDeferred: true)
    }

    /// Escalations leave at once; those of one moment together.
    private mutating func escalate(_ item: Job.Item, at place: GroupPlace) throws {
        let open = try openGroups(place).first { $0.key == GroupKey.escalation && $0.count < Outbox.mostAlerts }
        if let open { return try join(item, open, at: place, latest: nil) }
        try begin(item, place, key: GroupKey.escalation, due: now)
    }

    private mutating func begin(
        _ item: Job.Item, _ place: GroupPlace, key: String, due: Timestamp, isDeferred: Bool = false
    ) throws {
        let number = try table.insert(
            destination: place.destination, event: place.event, key: key, isDeferred: isDeferred, due: due, at: now)
        try put(item, into: number)
        result.opened += 1
        if gathers, !key.isEmpty {
            let group = OpenGroup(number: number, key: key, isDeferred: isDeferred, due: due, count: 1)
            groups[place, default: []].append(group)
        }
    }

    private mutating func join(_ item: Job.Item, _ group: OpenGroup, at place: GroupPlace, latest: Timestamp?) throws {
        try put(item, into: group.number)
        result.joined += 1
        if let latest, latest < group.due { try hurry(group.number, to: latest) }
        guard let index = groups[place]?.firstIndex(where: { $0.number == group.number }) else { return }
        groups[place]?[index].count += 1
        if let latest { groups[place]?[index].due = min(group.due, latest) }
    }

    /// Too many messages gather side by side: they become one.
    private mutating func joinAll(
        _ item: Job.Item, _ open: [OpenGroup], _ first: OpenGroup, at place: GroupPlace, latest: Timestamp?
    ) throws {
        try table.merge(open.dropFirst().map(\.number), into: first.number, key: GroupKey.everything)
        try db.execute(
            sql: "UPDATE notification_jobs SET group_key = ? WHERE number = ?", arguments: [GroupKey.everything, first.number])
        let absorbed = Set(open.map(\.number))
        var all = first
        all.key = GroupKey.everything
        all.due = open.map(\.due).min() ?? first.due
        all.count = open.map(\.count).reduce(0, +)
        groups[place]?.removeAll { absorbed.contains($0.number) }
        groups[place, default: []].append(all)
        result.merged += open.count - 1
        try join(item, all, at: place, latest: latest)
    }
}
