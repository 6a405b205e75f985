import PulseCore
import PulseInventory

extension DiskRules {
    static func describe(_ judgement: Judgement, of subject: Subject, _ mounts: inout MountKeys) -> AlertDescription {
        guard let disk = subject.resource.content.facets.physicalDisk else { return subject.describe(judgement, as: subject.plainID) }
        let device = disk.devPath.hasPrefix("/dev/") ? String(disk.devPath.dropFirst(5)) : disk.devPath
        let metadata = metadata(disk)
        if judgement.rule.spec == .diskTemperature { return temperature(judgement, device, metadata, subject) }
        let isWear = judgement.rule.spec == .diskWearout
        let (codes, texts) = summaries(disk, wear: isWear)
        var further = metadata
        further["storageRiskCodes"] = .texts(codes)
        if let code = codes.first { further["incidentCode"] = .text(code) }
        let what = isWear ? "is wearing out" : "reports trouble"
        let message = texts.isEmpty ? "Disk \(device) \(what)" : "Disk \(device) \(what): " + texts.joined(separator: " ")
        let id = diskID(device, subject)
        let spec = isWear ? "\(id)-wearout" : "\(id)-health"
        var others = subject.canonicalAliases(id, spec)
        if let facet = subject.resource.content.facets.proxmox, let instance = facet.instance, let node = facet.nodeName {
            others.append("\(judgement.rule.spec.rawValue)-\(instance)-\(node)-\(disk.devPath)")
            others.append("\(judgement.rule.spec.rawValue)-\(instance)-\(node)-\(device)")
        }
        return subject.description(
            id, spec, judgement.rule.spec, isWear ? .severityThreshold : .healthAssessment, message: message, metadata: further,
            others: others)
    }

    /// `<instance>:<node>:disk:<device>` on a node of Proxmox; else the resource's own.
    private static func diskID(_ device: String, _ subject: Subject) -> String {
        guard let facet = subject.resource.content.facets.proxmox, let instance = facet.instance, let node = facet.nodeName else {
            return subject.resource.id
        }
        return "\(instance):\(node):disk:\(device)"
    }

    private static func temperature(
        _ judgement: Judgement, _ device: String, _ metadata: [String: MetadataValue], _ subject: Subject
    ) -> AlertDescription {
        let parent = subject.resource.content.parentID.flatMap(subject.snapshot.resource)
        let agent = parent?.content.facets.agent?.agentID ?? parent?.content.sourceIDs[.agent]
        let id = agent.map { "agent:\($0)/disk_temp:\(device)" } ?? diskID(device, subject)
        return subject.describe(
            judgement, as: id, word: "Disk \(device)", name: "\(subject.resource.name) (\(device))", metadata: metadata)
    }

    private static func metadata(_ disk: PhysicalDiskFacet) -> [String: MetadataValue] {
        var metadata: [String: MetadataValue] = ["device": .text(disk.devPath), "diskType": .text(disk.diskType)]
        if let text = disk.model { metadata["model"] = .text(text) }
        if let text = disk.serial { metadata["serial"] = .text(text) }
        if let text = disk.wwn { metadata["wwn"] = .text(text) }
        if let text = disk.health { metadata["health"] = .text(text) }
        return metadata
    }
}
