import PulseCore
import PulseInventory

extension AgentFacet {
    /// Writes the members of `agent`, `resource-facets` §3.
    func writeMembers(_ json: inout JSONWriter) {
        json.optional("agentId", agentID)
        json.optional("agentVersion", agentVersion)
        json.optional("lastReportAt", lastReportAt)
        json.optional("hostname", hostname)
        json.optional("machineId", machineID)
        json.optional("platform", platform)
        json.optional("osName", osName)
        json.optional("osVersion", osVersion)
        json.optional("kernelVersion", kernelVersion)
        json.optional("architecture", architecture)
        json.optional("isContainer", isContainer)
        json.optional("cpuCount", cpuCount)
        json.optional("cpuModel", cpuModel)
        json.optionalRounded("loadAverage", loadAverage)
        json.optional("uptimeSeconds", uptimeSeconds)
        json.optional("intervalSeconds", intervalSeconds)
        json.optionalRounded("temperature", temperature)
        json.optionalObjects("networkInterfaces", networkInterfaces) { $1.writeMembers(&$0) }
        json.optionalObjects("disks", disks) { $1.writeMembers(&$0) }
        json.optionalObject("memory", memory) { $1.writeMembers(&$0) }
        json.optionalObject("pressure", pressure) { $1.writeMembers(&$0) }
        json.optionalObjects("diskIo", diskIO) { $1.writeMembers(&$0) }
        json.optional("commandsEnabled", commandsEnabled)
        json.optionalObject("sensors", sensors) { $1.writeMembers(&$0) }
        json.optionalObjects("raid", raid) { $1.writeMembers(&$0) }
        json.optionalRate("netInRate", netInRate)
        json.optionalRate("netOutRate", netOutRate)
        json.optionalRate("diskReadRate", diskReadRate)
        json.optionalRate("diskWriteRate", diskWriteRate)
    }
}

extension SensorsFacet {
    func writeMembers(_ json: inout JSONWriter) {
        json.optionalRounded("temperatureCelsius", temperatureCelsius)
        json.optionalRounded("fanRpm", fanRPM)
        json.optionalRounded("powerWatts", powerWatts)
    }
}

extension PressureFacet {
    /// Our addition to the contract: pressure stall information, percent of time.
    func writeMembers(_ json: inout JSONWriter) {
        json.optionalObject("cpuSome", cpuSome) { $1.writeMembers(&$0) }
        json.optionalObject("memorySome", memorySome) { $1.writeMembers(&$0) }
        json.optionalObject("memoryFull", memoryFull) { $1.writeMembers(&$0) }
        json.optionalObject("ioSome", ioSome) { $1.writeMembers(&$0) }
        json.optionalObject("ioFull", ioFull) { $1.writeMembers(&$0) }
    }
}

extension PressureFacet.Averages {
    func writeMembers(_ json: inout JSONWriter) {
        json.optionalRounded("avg10", avg10)
        json.optionalRounded("avg60", avg60)
        json.optionalRounded("avg300", avg300)
    }
}

extension RAIDFacet {
    func writeMembers(_ json: inout JSONWriter) {
        json.field("device", device)
        json.field("level", level)
        json.field("state", state)
        json.field("totalDevices", totalDevices)
        json.field("activeDevices", activeDevices)
        json.field("workingDevices", workingDevices)
        json.field("failedDevices", failedDevices)
        json.field("spareDevices", spareDevices)
        json.optionalRounded("rebuildPercent", rebuildPercent)
        json.optional("operation", operation)
    }
}
