import PulseCore
import PulseInventory

/// Something that people configure or install, as one source last told it.
///
/// Sources word the same thing differently, so only what one of them says is compared with what it said before.
public struct Setting: Sendable, Equatable, Codable {
    public enum Name: String, Sendable, CaseIterable, Codable {
        case name
        case processors = "cpus"
        case memory
        case tags
        case pool
        case autostart
        case image
        case system = "os"
        case kernel
        case version
        case agentVersion = "agent_version"

        var words: String {
            switch self {
            case .name: "Name"
            case .processors: "Processors"
            case .memory: "Memory"
            case .tags: "Tags"
            case .pool: "Pool"
            case .autostart: "Start at boot"
            case .image: "Image"
            case .system: "Operating system"
            case .kernel: "Kernel"
            case .version: "Version"
            case .agentVersion: "Agent's version"
            }
        }
    }
    enum Value: Sendable, Equatable, Codable {
        case text(String)
        case count(Int)
        case bytes(Int64)

        var text: String {
            switch self {
            case .text(let text): text
            case .count(let count): "\(count)"
            case .bytes(let bytes): Self.words(bytes)
            }
        }

        /// Sizes that people cannot tell apart are the same: kernels keep a little more or less for themselves.
        func isSame(as other: Value) -> Bool {
            guard case .bytes(let one) = self, case .bytes(let another) = other else { return self == other }
            return (one - another).magnitude * 200 <= max(one, another).magnitude
        }

        private static func words(_ bytes: Int64) -> String {
            let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"]
            var (value, unit) = (Double(bytes), 0)
            while value >= 1024, unit + 1 < units.count {
                value /= 1024
                unit += 1
            }
            let hundredths = Int((value * 100).rounded())
            let fraction =
                hundredths % 100 == 0
                ? "" : hundredths % 10 == 0 ? ".\(hundredths / 10 % 10)" : ".\(hundredths % 100 / 10)\(hundredths % 10)"
            return "\(hundredths / 100)\(fraction) \(units[unit])"
        }
    }
    let name: Name
    /// Who said so.
    let origin: String
    let value: Value
}

extension Setting {
    /// The settings that a resource tells now. What it does not tell is left out: it is unknown, not removed.
    static func told(by content: Resource.Content, _ proxmox: ProxmoxFacet?, _ agent: AgentFacet?) -> [Setting] {
        var settings: [Setting] = []
        settings.reserveCapacity(8)
        func add(_ name: Name, _ origin: String, _ value: Value?) {
            if let value { settings.append(Setting(name: name, origin: origin, value: value)) }
        }
        func text(_ text: String?) -> Value? { text.flatMap { $0.isEmpty ? nil : .text($0) } }
        let sources = content.sources.count == 1 ? content.sources[0].rawValue : content.sources.map(\.rawValue).joined(separator: "+")
        add(.name, sources, text(content.name))
        add(.tags, sources, .text(content.tags.joined(separator: ", ")))
        if let total = content.metrics.memory?.total, total > 0, let origin = memoryOrigin(content) { add(.memory, origin, .bytes(total)) }
        if let proxmox {
            add(.processors, "proxmox", proxmox.cpus.map(Value.count))
            add(.pool, "proxmox", text(proxmox.pool))
            add(.autostart, "proxmox", proxmox.startsOnBoot.map { .text($0 ? "on" : "off") })
            add(.image, "proxmox", text(proxmox.osTemplate))
            add(.system, "proxmox", text([proxmox.osName, proxmox.osVersion].compactMap(\.self).joined(separator: " ")))
            add(.kernel, "proxmox", text(proxmox.kernelVersion))
            add(.version, "proxmox", text(proxmox.pveVersion))
            add(.agentVersion, "proxmox", text(proxmox.agentVersion))
        }
        if let agent {
            // What the platform says of its own machine is enough: one upgrade is one change.
            if proxmox == nil {
                add(.processors, "agent", agent.cpuCount.map(Value.count))
                add(.system, "agent", text([agent.osName, agent.osVersion].compactMap(\.self).joined(separator: " ")))
                add(.kernel, "agent", text(agent.kernelVersion))
            }
            add(.agentVersion, "agent", text(agent.agentVersion))
        }
        return settings
    }

    /// The source of the memory's size; `nil` for a figure that was carried forward from whichever source had it before.
    private static func memoryOrigin(_ content: Resource.Content) -> String? {
        guard let provenance = content.provenance.first(where: { $0.metric == .memory }) else { return content.sources.first?.rawValue }
        return provenance.source == "previous-snapshot" ? nil : provenance.source
    }
}
