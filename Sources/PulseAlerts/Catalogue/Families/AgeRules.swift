import PulseCore
import PulseInventory

/// How old backups and snapshots of a guest are, `alerts` §6.7. Listings of snapshots plug in here when the inventory has them.
enum AgeRules {
    static func judge(_ subject: Subject, _ facet: ProxmoxFacet, _ visit: (Judgement) -> Void) {
        guard let policy = subject.settings.backup else { return }
        let at = subject.lastHeard(.proxmox)
        subject.judge(.backupAge, reading(policy, facet, subject.now), at: at, as: subject.settings, visit)
    }

    private static func reading(_ policy: BackupPolicy, _ facet: ProxmoxFacet, _ now: Timestamp) -> Judgement.Reading {
        guard policy.isEnabled, policy.warningDays > 0 || policy.criticalDays > 0 else { return .off(.checkDisabled) }
        if let vmid = facet.vmid, policy.ignores(vmid: vmid) { return .off(.checkDisabled) }
        guard let last = facet.lastBackup else { return .unknown }
        let days = now.since(last).fractionalSeconds / 86_400
        if policy.criticalDays > 0, days >= Double(policy.criticalDays) {
            return .faulty(.critical, value: days, threshold: Double(policy.criticalDays))
        }
        if policy.warningDays > 0, days >= Double(policy.warningDays) {
            return .faulty(.warning, value: days, threshold: Double(policy.warningDays))
        }
        return .fine
    }
}
