import PulseCore
import PulseInventory

extension ResourcePolicy {
    func writeMembers(_ json: inout JSONWriter) {
        json.field("sensitivity", sensitivity.rawValue)
        json.key("routing")
        json.object { json in
            json.field("scope", routing)
            json.optional("redact", redact)
        }
    }

    /// A sentence about the resource that holds no name, address or id.
    func summary(of resource: Resource) -> String {
        var parts = ["\(Self.words(for: resource)) resource", "status \(resource.status.rawValue)"]
        if !resource.content.sources.isEmpty {
            parts.append("sources " + resource.content.sources.map(\.rawValue).joined(separator: ", "))
        }
        if resource.content.parentID != nil { parts.append("linked to parent resource") }
        if !redact.isEmpty { parts.append("redacted for cloud summary") }
        return parts.joined(separator: "; ")
    }

    private static func words(for resource: Resource) -> String {
        switch resource.contractType {
        case "vm": "virtual machine"
        case let type: String(type.map { $0 == "-" || $0 == "_" ? " " : $0 })
        }
    }
}
