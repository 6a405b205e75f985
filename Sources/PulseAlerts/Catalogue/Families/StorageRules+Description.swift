import PulseCore
import PulseInventory

extension StorageRules {
    static func describe(_ judgement: Judgement, of subject: Subject, _ mounts: inout MountKeys) -> AlertDescription {
        let id = subject.plainID
        switch judgement.rule.spec {
        case .storageOffline:
            let spec = "\(id)-connectivity"
            return subject.description(
                id, spec, .storageOffline, .connectivity, message: "Storage '\(subject.resource.name)' is not available",
                metadata: ["condition": .text("unreachable")],
                others: subject.canonicalAliases(id, spec) + ["storage-offline-\(id)"])
        case .poolState, .poolErrors, .poolDevice: return PoolRules.describe(judgement, id, subject)
        default: return subject.describe(judgement, as: id)
        }
    }
}

extension PoolRules {
    static func describe(_ judgement: Judgement, _ id: String, _ subject: Subject) -> AlertDescription {
        guard let pool = subject.resource.content.facets.storage?.zfs else { return subject.describe(judgement, as: id) }
        let part = "\(id)/zfs-pool:\(pool.name)"
        let name = "\(subject.resource.name) (\(pool.name))"
        var metadata: [String: MetadataValue] = ["pool_name": .text(pool.name), "pool_state": .text(pool.state)]
        metadata["protectionReduced"] = .flag(pool.state.uppercased() != "ONLINE")
        if let scan = pool.scan.flatMap(ZFSScan.init), scan.function == "resilver", scan.state == .running {
            metadata["rebuildInProgress"] = .flag(true)
        }
        switch (judgement.rule.spec, judgement.rule.part) {
        case (.poolDevice, let device?): return describe(device: device, pool, part, id, subject)
        case (.poolErrors, _):
            metadata.merge(counters(pool.readErrors, pool.writeErrors, pool.checksumErrors)) { $1 }
            let counts = "\(pool.readErrors) read, \(pool.writeErrors) write, \(pool.checksumErrors) checksum"
            return subject.description(
                part, "\(part)-errors", .poolErrors, .healthAssessment, name: name,
                message: "ZFS pool '\(pool.name)' has errors: \(counts)", metadata: metadata, others: ["zfs-pool-errors-\(id)"])
        case (_, scanPart):
            return subject.description(
                part, "\(part)-scan", .poolState, .healthAssessment, name: name,
                message: "ZFS pool '\(pool.name)': \(pool.scan ?? "scan")", metadata: metadata)
        default:
            let status = pool.status.map { ". \($0)" } ?? ""
            return subject.description(
                part, "\(part)-state", .poolState, .healthAssessment, name: name,
                message: "ZFS pool '\(pool.name)' is \(pool.state)\(status)", metadata: metadata, others: ["zfs-pool-state-\(id)"])
        }
    }

    private static func describe(
        device name: String, _ pool: ZFSPoolFacet, _ part: String, _ id: String, _ subject: Subject
    ) -> AlertDescription {
        let device = pool.devices.first { $0.name == name }
        let rid = "\(part)/device:\(name)"
        var metadata: [String: MetadataValue] = ["pool_name": .text(pool.name), "device_name": .text(name)]
        var message = "ZFS device \(name) of pool '\(pool.name)' needs attention"
        if let device {
            metadata["device_state"] = .text(device.state)
            metadata.merge(counters(device.readErrors, device.writeErrors, device.checksumErrors)) { $1 }
            let counts = "\(device.readErrors) read, \(device.writeErrors) write, \(device.checksumErrors) checksum"
            let isGood = ["ONLINE", "AVAIL", "INUSE"].contains(device.state.uppercased())
            message = isGood ? "ZFS device \(name) has errors: \(counts)" : "ZFS device \(name) of pool '\(pool.name)' is \(device.state)"
        }
        return subject.description(
            rid, "\(rid)-health", .poolDevice, .healthAssessment, name: "\(subject.resource.name) (\(pool.name), \(name))",
            message: message, metadata: metadata, others: ["zfs-device-\(id)-\(name)"])
    }

    private static func counters(_ read: Int64, _ write: Int64, _ checksum: Int64) -> [String: MetadataValue] {
        ["read_errors": .integer(read), "write_errors": .integer(write), "checksum_errors": .integer(checksum)]
    }
}
