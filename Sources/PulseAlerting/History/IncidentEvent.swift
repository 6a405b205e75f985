import PulseAlerts
import PulseCore

/// One entry of an incident's timeline, `alerts` §1.6.
public struct IncidentEvent: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable {
        case fired = "alert_fired"
        case acknowledged = "alert_acknowledged"
        case unacknowledged = "alert_unacknowledged"
        case resolved = "alert_resolved"
        case analysis = "ai_analysis"
        case command, runbook, note
    }
    public var id: String
    public var kind: Kind
    public var at: Timestamp
    public var summary: String
    public var details: MetadataValue?

    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("id", id)
            json.field("type", kind.rawValue)
            json.field("timestamp", at.rfc3339)
            json.field("summary", summary)
            if let details {
                json.key("details")
                details.write(to: &json)
            }
        }
    }
}
