import PulseCore
import PulseInventory

extension NetworkInterfaceFacet {
    func writeMembers(_ json: inout JSONWriter) {
        json.field("name", name)
        json.optional("mac", mac)
        json.optional("addresses", addresses)
        json.optional("rxBytes", rxBytes)
        json.optional("txBytes", txBytes)
        json.optionalRate("rxRate", rxRate)
        json.optionalRate("txRate", txRate)
        json.optional("speedMbps", speedMbps)
        json.optional("status", status)
    }

    /// The form of the legacy arrays, where `addresses` is always a list.
    func writeLegacyMembers(_ json: inout JSONWriter) {
        json.field("name", name)
        json.optional("mac", mac)
        json.field("addresses", addresses)
        json.optional("rxBytes", rxBytes)
        json.optional("txBytes", txBytes)
        json.optional("speedMbps", speedMbps)
    }
}

extension FilesystemFacet {
    func writeMembers(_ json: inout JSONWriter) {
        json.optional("device", device)
        json.optional("mountpoint", mountpoint)
        json.optional("filesystem", filesystem)
        json.optional("total", total)
        json.optional("used", used)
        json.optional("free", free)
        json.optionalRounded("usage", usage)
    }

    /// The form of the legacy arrays: sizes are numbers always, an unknown usage is -1.
    func writeLegacyMembers(_ json: inout JSONWriter) {
        json.field("total", total ?? 0)
        json.field("used", used ?? 0)
        json.field("free", free ?? 0)
        json.field("usage", usage.map(JSONWriter.hundredths) ?? -1)
        json.optional("mountpoint", mountpoint)
        json.optional("type", filesystem)
        json.optional("device", device)
    }
}

extension DiskIOFacet {
    func writeMembers(_ json: inout JSONWriter) {
        json.field("device", device)
        json.optional("readBytes", readBytes)
        json.optional("writeBytes", writeBytes)
        json.optional("readOps", readOps)
        json.optional("writeOps", writeOps)
        json.optional("ioTimeMs", ioTimeMs)
        json.optionalRate("readRate", readRate)
        json.optionalRate("writeRate", writeRate)
        json.optionalRounded("busy", busy)
    }
}

extension MemoryFacet {
    /// Percent in use, when both sizes are known.
    var usage: Double? {
        guard let used, let total, total > 0 else { return nil }
        return Double(used) / Double(total) * 100
    }

    func writeMembers(_ json: inout JSONWriter) {
        json.optional("total", total)
        json.optional("used", used)
        json.optional("free", free)
        json.optional("cache", cache)
        json.optionalRounded("usage", usage)
        if total != nil, used == nil { json.field("usageUnavailable", true) }
        json.optional("swapUsed", swapUsed)
        json.optional("swapTotal", swapTotal)
    }

    /// The form of the legacy arrays: `total`, `used`, `free` and `usage` are numbers always.
    func writeLegacyMembers(_ json: inout JSONWriter) {
        json.field("total", total ?? 0)
        json.field("used", used ?? 0)
        json.field("free", free ?? 0)
        json.optional("cache", cache)
        json.field("usage", JSONWriter.hundredths(usage ?? 0))
        if usage == nil { json.field("usageUnavailable", true) }
        json.optional("swapUsed", swapUsed)
        json.optional("swapTotal", swapTotal)
    }
}
