import PulseCore
import PulseNotifications

extension EmailProvider {
    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.field("name", name)
        json.field("smtpHost", smtpHost)
        json.field("smtpPort", smtpPort)
        json.field("tls", tls)
        json.field("startTLS", startTLS)
        json.field("authRequired", authRequired)
        json.field("instructions", instructions)
        json.endObject()
    }
}
