import GRDB
import Logging
import PulseAlerts
import PulseCore
import PulseNotifications

/// Takes notices into the outbox, inside the transaction that stores what they tell of.
public protocol NoticeSink: Sendable {
    /// Runs in the caller's transaction, so it must neither wait nor open another.
    func enqueue(_ notices: [Notice], grouping: AlertSchedule.Grouping, at now: Timestamp, in db: Database) throws
    /// Takes acknowledged alerts out of what waits to be sent.
    func withdraw(_ occurrences: [Occurrence], at now: Timestamp, in db: Database) throws
    /// Cancels what waits to be sent, because alerts were switched off (`isOff`) or are held back.
    func cancelAll(isOff: Bool, at now: Timestamp, in db: Database) throws
}

/// The outbox as the sink of the alert service.
public struct OutboxSink: NoticeSink {
    let outbox: Outbox
    let destinations: NotificationSettings
    let log: Logger

    public init(outbox: Outbox, destinations: NotificationSettings, log: Logger) {
        self.outbox = outbox
        self.destinations = destinations
        self.log = log
    }

    public func enqueue(_ notices: [Notice], grouping: AlertSchedule.Grouping, at now: Timestamp, in db: Database) throws {
        let result = try outbox.enqueue(notices, destinations: destinations.destinations, grouping: grouping, at: now, in: db)
        if result.squeezed > 0 {
            log.warning(
                "More messages wait than may; the oldest of a destination were joined", metadata: ["joined": "\(result.squeezed)"])
        }
        report(unrouted: result.unrouted, of: notices)
    }

    public func withdraw(_ occurrences: [Occurrence], at now: Timestamp, in db: Database) throws {
        try outbox.withdraw(occurrences, at: now, in: db)
    }

    public func cancelAll(isOff: Bool, at now: Timestamp, in db: Database) throws {
        let reason = isOff ? "Alerts were switched off" : "Notifications are held back"
        let count = try outbox.cancelAll(sparesHeld: !isOff, because: reason, at: now, in: db)
        if count > 0 { log.notice("\(reason); what waited was cancelled", metadata: ["messages": "\(count)"]) }
    }

    /// That somebody set up alerts which reach nobody must be seen somewhere. Ends of what nobody was told of are no news.
    private func report(unrouted: [Occurrence], of notices: [Notice]) {
        guard !unrouted.isEmpty else { return }
        let unrouted = Set(unrouted)
        let lost = notices.filter { $0.event != .resolved && unrouted.contains($0.alert.occurrence) }
        guard let first = lost.first else { return }
        log.notice(
            "No destination takes these alerts", metadata: ["alerts": "\(lost.count)", "first": "\(first.alert.id)"])
    }
}
