import PulseCore
import PulseInventory

extension ResourceMetrics {
    /// Writes `cpu`, `memory`, … each with `value` and `unit`; what was not measured has no key.
    func writeMembers(_ json: inout JSONWriter) {
        if let cpu, cpu.isFinite {
            json.key("cpu")
            json.object { json in
                json.optionalRounded("value", cpu)
                json.optionalRounded("percent", cpu)
                json.field("unit", "percent")
            }
        }
        memory?.writeREST(&json, "memory")
        disk?.writeREST(&json, "disk")
        Self.writeRate(&json, "netIn", netIn)
        Self.writeRate(&json, "netOut", netOut)
        Self.writeRate(&json, "diskRead", diskRead)
        Self.writeRate(&json, "diskWrite", diskWrite)
    }

    private static func writeRate(_ json: inout JSONWriter, _ name: StaticString, _ rate: Double?) {
        guard let rate, rate.isFinite else { return }
        json.key(name)
        json.object { json in
            json.optionalRate("value", rate)
            json.field("unit", "bytes/s")
        }
    }
}

extension Capacity {
    /// `value` repeats the used bytes: the reference writes 0 there, which is not true of a disk in use.
    fileprivate func writeREST(_ json: inout JSONWriter, _ name: StaticString) {
        json.key(name)
        json.object { json in
            json.field("value", used ?? 0)
            json.optional("used", used)
            json.optional("total", total)
            json.optionalRounded("percent", percent)
            json.field("unit", "bytes")
        }
    }
}
