import GRDB
import PulseAlerts
import PulseCore

extension EnqueueSession {
    /// What was told as critical so recently is no news when it comes again in a noisy time.
    static let memory: Duration = .seconds(3600)

    /// The latest moment at which urgent news leaves; `nil` for what may wait its time.
    mutating func latestDue(_ item: Job.Item, _ event: Notice.Event, at destination: DestinationID) throws -> Timestamp? {
        switch event {
        case .escalated: return now
        case .resolved: return nil
        case .fired, .repeated:
            guard item.alert.level == .critical else { return nil }
            guard gathers else { return now }
            let pace = try pace(of: destination)
            if pace.isStretched(at: now), try isKnownAsCritical(item.alert.id, at: destination) { return nil }
            return now + pace.urgentWindow(base: grouping.window, at: now)
        }
    }

    private func isKnownAsCritical(_ alert: String, at destination: DestinationID) throws -> Bool {
        let query = """
            SELECT a.body FROM notification_job_alerts a JOIN notification_jobs j ON j.number = a.job
            WHERE a.alert_id = ? AND j.destination = ? AND j.event = 'alert' AND j.status = 'sent' AND j.completed_at > ?
            ORDER BY j.number DESC LIMIT 8
            """
        let arguments: StatementArguments = [alert, destination.rawValue, (now - Self.memory).milliseconds]
        let rows = try Row.fetchAll(db.cachedStatement(sql: query), arguments: arguments)
        return rows.contains { Job.alert($0["body"])?.level == .critical }
    }
}
