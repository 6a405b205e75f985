import GRDB
import PulseAlerts
import PulseCore

/// One call of `enqueue`: what it has looked up so far, and what it did.
struct EnqueueSession {
    let db: Database
    let table: JobTable
    let destinations: [Destination]
    let grouping: AlertSchedule.Grouping
    let now: Timestamp
    var result = Outbox.EnqueueResult()
    var groups: [GroupPlace: [OpenGroup]] = [:]
    var pacing: [DestinationID: GroupPacing] = [:]
    var changedPacing: Set<DestinationID> = []
    let mostPending: Int
    private var puts = 0

    init(db: Database, destinations: [Destination], grouping: AlertSchedule.Grouping, now: Timestamp, mostPending: Int) {
        self.db = db
        table = JobTable(db)
        self.destinations = destinations
        self.grouping = grouping
        self.now = now
        self.mostPending = mostPending
    }

    /// Messages gather alerts; otherwise each notice is a message of its own that leaves at once.
    var gathers: Bool { grouping.isEnabled && grouping.window > .zero }

    /// Something is wrong: to every destination that wants it.
    mutating func tell(_ notice: Notice) throws {
        let item = Job.Item(notice.alert, notice.event)
        var isRouted = false
        for destination in destinations where destination.takes(notice.alert, target: notice.target) {
            isRouted = true
            if notice.event == .fired, try takeBackRecovery(of: notice.alert, at: destination.id) { continue }
            if try update(item, notice, at: destination.id) { continue }
            try place(item, notice.event, notBefore: notice.notBefore, at: destination)
        }
        if !isRouted { result.unrouted.append(notice.alert.occurrence) }
    }

    /// It is over: waiting messages lose it, and those who were told hear of it.
    mutating func resolve(_ notice: Notice) throws {
        let occurrence = notice.alert.occurrence
        result.withdrawn += try table.withdraw(occurrence, event: .alert, at: now)
        let reached = try table.reached(by: occurrence)
        let dead = notice.alert.deadDestinations
        let item = Job.Item(notice.alert, .resolved, resolvedTime: notice.resolvedTime ?? now)
        var isRouted = false
        for destination in destinations where destination.isEnabled && reached.contains(destination.id) {
            guard !dead.contains(destination.id.rawValue) else { continue }
            isRouted = true
            if let job = try table.waiting(occurrence, event: .resolved, destination: destination.id).first {
                try put(item, into: job)
                result.joined += 1
                continue
            }
            try place(item, .resolved, notBefore: notice.notBefore, at: destination)
        }
        if !isRouted { result.unrouted.append(occurrence) }
    }

    /// Writes down what the call changed beside the jobs.
    mutating func finish() throws {
        for id in changedPacing {
            guard let pace = pacing[id] else { continue }
            try db.execute(
                sql: "INSERT OR REPLACE INTO notification_pace (destination, level, last_due) VALUES (?, ?, ?)",
                arguments: [id.rawValue, pace.level, pace.lastDue?.milliseconds])
        }
        try bound()
    }

    /// It holds again before the word that it is over left: people still believe that it holds, and hear nothing.
    ///
    /// - Returns: `false` when they must hear of it, because nothing waited or it is worse than what they know.
    private mutating func takeBackRecovery(of alert: Alert, at destination: DestinationID) throws -> Bool {
        let query = """
            SELECT j.number, a.started, a.body FROM notification_job_alerts a JOIN notification_jobs j ON j.number = a.job
            WHERE a.alert_id = ? AND j.destination = ? AND j.status = 'pending' AND j.event = 'resolved'
            """
        let rows = try Row.fetchAll(db.cachedStatement(sql: query), arguments: [alert.id, destination.rawValue])
        var worstKnown: AlertLevel?
        for row in rows {
            let known = Occurrence(alertID: alert.id, startTime: Timestamp(milliseconds: row["started"]))
            let number: Int64 = row["number"]
            if let level = Job.alert(row["body"])?.level { worstKnown = max(worstKnown ?? level, level) }
            try table.take(known, outOf: number, because: "It holds again", at: now)
            result.withdrawn += 1
            // Only what was delivered is known there; an attempt that is still under way may yet fail.
            guard try hasReceipt(known, destination) else { return false }
            guard known != alert.occurrence else { continue }
            try table.removeReceipt(known, destination)
            try table.addReceipt(alert.occurrence, destination, at: now)
        }
        guard let worstKnown else { return false }
        return alert.level <= worstKnown
    }

    private func hasReceipt(_ occurrence: Occurrence, _ destination: DestinationID) throws -> Bool {
        let query = "SELECT 1 FROM notification_receipts WHERE alert_id = ? AND started = ? AND destination = ?"
        let arguments: StatementArguments = [occurrence.alertID, occurrence.startTime.milliseconds, destination.rawValue]
        return try Int.fetchOne(db.cachedStatement(sql: query), arguments: arguments) != nil
    }

    /// A message that waits already tells of it: it is brought up to date and leaves no later than the new one would.
    private mutating func update(_ item: Job.Item, _ notice: Notice, at destination: DestinationID) throws -> Bool {
        let occurrence = item.alert.occurrence
        guard let job = try table.waiting(occurrence, event: .alert, destination: destination).first else { return false }
        let row = try Row.fetchOne(
            db, sql: "SELECT is_deferred, attempts, due FROM notification_jobs WHERE number = ?", arguments: [job])
        let isDeferred: Bool = row?["is_deferred"] ?? false
        let attempts: Int = row?["attempts"] ?? 0
        let due: Int64? = row?["due"]
        if isDeferred, notice.notBefore == nil || (attempts == 0 && notice.notBefore?.milliseconds != due) {
            // Quiet hours are over for it, or end at another time now.
            try table.take(occurrence, outOf: job, because: "It is told at another time", at: now)
            return false
        }
        try put(item, into: job)
        result.joined += 1
        // One that has been tried waits for its next attempt, so that a dead destination is not hurried.
        if attempts == 0, notice.notBefore == nil, let latest = try latestDue(item, notice.event, at: destination) {
            try hurry(job, to: latest)
        }
        return true
    }

    mutating func put(_ item: Job.Item, into job: Int64) throws {
        try table.put(item, into: job, position: JobTable.position(puts, at: now))
        puts += 1
    }

    func hurry(_ job: Int64, to due: Timestamp) throws {
        try db.execute(
            sql: "UPDATE notification_jobs SET due = min(due, ?) WHERE number = ?", arguments: [due.milliseconds, job])
    }
}
