import PulseCore
import PulseInventory

/// Machines: nodes of Proxmox, hosts with an agent, and both in one, `alerts` §6.2 and §6.4.
enum MachineRules: RuleFamily {
    static func judge(_ subject: Subject, _ mounts: inout MountKeys, _ visit: (Judgement) -> Void) {
        let sources = subject.resource.content.sources
        let isHost = sources.contains(.agent)
        guard sources.contains(.proxmox) else {
            guard isHost else { return PlainRules.judge(subject, &mounts, visit) }
            return HostRules.judge(subject, subject.settings, withFigures: true, &mounts, visit)
        }
        NodeRules.judge(subject, isHost: isHost, visit)
        guard isHost, let host = subject.settings.host.first else { return }
        HostRules.judge(subject, host, withFigures: false, &mounts, visit)
    }

    static func describe(_ judgement: Judgement, of subject: Subject, _ mounts: inout MountKeys) -> AlertDescription {
        let sources = subject.resource.content.sources
        let isNode = sources.contains(.proxmox)
        if sources.contains(.agent), !isNode || HostRules.isOwn(judgement.rule) {
            return HostRules.describe(judgement, of: subject, &mounts)
        }
        return isNode ? NodeRules.describe(judgement, of: subject) : PlainRules.describe(judgement, of: subject, &mounts)
    }
}
