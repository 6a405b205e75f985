import GRDB
import PulseCore

extension LedgerEntry {
    /// Reads a row of `notification_ledger`.
    init(_ row: Row) {
        at = Timestamp(milliseconds: row["at"])
        destination = DestinationID(rawValue: row["destination"])
        name = row["name"]
        service = row["service"]
        url = row["url"]
        message = row["job"]
        event = Message.Event(rawValue: row["event"]) ?? .alert
        isTest = row["is_test"]
        alertID = row["alert_id"]
        alertCount = row["alert_count"]
        attempt = row["attempt"]
        milliseconds = row["milliseconds"]
        let isDelivered: Bool = row["is_delivered"]
        let kind: String? = row["error_class"]
        failure = isDelivered ? nil : kind.flatMap { DeliveryFailure.Class(rawValue: $0) } ?? .unknown
        summary = row["summary"]
        detail = row["detail"]
        status = row["status"]
        payloadSize = row["payload_bytes"]
    }

    func insert(_ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO notification_ledger (at, destination, name, service, url, job, event, is_test, alert_id, alert_count, attempt,
                    milliseconds, is_delivered, error_class, summary, detail, status, payload_bytes)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                at.milliseconds, destination.rawValue, name, service, url, message, event.rawValue, isTest, alertID, alertCount, attempt,
                milliseconds, isDelivered, failure?.rawValue, summary, detail, status, payloadSize,
            ])
    }
}
