import GRDB
import PulseAlerts
import PulseCore

/// Takes notices into the outbox, inside the transaction that stores what they tell of.
public protocol NoticeSink: Sendable {
    /// Runs in the caller's transaction, so it must neither wait nor open another.
    func enqueue(_ notices: [Notice], grouping: AlertSchedule.Grouping, at now: Timestamp, in db: Database) throws
    /// Takes acknowledged alerts out of what waits to be sent.
    func withdraw(_ occurrences: [Occurrence], at now: Timestamp, in db: Database) throws
    /// After the transaction: there is something to send.
    func wake()
}
