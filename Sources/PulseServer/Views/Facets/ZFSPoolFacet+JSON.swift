import PulseCore
import PulseInventory

extension ZFSPoolFacet {
    /// Writes the members of `zfsPool`, `state-and-websocket` §3.8.
    func writeMembers(_ json: inout JSONWriter) {
        json.field("name", name)
        json.field("state", state)
        json.field("status", status ?? "")
        json.field("scan", scan ?? "")
        json.field("readErrors", readErrors)
        json.field("writeErrors", writeErrors)
        json.field("checksumErrors", checksumErrors)
        json.optional("size", size)
        json.optional("allocated", allocated)
        json.optional("free", free)
        json.optionalRounded("fragmentation", fragmentation)
        json.optionalRounded("dedupRatio", deduplicationRatio)
        json.optional("errors", errors)
        json.key("devices")
        json.array(devices) { json, device in json.object { device.writeMembers(&$0) } }
    }
}

extension ZFSPoolFacet.Device {
    func writeMembers(_ json: inout JSONWriter) {
        json.field("name", name)
        json.field("type", type)
        json.optional("role", role)
        json.optional("parent", parent)
        json.field("state", state)
        json.field("readErrors", readErrors)
        json.field("writeErrors", writeErrors)
        json.field("checksumErrors", checksumErrors)
        json.optional("message", message)
    }
}
