import PulseCore
import PulseNotifications

extension LedgerEntry {
    /// Writes the attempt as the delivery log shows it.
    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.field("at", at.rfc3339)
        json.field("destination", destination.rawValue)
        json.field("destinationName", name)
        json.optional("service", service)
        json.optional("url", url)
        json.field("messageId", message)
        json.field("event", event.rawValue)
        json.field("test", isTest)
        json.optional("alertIdentifier", alertID)
        json.field("alertCount", alertCount)
        json.field("attempt", attempt)
        json.field("milliseconds", milliseconds)
        json.field("outcome", isDelivered ? "delivered" : "failed")
        json.optional("class", failure?.rawValue)
        json.optional("summary", summary)
        json.optional("detail", detail)
        json.optional("status", status)
        json.field("payloadSize", payloadSize)
        json.endObject()
    }

    /// Writes the attempt as the history of webhooks shows it.
    func writeHistory(to json: inout JSONWriter) {
        json.beginObject()
        json.field("webhookName", name)
        json.field("webhookUrl", url)
        json.field("service", service)
        json.optional("alertIdentifier", alertID)
        json.field("timestamp", at.rfc3339)
        json.field("statusCode", status ?? 0)
        json.field("success", isDelivered)
        json.optional("errorMessage", summary)
        json.field("retryAttempts", attempt - 1)
        json.field("payloadSize", payloadSize)
        json.endObject()
    }
}

extension SelfTestSettings {
    /// Writes the settings and when the next test is due.
    func write(to json: inout JSONWriter, at now: Timestamp) {
        json.beginObject()
        json.field("enabled", enabled)
        json.field("intervalHours", intervalHours)
        json.optional("hour", hour)
        json.optional("lastRun", lastRun)
        json.optional("nextRun", due(after: now))
        json.endObject()
    }
}
