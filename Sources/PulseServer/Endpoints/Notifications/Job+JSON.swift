import PulseCore
import PulseNotifications

extension Job {
    /// Writes the message as the API shows it. Settings are not in it: the row holds none.
    func write(to json: inout JSONWriter) {
        let kind = destination.kind?.rawValue ?? destination.rawValue
        json.beginObject()
        json.field("id", id)
        json.field("type", event == .resolved ? "\(kind)_resolved" : kind)
        json.field("method", kind)
        json.field("destinationId", destination.rawValue)
        json.field("status", status.rawValue)
        json.key("alerts")
        json.array(items) { json, item in item.alert.write(to: &json, resolvedTime: item.resolvedTime) }
        json.key("config")
        json.object { _ in }
        json.field("attempts", attempts)
        json.field("maxAttempts", RetryPolicy().mostAttempts)
        json.optional("lastAttempt", lastAttempt)
        json.optional("lastError", error)
        json.optional("errorClass", errorClass?.rawValue)
        json.field("createdAt", createdAt.rfc3339)
        if status == .pending { json.field("nextRetryAt", due.rfc3339) }
        json.optional("completedAt", completedAt)
        json.optional("payloadBytes", payloadSize)
        json.endObject()
    }
}
