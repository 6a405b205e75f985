import PulseCore
import PulseInventory

/// `connectedInfrastructure[]`: one row for each machine that reports, `state-and-websocket` §5.
enum ConnectedInfrastructure {
    /// - Parameter lastSeenStep: `lastSeen` is rounded down to a multiple of this, in milliseconds. The value is sent whole when a row
    ///   changes, so frames show minutes only.
    static func encode(_ resources: [Resource], lastSeenStep: Int64 = 1) -> [UInt8] {
        var json = JSONWriter(capacity: 1024)
        let reporting = resources.filter { $0.kind == .agent && ($0.content.facets.agent != nil || $0.content.facets.proxmox != nil) }
        json.array(reporting) { json, resource in json.object { resource.writeInfrastructureRow(&$0, lastSeenStep) } }
        return json.bytes
    }
}

extension Resource {
    fileprivate func writeInfrastructureRow(_ json: inout JSONWriter, _ lastSeenStep: Int64) {
        let agent = content.facets.agent
        let agentID = agent?.agentID ?? content.sourceIDs[.agent]
        json.field("id", infrastructureID(agentID))
        json.field("name", name)
        json.field("displayName", name)
        json.optional("hostname", hostname)
        json.field("status", "active")
        json.field("healthStatus", presentationStatus)
        json.field("lastSeen", content.lastSeen.milliseconds / lastSeenStep * lastSeenStep)
        json.optional("version", agent?.agentVersion ?? content.facets.proxmox?.pveVersion)
        if agent != nil, content.facets.proxmox != nil { json.optional("linkedNodeId", content.sourceIDs[.proxmox]) }
        if agent != nil {
            json.optional("commandsEnabled", agent?.commandsEnabled)
            json.optional("scopeAgentId", agentID)
            json.optional("upgradePlatform", agent?.platform)
            json.optional("uninstallAgentId", agentID)
            json.optional("uninstallHostname", hostname)
        }
        json.key("surfaces")
        json.beginArray()
        if agent != nil, let agentID { Self.writeAgentSurface(&json, agentID) }
        if let node = content.sourceIDs[.proxmox], content.facets.proxmox != nil { Self.writeNodeSurface(&json, node) }
        json.endArray()
    }

    private func infrastructureID(_ agentID: String?) -> String {
        if let machine = content.identity.machineID { return "machine:\(machine)" }
        if let agentID { return "agent:\(agentID)" }
        return "resource:\(id)"
    }

    private static func writeAgentSurface(_ json: inout JSONWriter, _ agentID: String) {
        json.object { json in
            json.field("id", "agent:\(agentID)")
            json.field("kind", "agent")
            json.field("label", "Host telemetry")
            json.field("detail", "System health and inventory of this machine.")
            json.field("controlId", agentID)
            json.field("action", "stop-monitoring")
            json.field("idLabel", "Agent ID")
            json.field("idValue", agentID)
        }
    }

    private static func writeNodeSurface(_ json: inout JSONWriter, _ nodeID: String) {
        json.object { json in
            json.field("id", "proxmox:\(nodeID)")
            json.field("kind", "proxmox")
            json.field("label", "Proxmox VE")
            json.field("detail", "Node, guests and storage read through the Proxmox VE API.")
            json.field("idLabel", "Node ID")
            json.field("idValue", nodeID)
        }
    }
}
