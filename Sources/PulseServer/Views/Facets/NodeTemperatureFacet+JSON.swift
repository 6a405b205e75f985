import PulseCore
import PulseInventory

extension NodeTemperatureFacet {
    /// Writes the members of a node's `temperature`, `state-and-websocket` §3.1.
    func writeMembers(_ json: inout JSONWriter) {
        json.optionalRounded("cpuPackage", cpuPackage)
        json.optionalRounded("cpuMax", cpuMax)
        json.optionalObjects("cores", cores) { json, core in
            json.field("core", core.core)
            json.optionalRounded("temp", core.temperature)
        }
        json.optionalObjects("gpu", gpus) { json, gpu in
            json.field("device", gpu.device)
            json.optionalRounded("edge", gpu.edge)
            json.optionalRounded("junction", gpu.junction)
            json.optionalRounded("mem", gpu.memory)
        }
        json.optionalObjects("nvme", nvme) { json, device in
            json.field("device", device.device)
            json.optionalRounded("temp", device.temperature)
        }
        json.optionalObjects("smart", disks) { json, disk in
            json.field("device", disk.device)
            json.optional("serial", disk.serial)
            json.optional("wwn", disk.wwn)
            json.optional("model", disk.model)
            json.optional("type", disk.type)
            json.field("temperature", Int((disk.temperature ?? 0).rounded()))
            if disk.isStandby { json.field("standbySkipped", true) }
        }
        json.field("available", true)
        json.field("hasCPU", cpuPackage != nil || cpuMax != nil || !cores.isEmpty)
        json.field("hasGPU", !gpus.isEmpty)
        json.field("hasNVMe", !nvme.isEmpty)
        json.field("hasSMART", !disks.isEmpty)
        json.optional("lastUpdate", updatedAt)
    }
}
