import PulseCore
import PulseInventory

/// Nodes of Proxmox VE, `alerts` §6.2.
enum NodeRules {
    /// After the last success nothing is said for so long.
    private static let grace: Duration = .seconds(60)

    static func judge(_ subject: Subject, isHost: Bool, _ visit: (Judgement) -> Void) {
        let facet = subject.resource.content.facets.proxmox
        let presence = presence(subject, facet)
        let (reading, at) = connectivity(subject, presence)
        // A source that is silent was asked in vain more than once already.
        let fire = subject.isFresh(.proxmox) ? 3 : 1
        subject.judge(.connectivity, reading, fire: fire, resolve: 3, at: at, as: subject.settings, visit)
        // Figures of an agent on the node count whatever the cluster says.
        if isHost, subject.isFresh(.agent) { return judgeFigures(subject, facet, isHost: true, visit) }
        switch presence {
        case .online: judgeFigures(subject, facet, isHost: isHost, visit)
        case .offline: for metric in figures { subject.judge(metric, .off(.parentUnreachable), visit) }
        case .unheard: for metric in figures { subject.judge(metric, .unknown, visit) }
        }
    }

    private static let figures: [ThresholdMetric] = [.cpu, .memory, .disk, .temperature]

    private enum Presence { case online, unheard, offline }

    private static func presence(_ subject: Subject, _ facet: ProxmoxFacet?) -> Presence {
        guard subject.isFresh(.proxmox) else {
            return subject.now.since(subject.lastHeard(.proxmox)) >= grace ? .offline : .unheard
        }
        guard facet?.runtimeStatus == "offline" || facet?.connectionHealth == "error" else { return .online }
        guard let last = facet?.lastOnline else { return .offline }
        return subject.now.since(last) >= grace ? .offline : .unheard
    }

    private static func connectivity(_ subject: Subject, _ presence: Presence) -> (Judgement.Reading, Timestamp) {
        let isHeard = subject.isFresh(.proxmox)
        let at = isHeard ? subject.lastHeard(.proxmox) : subject.silenceSeenAt
        if let reason = subject.settings.connectivity { return (.off(reason), at) }
        switch presence {
        case .online: return (.fine, at)
        case .unheard: return (.unknown, at)
        case .offline: return (.faulty(.critical, value: 0, threshold: 0), at)
        }
    }

    private static func judgeFigures(_ subject: Subject, _ facet: ProxmoxFacet?, isHost: Bool, _ visit: (Judgement) -> Void) {
        let metrics = subject.resource.content.metrics
        let settings = subject.settings
        subject.judge(.cpu, metrics.cpu, from: .cpu, as: settings, visit)
        subject.judge(.memory, metrics.memory?.percent, from: .memory, as: settings, visit)
        if isHost, hasRootFilesystem(subject) {
            subject.judge(.disk, .off(.otherSource), visit)
        } else {
            subject.judge(.disk, metrics.disk?.percent, from: .disk, as: settings, visit)
        }
        judgeTemperature(subject, facet, isHost: isHost, visit)
    }

    /// The agent judges the same filesystem by its mount point.
    private static func hasRootFilesystem(_ subject: Subject) -> Bool {
        subject.isFresh(.agent) && subject.resource.content.facets.agent?.disks.contains { $0.mountpoint == "/" } == true
    }

    /// Package, else the hottest core. With an agent, only where people set a threshold for agents.
    private static func judgeTemperature(_ subject: Subject, _ facet: ProxmoxFacet?, isHost: Bool, _ visit: (Judgement) -> Void) {
        let resource = subject.resource
        if isHost, subject.isFresh(.agent) {
            guard let limit = subject.settings.host.first?[.temperature].limit, !limit.threshold.isOff else {
                return subject.judge(.temperature, .off(.otherSource), visit)
            }
            let value = resource.content.facets.agent?.temperature ?? resource.content.temperature
            let at = subject.lastHeard(.agent)
            return subject.judge(.temperature, value, by: limit, at: at, source: "agent", as: subject.settings, visit)
        }
        let sensors = facet?.temperatures
        let value = sensors?.cpuPackage ?? sensors?.cpuMax ?? resource.content.temperature
        let at = sensors?.updatedAt ?? subject.lastHeard(.proxmox)
        subject.judge(.temperature, value, at: at, source: "sensors", as: subject.settings, visit)
    }
}
