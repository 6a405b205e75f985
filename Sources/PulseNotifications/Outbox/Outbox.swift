import GRDB
import PulseAlerts
import PulseCore
import PulseStorage

/// Every message on its way to people, in `pulse.db`: written in the transaction of what it tells, sent by `DeliveryWorker`.
///
/// A message survives the end of the process at any moment. Rows hold the names of destinations, never credentials.
public struct Outbox: Sendable {
    let database: PulseDatabase
    /// Rings after each commit that may bring something to send.
    public let doorbell: Doorbell

    /// Messages that may wait. Beyond it those of the same destination are joined, none is dropped.
    let mostPending: Int
    /// Groups of one destination that gather side by side; a further one joins all.
    static let mostGroups = 3
    /// Alerts that one message tells of.
    static let mostAlerts = 5000

    /// The outbox of a database that holds `migrations`.
    public init(database: PulseDatabase, doorbell: Doorbell = Doorbell(), mostPending: Int = 100_000) {
        self.database = database
        self.doorbell = doorbell
        self.mostPending = mostPending
    }

    /// What `enqueue` did.
    public struct EnqueueResult: Sendable, Equatable {
        /// Messages that were begun.
        public var opened = 0
        /// Notices that joined a waiting message.
        public var joined = 0
        /// Waiting notices that were taken back, because what they told is over or holds again.
        public var withdrawn = 0
        /// Groups that were joined because too many gathered side by side.
        public var merged = 0
        /// Messages that were joined because the outbox holds all it may.
        public var squeezed = 0
        /// Notices for which there is no destination.
        public var unrouted: [Occurrence] = []
        public init() {}
    }

    /// Makes messages of notices, in the caller's transaction.
    ///
    /// - Parameter destinations: all that are configured; those that are off get nothing.
    @discardableResult
    public func enqueue(
        _ notices: [Notice], destinations: [Destination], grouping: AlertSchedule.Grouping, at now: Timestamp, in db: Database
    ) throws -> EnqueueResult {
        guard !notices.isEmpty else { return EnqueueResult() }
        var session = EnqueueSession(db: db, destinations: destinations, grouping: grouping, now: now, mostPending: mostPending)
        for notice in notices {
            if notice.event == .resolved { try session.resolve(notice) } else { try session.tell(notice) }
        }
        try session.finish()
        ringAfterCommit(db)
        return session.result
    }

    /// Takes occurrences out of every message that still waits to tell of them: acknowledged, or over without a word.
    @discardableResult
    public func withdraw(_ occurrences: [Occurrence], at now: Timestamp, in db: Database) throws -> Int {
        var count = 0
        for occurrence in occurrences { count += try JobTable(db).withdraw(occurrence, event: .alert, at: now) }
        return count
    }

    /// Cancels what waits for a destination, when it was switched off or removed. Returns how many messages.
    @discardableResult
    public func cancel(_ destination: DestinationID, because reason: String, at now: Timestamp, in db: Database) throws -> Int {
        try db.execute(
            sql: """
                UPDATE notification_jobs SET status = 'cancelled', completed_at = ?, error = ?
                WHERE destination = ? AND status = 'pending'
                """,
            arguments: [now.milliseconds, reason, destination.rawValue])
        return db.changesCount
    }

    /// Cancels what waits, when alerts are switched off or held back, `notifications` §2.1. Returns how many messages.
    ///
    /// - Parameter sparesHeld: What quiet hours hold stays; whether it is sent is asked at their end, when alerts may go out again.
    @discardableResult
    public func cancelAll(sparesHeld: Bool, because reason: String, at now: Timestamp, in db: Database) throws -> Int {
        try db.execute(
            sql: """
                UPDATE notification_jobs SET status = 'cancelled', completed_at = ?, error = ?
                WHERE status = 'pending' AND is_deferred <= ?
                """,
            arguments: [now.milliseconds, reason, sparesHeld ? 0 : 1])
        return db.changesCount
    }

    func ringAfterCommit(_ db: Database) {
        db.afterNextTransaction { [doorbell] _ in doorbell.ring() }
    }
}
