import PulseCore
import PulseInventory

extension AgeRules {
    static func describe(_ judgement: Judgement, _ id: String, _ subject: Subject, _ facet: ProxmoxFacet) -> AlertDescription {
        let spec = "\(id)-backup-age"
        let guest = subject.resource
        var metadata: [String: MetadataValue] = [
            "source": .text("PVE"), "providers": .texts(["PVE"]), "guestName": .text(guest.name), "orphaned": .flag(false),
            "guestType": .text(guest.kind == .vm ? "qemu" : "lxc"),
        ]
        if let instance = facet.instance { metadata["guestInstance"] = .text(instance) }
        if let node = facet.nodeName { metadata["guestNode"] = .text(node) }
        if let vmid = facet.vmid { metadata["guestVmid"] = .integer(Int64(vmid)) }
        var message = "The newest backup of '\(guest.name)' is too old"
        if case .faulty(_, let days, let limit) = judgement.reading {
            metadata["ageDays"] = .number(days)
            metadata["thresholdDays"] = .integer(Int64(limit))
            message = "The newest backup of '\(guest.name)' is \(Spoken.days(days)) old (threshold: \(Spoken.days(limit)))"
        }
        if let last = facet.lastBackup { metadata["lastBackupTime"] = .text(last.rfc3339) }
        var description = subject.description(
            id, spec, .backupAge, .postureThreshold, message: message, metadata: metadata,
            others: subject.canonicalAliases(id, spec) + subject.formerNames(id).map { "backup-age-\($0)" })
        if case .faulty(_, _, let limit) = judgement.reading, let last = facet.lastBackup {
            description.startedAt = last + .seconds(limit * 86_400)
        }
        return description
    }
}
