import PulseCore
import PulseInventory

extension NodeRules {
    static func describe(_ judgement: Judgement, of subject: Subject) -> AlertDescription {
        let id = subject.nodeID
        guard judgement.rule.spec == .connectivity else {
            return subject.describe(judgement, as: id, others: former(id, judgement, subject))
        }
        let spec = "\(id)-connectivity"
        let names = Set([id, subject.proxmoxID]).sorted()
        return subject.description(
            id, spec, .connectivity, .connectivity, message: message(subject), metadata: ["condition": .text("unreachable")],
            others: subject.canonicalAliases(id, spec) + names.map { "node-offline-\($0)" })
    }

    /// Old ids began with the connection's name.
    private static func former(_ id: String, _ judgement: Judgement, _ subject: Subject) -> [String] {
        let other = subject.proxmoxID
        return other == id ? [] : ["\(other)-\(judgement.rule.spec.rawValue)"]
    }

    private static func message(_ subject: Subject) -> String {
        let name = subject.resource.name
        let status = subject.resource.content.sourceStatus[.proxmox]
        guard subject.isFresh(.proxmox) else {
            let reason = status?.error.map { ": \($0)" } ?? ""
            return "Node '\(name)' is unreachable, its connection does not answer\(reason)"
        }
        return "Node '\(name)' is offline"
    }
}
