import PulseCore
import PulseInventory

/// Everything that was seen of a node in one poll; what was not asked for, or not answered, is `nil` or empty.
struct NodeSight: Sendable {
    var name: String
    /// From `GET /nodes`.
    var row: NodeRow?
    var status: NodeStatus?
    /// When that was answered; `nil` counts as now. An older one serves only for what hardly changes.
    var statusAt: Timestamp?
    /// From `GET /nodes/{node}/rrddata`, oldest first.
    var history: [RRDPoint] = []
    var presence: NodePresence.State
    /// `nil` when never since the start.
    var lastOnline: Timestamp?
    /// What the configuration and the cluster know of it.
    var member: ClusterMember?
    /// The node's own API address.
    var host: String?
    var guestURL: String?
    var localStorages: [NodeSpace.LocalStorage] = []
    var temperatures: NodeTemperatureFacet?
    var isTemperatureMonitored: Bool?
    var pendingUpdates: Int?
    var pendingUpdatesCheckedAt: Timestamp?

    init(name: String, presence: NodePresence.State) {
        self.name = name
        self.presence = presence
    }

    /// The highest temperature that stands for the node.
    var temperature: Double? { temperatures?.cpuPackage ?? temperatures?.cpuMax }
}
