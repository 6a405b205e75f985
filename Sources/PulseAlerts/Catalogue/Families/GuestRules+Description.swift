import PulseCore
import PulseInventory

extension GuestRules {
    static func describe(_ judgement: Judgement, of subject: Subject, _ mounts: inout MountKeys) -> AlertDescription {
        guard let facet = subject.resource.content.facets.proxmox else { return PlainRules.describe(judgement, of: subject, &mounts) }
        let id = subject.proxmoxID
        switch judgement.rule.spec {
        case .poweredOff: return poweredOff(id, subject)
        case .incident: return agentSilent(id, subject, facet)
        case .backupAge: return AgeRules.describe(judgement, id, subject, facet)
        case .hostOffline, .raid: return HostRules.describe(judgement, of: subject, &mounts)
        case .disk:
            guard let part = judgement.rule.part else { break }
            return filesystem(judgement, part, id, subject, facet, &mounts)
        default: break
        }
        return subject.describe(judgement, as: id)
    }

    private static func filesystem(
        _ judgement: Judgement, _ part: String, _ id: String, _ subject: Subject, _ facet: ProxmoxFacet, _ mounts: inout MountKeys
    ) -> AlertDescription {
        let disks = filesystems(subject, facet)
        let index = disks.firstIndex { mounts.key(of: $0, among: disks) == part }
        let metadata = index.map { FilesystemRules.metadata(disks[$0], index: $0) } ?? [:]
        let label = index.flatMap { disks[$0].mountpoint ?? disks[$0].device } ?? part
        return subject.describe(
            judgement, as: "\(id)-disk-\(part)", word: "\(subject.word) \(label)", name: "\(subject.resource.name) (\(label))",
            metadata: metadata, others: ["\(subject.resource.id)-disk-\(part)::metric-threshold:disk"])
    }

    private static func poweredOff(_ id: String, _ subject: Subject) -> AlertDescription {
        let spec = "\(id)-powered-state"
        return subject.description(
            id, spec, .poweredOff, .poweredState, message: "\(subject.word) '\(subject.resource.name)' is powered off",
            others: subject.canonicalAliases(id, spec) + subject.formerNames(id).map { "guest-powered-off-\($0)" })
    }

    private static func agentSilent(_ id: String, _ subject: Subject, _ facet: ProxmoxFacet) -> AlertDescription {
        let spec = IncidentCode.specID(provider: "proxmox", native: subject.resource.id, code: IncidentCode.unreachable)
        var metadata = Incident.metadata(.unreachable, provider: "proxmox", native: id, sources: subject.resource.content.sources)
        metadata["condition"] = .text("unreachable")
        return subject.description(
            id, spec, .incident, .providerIncident,
            message: "The guest agent of '\(subject.resource.name)' does not answer, though it did lately", metadata: metadata,
            others: subject.canonicalAliases(id, spec))
    }
}

extension FilesystemRules {
    /// Sizes in bytes.
    static func metadata(_ disk: FilesystemFacet, index: Int) -> [String: MetadataValue] {
        var metadata: [String: MetadataValue] = ["diskIndex": .integer(Int64(index))]
        if let text = disk.mountpoint { metadata["mountpoint"] = .text(text) }
        if let text = disk.device { metadata["device"] = .text(text) }
        if let text = disk.filesystem { metadata["diskType"] = .text(text) }
        if let bytes = disk.total { metadata["totalBytes"] = .integer(bytes) }
        if let bytes = disk.used { metadata["usedBytes"] = .integer(bytes) }
        if let bytes = disk.free { metadata["freeBytes"] = .integer(bytes) }
        if let label = disk.mountpoint ?? disk.device { metadata["label"] = .text(label) }
        return metadata
    }
}
