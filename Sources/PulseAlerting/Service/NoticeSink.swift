import GRDB
import PulseAlerts
import PulseCore
import PulseNotifications

/// Takes notices into the outbox, inside the transaction that stores what they tell of.
public protocol NoticeSink: Sendable {
    /// Runs in the caller's transaction, so it must neither wait nor open another.
    func enqueue(_ notices: [Notice], grouping: AlertSchedule.Grouping, at now: Timestamp, in db: Database) throws
    /// Takes acknowledged alerts out of what waits to be sent.
    func withdraw(_ occurrences: [Occurrence], at now: Timestamp, in db: Database) throws
}

/// The outbox as the sink of the alert service.
public struct OutboxSink: NoticeSink {
    let outbox: Outbox
    let destinations: NotificationSettings

    public init(outbox: Outbox, destinations: NotificationSettings) {
        self.outbox = outbox
        self.destinations = destinations
    }

    public func enqueue(_ notices: [Notice], grouping: AlertSchedule.Grouping, at now: Timestamp, in db: Database) throws {
        try outbox.enqueue(notices, destinations: destinations.destinations, grouping: grouping, at: now, in: db)
    }

    public func withdraw(_ occurrences: [Occurrence], at now: Timestamp, in db: Database) throws {
        try outbox.withdraw(occurrences, at: now, in: db)
    }
}
