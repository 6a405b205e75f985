import PulseAlerts
import PulseCore

extension Alert {
    /// Writes the alert as the state and its frames show it, `state-and-websocket` §3.12: without what changes with every look.
    func writeState(to json: inout JSONWriter, resolvedTime: Timestamp? = nil) {
        json.object { json in
            json.field("id", id)
            json.field("type", type.rawValue)
            json.field("level", level.rawValue)
            json.field("resourceId", resourceID)
            json.field("resourceName", resourceName)
            json.field("node", node)
            json.optional("nodeDisplayName", nodeDisplayName)
            json.field("instance", instance)
            json.field("message", message)
            json.field("value", value)
            json.field("threshold", threshold)
            json.field("startTime", startTime.rfc3339)
            json.field("acknowledged", acknowledgement != nil)
            json.optional("ackTime", acknowledgement?.at)
            json.optional("ackUser", acknowledgement?.by)
            if !metadata.isEmpty {
                json.key("metadata")
                json.object(metadata) { $1.write(to: &$0) }
            }
            json.optional("resolvedTime", resolvedTime)
        }
    }
}
