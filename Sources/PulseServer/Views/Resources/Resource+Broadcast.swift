import PulseCore
import PulseInventory

extension Resource {
    /// The resource as `resources[]` of `/api/state` and of live frames, `state-and-websocket` §4.
    ///
    /// Holds no `null` anywhere, so that a merge patch can express every change.
    func broadcast() -> [UInt8] {
        var json = JSONWriter(capacity: 2048)
        json.object { writeBroadcastMembers(&$0) }
        return json.bytes
    }

    private func writeBroadcastMembers(_ json: inout JSONWriter) {
        json.field("id", id)
        json.field("type", contractType)
        json.optional("technology", content.technology)
        json.field("name", name)
        json.field("displayName", name)
        json.field("platformId", platformID)
        json.field("platformType", platformType)
        json.field("sourceType", sourceType)
        json.optional("sources", content.sources.map(\.rawValue))
        json.optional("parentId", content.parentID)
        json.optional("parentName", content.parentName)
        if content.childCount > 0 { json.field("childCount", content.childCount) }
        json.optional("clusterId", clusterName)
        json.field("status", presentationStatus)
        content.metrics.writeBroadcast(&json)
        json.optionalRounded("temperature", content.temperature)
        json.optional("uptime", content.uptime)
        json.field("tags", content.tags)
        json.key("labels")
        json.object { _ in }
        json.optional("customUrl", content.customURL)
        json.field("lastSeen", content.lastSeen.milliseconds)
        json.field("alerts", [String]())
        json.key("identity")
        json.object { json in
            json.optional("hostname", hostname)
            json.optional("machineId", content.identity.machineID)
            json.field("ips", content.identity.ipAddresses)
        }
        writeTargets(&json)
        writeCanonicalIdentity(&json)
        writePolicy(&json)
        writeFacets(&json)
    }
}

extension ResourceMetrics {
    fileprivate func writeBroadcast(_ json: inout JSONWriter) {
        if let cpu, cpu.isFinite {
            json.key("cpu")
            json.object { $0.optionalRounded("current", cpu) }
        }
        memory?.writeBroadcast(&json, "memory")
        disk?.writeBroadcast(&json, "disk")
        Self.writePair(&json, "network", ("rxBytes", netIn), ("txBytes", netOut))
        Self.writePair(&json, "diskIO", ("readRate", diskRead), ("writeRate", diskWrite))
    }

    private static func writePair(
        _ json: inout JSONWriter, _ name: StaticString, _ first: (name: StaticString, rate: Double?),
        _ second: (name: StaticString, rate: Double?)
    ) {
        guard first.rate != nil || second.rate != nil else { return }
        json.key(name)
        json.object { json in
            json.optionalRate(first.name, first.rate)
            json.optionalRate(second.name, second.rate)
        }
    }
}

extension Capacity {
    /// Nothing without a percentage: `current` is what clients draw.
    fileprivate func writeBroadcast(_ json: inout JSONWriter, _ name: StaticString) {
        guard percent?.isFinite == true || total != nil else { return }
        json.key(name)
        json.object { json in
            json.optionalRounded("current", percent)
            json.optional("total", total)
            json.optional("used", used)
            if let used, let total { json.field("free", max(0, total - used)) }
        }
    }
}
