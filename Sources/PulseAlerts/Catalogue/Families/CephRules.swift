import PulseCore
import PulseInventory

/// Ceph clusters: their own word on their health, and how full their pools are, `alerts` §6.2.
enum CephRules: RuleFamily {
    static func judge(_ subject: Subject, _ mounts: inout MountKeys, _ visit: (Judgement) -> Void) {
        guard let facet = subject.resource.content.facets.ceph else { return }
        let isKnown = subject.isFresh(.proxmox)
        let at = subject.lastHeard(.proxmox)
        let health = isKnown ? reading(facet.healthStatus) : .unknown
        subject.judge(.incident, part: IncidentCode.cephHealth, health, fire: 2, resolve: 2, at: at, as: subject.settings, visit)
        for pool in facet.pools {
            let own = subject.settings.parts.isEmpty ? nil : subject.settings.parts[pool.name]
            if own?.isDisabled == true {
                subject.judge(.usage, .off(.resourceDisabled), part: pool.name, visit)
            } else {
                let share = isKnown ? pool.percentUsed : nil
                subject.judge(.usage, share, part: pool.name, by: own?.pair?.limit, from: .disk, as: subject.settings, visit)
            }
        }
    }

    private static func reading(_ health: String) -> Judgement.Reading {
        switch health.uppercased() {
        case "HEALTH_OK", "OK": .fine
        case "HEALTH_WARN", "WARN": .faulty(.warning, value: 0, threshold: 0)
        case "HEALTH_ERR", "ERR": .faulty(.critical, value: 0, threshold: 0)
        default: .unknown
        }
    }
}
