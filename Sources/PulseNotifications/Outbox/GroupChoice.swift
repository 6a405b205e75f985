import PulseCore

/// Which message an alert joins: the outbox's decision, without its tables.
enum GroupChoice {
    case join(OpenGroup)
    /// Too many gather side by side, or it is a noisy time: all become one, this one, and the alert joins it.
    case joinAll(OpenGroup)
    case begin(key: String, due: Timestamp)

    /// - Parameters:
    ///   - key: of the alert's group, see `GroupKey`.
    ///   - open: the messages of the event that still gather, the oldest first.
    ///   - pace: of the destination; a message that begins alone counts in it.
    ///   - latest: when urgent news leaves at the latest.
    init(
        _ key: String, _ event: Message.Event, among open: [OpenGroup], _ pace: inout GroupPacing, base: Duration, latest: Timestamp?,
        at now: Timestamp
    ) {
        let isStretched = pace.isStretched(at: now)
        if let group = open.first(where: { $0.key == key || $0.key == GroupKey.everything }) {
            self = .join(group)
        } else if let first = open.first {
            // One that gathers beside another belongs to the same burst, which is no reason to slow down.
            self = isStretched || open.count >= Outbox.mostGroups ? .joinAll(first) : .begin(key: key, due: now + base)
        } else {
            let due = pace.begin(event, base: base, latest: latest, at: now)
            self = .begin(key: isStretched ? GroupKey.everything : key, due: due)
        }
    }
}
