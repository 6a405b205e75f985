import HTTPTypes
import PulseAlerting
import PulseAlerts
import PulseCore

extension AlertEndpoints {
    func readConfiguration(_ context: RequestContext) -> APIResponse {
        let version = settings.current
        return APIResponse.json { json in
            version.configuration.write(to: &json) { json in
                json.key("overrideChanges")
                json.object(version.overrideChanges) { json, change in
                    json.object { json in
                        json.field("by", change.by)
                        json.field("at", change.moment.rfc3339)
                    }
                }
            }
        }.setting(.eTag, Self.tag(version.revision))
    }

    func changeConfiguration(_ context: RequestContext) async throws -> APIResponse {
        let wanted = try Self.revision(context.headers[.ifMatch])
        do {
            let change = try await service.configure(json: Array(context.body.readableBytesView), by: user(context), ifRevision: wanted)
            record("alert_config_changed", context, change.changed.prefix(40).joined(separator: ", "))
            return APIResponse.object { json in
                json.field("success", true)
                json.field("message", "Alert configuration updated successfully")
                json.field("warnings", change.warnings)
            }.setting(.eTag, Self.tag(change.version.revision))
        } catch let fault as ConfigurationFault {
            throw APIError.badRequest(fault.code.rawValue, fault.message, details: fault.field.isEmpty ? [:] : ["field": fault.field])
        } catch let error as PulseError where error.code == "document_conflict" {
            let now = settings.current.revision
            throw APIError(
                412, "alert_config_conflict", "Somebody else changed the alert settings. Read them again and repeat the change.",
                details: ["etag": Self.tag(now)], headers: [.eTag: Self.tag(now)])
        }
    }

    func activate(_ context: RequestContext) async throws -> APIResponse {
        let (version, isNew) = try await service.activate(by: user(context))
        if isNew { record("alerts_activated", context, "") }
        return .object { json in
            json.field("success", true)
            json.field("message", isNew ? "Alert notifications activated" : "Alerts already activated")
            json.field("state", version.configuration.activation.rawValue)
            json.optional("activationTime", version.configuration.activationTime)
        }
    }

    private static func tag(_ revision: Int64) -> String { "\"alerts-\(revision)\"" }

    /// The revision an `If-Match` asks for; `nil` when any will do.
    private static func revision(_ header: String?) throws -> Int64? {
        guard let header, header != "*" else { return nil }
        let text = header.drop { $0 == "W" || $0 == "/" }.filter { $0 != "\"" }
        guard text.hasPrefix("alerts-"), let revision = Int64(text.dropFirst(7)) else { return -1 }
        return revision
    }
}
