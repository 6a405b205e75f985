import PulseCore
import PulseInventory

/// What one look at a resource tells that can be compared with an earlier one. Unknown is `nil`.
struct Sight {
    let status: ResourceStatus?
    /// When the machine started, by its uptime.
    let boot: Timestamp?
    /// Seconds.
    let uptime: Int?
    /// The node a guest runs on.
    let node: String?
    let hasAgent: Bool
    let settings: [Setting]

    /// `nil` when none of its sources is heard: everything is carried forward then. Of what has no parent, silence itself is the news;
    /// for everything else its parent tells it.
    init?(_ content: Resource.Content) {
        let isHeard = content.sourceStatus.values.contains { $0.state == .online }
        guard isHeard || content.parentID == nil else { return nil }
        let (proxmox, agent) = (content.facets.proxmox, content.facets.agent)
        let status = content.status == .unknown ? nil : content.status
        self.status = status
        let uptime = proxmox?.uptime ?? agent?.uptimeSeconds ?? content.uptime
        self.uptime = isHeard && status == .online ? uptime.flatMap { $0 > 0 ? $0 : nil } : nil
        boot = self.uptime.map { content.lastSeen - .seconds($0) }
        node = content.kind.isWorkload && isHeard ? proxmox?.nodeName : nil
        hasAgent = content.sources.contains(.agent)
        settings = isHeard ? Setting.told(by: content, proxmox, agent) : []
    }
}
