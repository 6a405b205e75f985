import PulseCore
import PulseInventory

/// Members the REST form and frames have in common.
extension Resource {
    func writeTargets(_ json: inout JSONWriter) {
        if kind == .agent, let agentID = content.facets.agent?.agentID {
            json.key("discoveryTarget")
            json.object { json in
                json.field("resourceType", "agent")
                json.field("agentId", agentID)
                json.field("resourceId", agentID)
                json.optional("hostname", hostname)
            }
        }
        json.optionalObject("metricsTarget", content.metricsTarget) { json, target in
            json.field("resourceType", target.resourceType)
            json.field("resourceId", target.resourceID)
        }
    }

    func writeCanonicalIdentity(_ json: inout JSONWriter) {
        json.key("canonicalIdentity")
        json.object { json in
            json.field("displayName", name)
            json.optional("hostname", hostname)
            json.optional("platformId", content.facets.proxmox?.nodeName ?? hostname)
            json.optional("primaryId", primaryID)
            json.optional("aliases", content.aliases)
            json.optional("supersededIds", content.supersededIDs)
        }
    }

    func writePolicy(_ json: inout JSONWriter) {
        let policy = ResourcePolicy(self)
        json.key("policy")
        json.object { policy.writeMembers(&$0) }
        json.field("aiSafeSummary", policy.summary(of: self))
    }
}
