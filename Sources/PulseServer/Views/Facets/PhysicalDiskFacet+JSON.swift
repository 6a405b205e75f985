import PulseCore
import PulseInventory

extension PhysicalDiskFacet {
    /// Percent of life left in the contract's words: -1 when the disk does not say. Rotating disks report no wear.
    var wearout: Int {
        guard let lifeLeft else { return -1 }
        let reportsWear = diskType == "nvme" || diskType == "ssd" || lifeLeft > 0
        return reportsWear ? lifeLeft : -1
    }

    /// Writes the members of `physicalDisk`, `resource-facets` §7. Here the contract wants stand-ins for what is unknown.
    func writeMembers(_ json: inout JSONWriter) {
        json.field("devPath", devPath)
        json.optional("model", model)
        json.optional("vendor", vendor)
        json.optional("serial", serial)
        json.optional("wwn", wwn)
        json.field("diskType", diskType)
        json.field("sizeBytes", size)
        json.field("health", health ?? "UNKNOWN")
        json.field("wearout", wearout)
        json.field("temperature", temperature ?? 0)
        json.field("rpm", rpm ?? 0)
        json.optional("used", used)
        json.optional("storageGroup", storageGroup)
        json.optionalObject("io", io) { $1.writeMembers(&$0) }
    }
}
