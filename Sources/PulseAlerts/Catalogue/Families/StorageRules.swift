import PulseCore
import PulseInventory

/// Storages of Proxmox and their ZFS pools, `alerts` §6.2.
enum StorageRules: RuleFamily {
    static func judge(_ subject: Subject, _ mounts: inout MountKeys, _ visit: (Judgement) -> Void) {
        let resource = subject.resource
        guard resource.content.sources.contains(.proxmox), let facet = resource.content.facets.storage else {
            return PlainRules.judge(subject, &mounts, visit)
        }
        let isKnown = subject.isFresh(.proxmox)
        let isDown = !isKnown || (!facet.active && facet.enabled && subject.isParentOffline)
        judgeUsage(subject, facet, isDown: isDown, visit)
        judgeActivity(subject, facet, isDown: isDown, visit)
        guard let pool = facet.zfs else { return }
        guard subject.speaksForPool else { return PoolRules.leave(subject, pool, visit) }
        PoolRules.judge(subject, pool, isKnown: isKnown && !isDown, visit)
    }

    private static func judgeUsage(_ subject: Subject, _ facet: StorageFacet, isDown: Bool, _ visit: (Judgement) -> Void) {
        if isDown { return subject.judge(.usage, .unknown, visit) }
        if !facet.enabled { return subject.judge(.usage, .off(.checkDisabled), visit) }
        if !facet.active { return subject.judge(.usage, .off(.notRunning), visit) }
        subject.judge(.usage, subject.resource.content.metrics.disk?.percent, from: .disk, as: subject.settings, visit)
    }

    private static func judgeActivity(_ subject: Subject, _ facet: StorageFacet, isDown: Bool, _ visit: (Judgement) -> Void) {
        let reading: Judgement.Reading
        if let reason = subject.settings.connectivity {
            reading = .off(reason)
        } else if isDown {
            reading = .unknown
        } else if !facet.enabled {
            reading = .off(.checkDisabled)
        } else {
            reading = facet.active ? .fine : .faulty(.warning, value: 0, threshold: 0)
        }
        let at = subject.lastHeard(.proxmox)
        subject.judge(.storageOffline, reading, fire: 2, resolve: 2, at: at, as: subject.settings, visit)
    }
}

extension Subject {
    /// Whether the node or host it belongs to is offline.
    var isParentOffline: Bool {
        guard let parent = resource.content.parentID else { return false }
        return snapshot.resource(parent)?.status == .offline
    }
}
