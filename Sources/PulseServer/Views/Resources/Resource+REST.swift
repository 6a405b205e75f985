import PulseCore
import PulseInventory

/// Which of the two REST forms: lists leave out what only a detail page shows.
enum RESTForm: Hashable {
    case list, detail
}

extension Resource {
    /// The resource as `GET /api/resources` writes it, `resources-metrics-recovery` §2.
    ///
    /// - Parameter now: What ages in the detail are counted to; `nil` counts to when the resource was last seen.
    func rest(_ form: RESTForm, at now: Timestamp? = nil) -> [UInt8] {
        var json = JSONWriter(capacity: 2048)
        json.object { writeRESTMembers(&$0, form, now ?? content.lastSeen) }
        return json.bytes
    }

    private func writeRESTMembers(_ json: inout JSONWriter, _ form: RESTForm, _ now: Timestamp) {
        json.field("id", id)
        json.field("type", contractType)
        json.optional("technology", content.technology)
        json.field("name", name)
        json.field("status", status.rawValue)
        json.field("lastSeen", content.lastSeen.rfc3339)
        json.field("updatedAt", updatedAt.rfc3339)
        writeTargets(&json)
        writeCanonicalIdentity(&json)
        writePolicy(&json)
        json.optional("platformScopes", platformScopes)
        json.field("sources", content.sources.map(\.rawValue))
        writeSourceStatus(&json)
        json.key("identity")
        json.object { content.identity.writeMembers(&$0) }
        if !content.metrics.isEmpty {
            json.key("metrics")
            json.object { content.metrics.writeMembers(&$0) }
        }
        json.optional("uptime", content.uptime)
        json.optionalRounded("temperature", content.temperature)
        json.optional("parentId", content.parentID)
        json.optional("parentName", content.parentName)
        if content.childCount > 0 { json.field("childCount", content.childCount) }
        json.optional("tags", content.tags)
        json.optional("customUrl", content.customURL)
        if form == .detail {
            json.optional("possibleDuplicates", content.possibleDuplicates)
            writeProvenance(&json, now)
        }
        writeFacets(&json)
    }

    /// For each figure its source, the better ones that could not be used, and when it was measured.
    private func writeProvenance(_ json: inout JSONWriter, _ now: Timestamp) {
        json.optionalObjects("provenance", content.provenance) { json, entry in
            json.field("metric", entry.metric.rawValue)
            json.field("source", entry.source)
            json.optionalObjects("fallbacks", entry.fallbacks) { json, fallback in
                json.field("source", fallback.source)
                json.field("reason", fallback.reason)
            }
            json.field("measuredAt", entry.measuredAt.rfc3339)
            json.field("ageSeconds", max(0, now.since(entry.measuredAt).wholeMilliseconds / 1000))
        }
    }

    private func writeSourceStatus(_ json: inout JSONWriter) {
        let known = content.sourceStatus.map { ($0.key.rawValue, $0.value) }.sorted { $0.0 < $1.0 }
        guard !known.isEmpty else { return }
        json.key("sourceStatus")
        json.object { json in
            for (source, status) in known {
                json.key(source)
                json.object { json in
                    json.field("status", status.state.rawValue)
                    json.field("lastSeen", status.lastSeen.rfc3339)
                    json.optional("error", status.error)
                }
            }
        }
    }
}

extension ResourceIdentity {
    func writeMembers(_ json: inout JSONWriter) {
        json.optional("machineId", machineID)
        json.optional("dmiUuid", dmiUUID)
        json.optional("hostnames", hostnames)
        json.optional("ipAddresses", ipAddresses)
        json.optional("macAddresses", macAddresses)
        json.optional("clusterName", clusterName)
        json.optional("proxmoxGuestKey", proxmoxGuestKey)
    }
}
