import PulseCore
import PulseInventory

extension CephRules {
    static func describe(_ judgement: Judgement, of subject: Subject, _ mounts: inout MountKeys) -> AlertDescription {
        let content = subject.resource.content
        if judgement.rule.spec == .usage, let pool = judgement.rule.part {
            let id = "\(content.facets.proxmox?.instance ?? subject.plainID)-ceph-pool-\(pool)"
            return subject.describe(judgement, as: id, word: "Ceph pool \(pool)", name: pool)
        }
        let id = subject.resource.id
        let spec = IncidentCode.specID(provider: "proxmox", native: content.facets.ceph?.fsid ?? id, code: IncidentCode.cephHealth)
        var metadata = Incident.metadata(
            .cephHealth, provider: "proxmox", native: content.facets.ceph?.fsid ?? subject.plainID, sources: content.sources)
        metadata["confirmationsRequired"] = .integer(2)
        metadata["recoveryConfirmationsRequired"] = .integer(2)
        if let checks = content.facets.ceph?.checks, !checks.isEmpty { metadata["checks"] = .texts(checks.map(\.code)) }
        let health = content.facets.ceph?.healthStatus ?? "unknown"
        return subject.description(
            id, spec, .incident, .providerIncident, message: content.facets.ceph?.healthMessage ?? "Ceph reports \(health)",
            metadata: metadata, others: subject.canonicalAliases(id, spec))
    }
}
