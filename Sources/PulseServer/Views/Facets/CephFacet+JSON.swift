import PulseCore
import PulseInventory

extension CephFacet {
    /// Writes the members of `ceph`, `resource-facets` §8.
    func writeMembers(_ json: inout JSONWriter) {
        json.optional("fsid", fsid)
        json.field("healthStatus", healthStatus)
        json.optional("healthMessage", healthMessage)
        json.optionalObjects("healthChecks", checks) { json, check in
            json.field("code", check.code)
            json.field("severity", check.severity)
            json.field("summary", check.summary)
        }
        writeNumbers(&json)
        json.optionalObjects("pools", pools) { $1.writeMembers(&$0, withID: false) }
        json.optionalObjects("services", services) { $1.writeMembers(&$0) }
    }

    /// The counts of daemons and placement groups.
    func writeNumbers(_ json: inout JSONWriter) {
        json.field("numMons", monitors)
        json.field("numMgrs", managers)
        json.field("numOsds", osds)
        json.field("numOsdsUp", osdsUp)
        json.field("numOsdsIn", osdsIn)
        json.field("numPGs", placementGroups)
    }
}

extension CephFacet.Pool {
    func writeMembers(_ json: inout JSONWriter, withID: Bool) {
        if withID { json.field("id", id) }
        json.field("name", name)
        json.field("storedBytes", stored)
        json.field("availableBytes", available)
        json.field("objects", objects)
        json.field("percentUsed", JSONWriter.hundredths(percentUsed))
    }
}

extension CephFacet.Service {
    func writeMembers(_ json: inout JSONWriter) {
        json.field("type", type)
        json.field("running", running)
        json.field("total", total)
    }
}
