import PulseCore
import PulseInventory

extension HostRules {
    static func describe(_ judgement: Judgement, of subject: Subject, _ mounts: inout MountKeys) -> AlertDescription {
        let host = subject.hostID
        let id = "agent:\(host)"
        var description = description(judgement, host, id, subject, &mounts)
        description.node = subject.resource.content.facets.agent?.hostname ?? subject.resource.name
        return description
    }

    private static func description(
        _ judgement: Judgement, _ host: String, _ id: String, _ subject: Subject, _ mounts: inout MountKeys
    ) -> AlertDescription {
        switch (judgement.rule.spec, judgement.rule.part) {
        case (.hostOffline, _):
            let spec = "\(id)-connectivity"
            return subject.description(
                id, spec, .hostOffline, .connectivity, message: "Host '\(subject.resource.name)' does not report any more",
                metadata: ["condition": .text("unreachable")],
                others: subject.canonicalAliases(id, spec) + ["host-offline-\(host)", "host-offline-\(id)"])
        case (.raid, let device?): return raid(device, host, id, subject)
        case (.disk, let key?): return filesystem(judgement, key, id, subject, &mounts)
        default: return subject.describe(judgement, as: id, others: ["\(host)-\(judgement.rule.spec.rawValue)"])
        }
    }

    private static func raid(_ device: String, _ host: String, _ id: String, _ subject: Subject) -> AlertDescription {
        let name = device.hasPrefix("/dev/") ? String(device.dropFirst(5)) : device
        let part = "\(id)/raid:\(name)"
        var message = "RAID array \(name) of '\(subject.resource.name)' needs attention"
        var metadata: [String: MetadataValue] = ["device": .text(device), "protectionReduced": .flag(false)]
        if let array = subject.resource.content.facets.agent?.raid.first(where: { $0.device == device }) {
            let risk = RiskAssessment(array)
            let texts = risk.reasons.filter { $0.severity >= .warning }.map(\.summary)
            if !texts.isEmpty { message = "\(subject.resource.name): " + texts.joined(separator: " ") }
            metadata["raidLevel"] = .text(array.level)
            metadata["raidState"] = .text(array.state)
            metadata["totalDevices"] = .integer(Int64(array.totalDevices))
            metadata["activeDevices"] = .integer(Int64(array.activeDevices))
            metadata["failedDevices"] = .integer(Int64(array.failedDevices))
            metadata["storageRiskCodes"] = .texts(risk.reasons.map(\.code))
            metadata["protectionReduced"] = .flag(risk.level == .critical)
            metadata["rebuildInProgress"] = .flag(array.isRebuilding)
        }
        return subject.description(
            part, "\(part)-health", .raid, .healthAssessment, name: "\(subject.resource.name) (\(name))", message: message,
            metadata: metadata, others: ["host-\(host)-raid-\(name)", "\(subject.resource.id)/raid:\(name)::\(part)-health"])
    }

    private static func filesystem(
        _ judgement: Judgement, _ key: String, _ id: String, _ subject: Subject, _ mounts: inout MountKeys
    ) -> AlertDescription {
        let disks = subject.resource.content.facets.agent?.disks ?? []
        let index = disks.firstIndex { mounts.key(of: $0, among: disks) == key }
        let metadata = index.map { FilesystemRules.metadata(disks[$0], index: $0) } ?? [:]
        let label = index.flatMap { disks[$0].mountpoint ?? disks[$0].device } ?? key
        return subject.describe(
            judgement, as: "\(id)/disk:\(key)", word: "Host \(label)", name: "\(subject.resource.name) (\(label))", metadata: metadata,
            others: ["\(subject.resource.id)/disk:\(key)::metric-threshold:disk"])
    }
}
