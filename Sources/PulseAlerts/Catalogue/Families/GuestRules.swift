import PulseCore
import PulseInventory

/// Virtual machines and system containers of Proxmox, `alerts` §6.1.
enum GuestRules: RuleFamily {
    /// What the guest does, as far as rules care.
    private enum Power { case running, stopped, standing, unknown }

    static func judge(_ subject: Subject, _ mounts: inout MountKeys, _ visit: (Judgement) -> Void) {
        guard let facet = subject.resource.content.facets.proxmox else { return PlainRules.judge(subject, &mounts, visit) }
        let power = power(subject, facet)
        judgeFigures(subject, power, facet, &mounts, visit)
        judgePower(subject, power, facet, visit)
        if subject.resource.kind == .vm { judgeAgent(subject, power, facet, visit) }
        AgeRules.judge(subject, facet, visit)
        if let host = subject.settings.host.first { HostRules.judgeState(subject, host, visit) }
    }

    /// A guest whose node or source is silent may be doing anything.
    private static func power(_ subject: Subject, _ facet: ProxmoxFacet) -> Power {
        guard subject.isFresh(.proxmox), facet.connectionHealth != "error" else { return .unknown }
        switch facet.runtimeStatus {
        case "running": return .running
        case "stopped": return .stopped
        case "paused", "suspended", "prelaunch": return .standing
        default: return .unknown
        }
    }

    private static func judgeFigures(
        _ subject: Subject, _ power: Power, _ facet: ProxmoxFacet, _ mounts: inout MountKeys, _ visit: (Judgement) -> Void
    ) {
        guard power == .running else {
            let reading: Judgement.Reading = power == .unknown ? .unknown : .off(.notRunning)
            for metric in guestMetrics { subject.judge(metric, reading, visit) }
            mounts.each(filesystems(subject, facet)) { key, _ in subject.judge(.disk, reading, part: key, visit) }
            return
        }
        let metrics = subject.resource.content.metrics
        let settings = subject.settings
        subject.judge(.cpu, metrics.cpu, from: .cpu, as: settings, visit)
        subject.judge(.memory, metrics.memory?.percent, from: .memory, as: settings, visit)
        subject.judge(.diskRead, metrics.diskRead.map { $0 / Subject.megabyte }, from: .diskRead, as: settings, visit)
        subject.judge(.diskWrite, metrics.diskWrite.map { $0 / Subject.megabyte }, from: .diskWrite, as: settings, visit)
        subject.judge(.networkIn, metrics.netIn.map { $0 / Subject.megabyte }, from: .netIn, as: settings, visit)
        subject.judge(.networkOut, metrics.netOut.map { $0 / Subject.megabyte }, from: .netOut, as: settings, visit)
        FilesystemRules.judgeGuest(subject, filesystems(subject, facet), &mounts, visit)
    }

    private static let guestMetrics: [ThresholdMetric] = [.cpu, .memory, .disk, .diskRead, .diskWrite, .networkIn, .networkOut]

    /// Those that an agent inside sees, else those that the hypervisor knows.
    static func filesystems(_ subject: Subject, _ facet: ProxmoxFacet) -> [FilesystemFacet] {
        guard subject.isFresh(.agent), let agent = subject.resource.content.facets.agent, !agent.disks.isEmpty else { return facet.disks }
        return agent.disks
    }

    private static func judgePower(_ subject: Subject, _ power: Power, _ facet: ProxmoxFacet, _ visit: (Judgement) -> Void) {
        let reading: Judgement.Reading
        if let reason = subject.settings.connectivity {
            reading = .off(reason)
        } else {
            switch power {
            case .running, .standing: reading = .fine
            case .unknown: reading = .unknown
            case .stopped:
                if facet.startsOnBoot == false {
                    reading = .off(.notStartedOnBoot)
                } else if facet.backupInProgress == true || facet.lock == "backup" {
                    reading = .off(.backupRunning)
                } else if facet.isConfigurationAwaited == true {
                    reading = .unknown
                } else {
                    reading = .faulty(subject.settings.poweredOff, value: 0, threshold: 0)
                }
            }
        }
        subject.judge(.poweredOff, reading, fire: 2, at: subject.lastHeard(.proxmox), as: subject.settings, visit)
    }

    /// An agent that answered lately and is silent now.
    private static func judgeAgent(_ subject: Subject, _ power: Power, _ facet: ProxmoxFacet, _ visit: (Judgement) -> Void) {
        let reading: Judgement.Reading
        switch (power, facet.guestAgentStatus) {
        case (.unknown, _): reading = .unknown
        case (.stopped, _), (.standing, _): reading = .off(.notRunning)
        case (.running, "available"): reading = .fine
        case (.running, "disabled"): reading = .off(.checkDisabled)
        case (.running, "expected-unreachable"): reading = .faulty(.warning, value: 0, threshold: 0)
        case (.running, _): reading = .unknown
        }
        let at = subject.lastHeard(.proxmox)
        subject.judge(.incident, part: IncidentCode.unreachable, reading, at: at, as: subject.settings, visit)
    }
}
