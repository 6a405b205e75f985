import PulseAlerts
import PulseCore

/// One occurrence with all that happened to it, `alerts` §1.6.
public struct Incident: Sendable, Equatable {
    public var id: String
    public var alert: Alert
    public var closedAt: Timestamp?
    public var closedBecause: ResolveReason?
    /// Oldest first.
    public var events: [IncidentEvent]

    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("id", id)
            json.field("alertIdentifier", alert.id)
            json.field("alertType", alert.type.rawValue)
            json.field("level", alert.level.rawValue)
            json.field("resourceId", alert.resourceID)
            json.field("resourceName", alert.resourceName)
            if case .text(let kind) = alert.metadata["resourceType"] { json.field("resourceType", kind) }
            json.optional("node", alert.node)
            json.optional("instance", alert.instance)
            json.optional("message", alert.message)
            json.field("status", closedAt == nil ? "open" : "resolved")
            json.field("openedAt", alert.startTime.rfc3339)
            json.optional("closedAt", closedAt)
            json.optional("closedReason", closedBecause?.rawValue)
            json.field("acknowledged", alert.acknowledgement != nil)
            json.optional("ackUser", alert.acknowledgement?.by)
            json.optional("ackTime", alert.acknowledgement?.at)
            json.key("events")
            json.array(events) { $1.write(to: &$0) }
        }
    }
}
