import PulseCore
import PulseInventory

/// Machines with an agent, this server's own among them, `alerts` §6.4.
enum HostRules {
    /// - Parameters:
    ///   - settings: what counts for the machine as a host.
    ///   - withFigures: false where the machine is a node or guest whose rules judge processor and memory.
    static func judge(
        _ subject: Subject, _ settings: RuleSettings.Values, withFigures: Bool, _ mounts: inout MountKeys, _ visit: (Judgement) -> Void
    ) {
        judgeState(subject, settings, visit)
        guard let agent = subject.resource.content.facets.agent else { return }
        let isOffline = isSilent(subject, agent)
        guard !isOffline, subject.isFresh(.agent) else {
            let reading: Judgement.Reading = isOffline ? .off(.parentUnreachable) : .unknown
            if withFigures { for metric in figures { subject.judge(metric, reading, visit) } }
            return mounts.each(agent.disks) { key, _ in subject.judge(.disk, reading, part: key, visit) }
        }
        if withFigures {
            let metrics = subject.resource.content.metrics
            subject.judge(.cpu, metrics.cpu, from: .cpu, as: settings, visit)
            subject.judge(.memory, metrics.memory?.percent, from: .memory, as: settings, visit)
            let temperature = agent.temperature ?? subject.resource.content.temperature
            subject.judge(.temperature, temperature, at: subject.lastHeard(.agent), source: "agent", as: settings, visit)
        }
        FilesystemRules.judgeHost(subject, agent.disks, settings, at: subject.lastHeard(.agent), &mounts, visit)
    }

    private static let figures: [ThresholdMetric] = [.cpu, .memory, .temperature]

    /// Whether it reports, and how its arrays are.
    static func judgeState(_ subject: Subject, _ settings: RuleSettings.Values, _ visit: (Judgement) -> Void) {
        guard let agent = subject.resource.content.facets.agent else { return }
        let isSilent = isSilent(subject, agent)
        let at = isSilent ? subject.silenceSeenAt : agent.lastReportAt ?? subject.lastHeard(.agent)
        let reading: Judgement.Reading =
            settings.connectivity.map { .off($0) } ?? (isSilent ? .faulty(.critical, value: 0, threshold: 0) : .fine)
        // Six reports that did not come are confirmation enough.
        subject.judge(.hostOffline, reading, at: at, as: settings, visit)
        for array in agent.raid where !RAIDFacet.isVendorInternal(device: array.device, osName: agent.osName) {
            let reading: Judgement.Reading = isSilent || !subject.isFresh(.agent) ? .unknown : Self.reading(RiskAssessment(array).level)
            subject.judge(.raid, part: array.device, reading, at: subject.lastHeard(.agent), as: settings, visit)
        }
    }

    /// No report for six intervals, at least a minute, at most ten.
    static func isSilent(_ subject: Subject, _ agent: AgentFacet) -> Bool {
        let last = agent.lastReportAt ?? subject.lastHeard(.agent)
        return subject.now.since(last) >= limit(agent.intervalSeconds)
    }

    static func limit(_ interval: Int?) -> Duration { .seconds(min(max(60, min(interval ?? 10, 3600) * 6), 600)) }

    static func reading(_ level: RiskAssessment.Level) -> Judgement.Reading {
        switch level {
        case .healthy, .monitor: .fine
        case .warning: .faulty(.warning, value: 0, threshold: 0)
        case .critical: .faulty(.critical, value: 0, threshold: 0)
        }
    }

    /// Rules that are about the host even where the machine is a node or guest.
    static func isOwn(_ rule: RuleID) -> Bool {
        rule.spec == .hostOffline || rule.spec == .raid || (rule.spec == .disk && rule.part != nil)
    }
}
