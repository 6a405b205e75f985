import PulseCore
import PulseInventory

/// What can happen to alerts.
public enum AlertEvent: Sendable {
    /// Resources were seen anew or are gone; ids of the gone are canonical.
    case changed(upserted: [Resource], removed: [String], InventorySnapshot)
    /// What was judged elsewhere, of things that are no resources: connections for example.
    case judged([Assessment])
    /// Subjects of `judged` that are no more.
    case gone([String])
    /// Connections, by name, that have listed all they hold since the start: what they no longer show is gone.
    case listed([String], InventorySnapshot)
    /// Time passed. At least every 10 s, better every second.
    case tick
    /// People changed the settings; every active alert is judged anew.
    case configured(AlertConfiguration, InventorySnapshot)
    /// `id` in any form of `alerts` §4.
    case acknowledge(id: String, by: String)
    case unacknowledge(id: String, by: String)
    case clear(id: String, by: String)
    /// Pulse itself is in trouble (`notification-delivery`), or no longer.
    case system(SystemCondition)
}

/// Something wrong with Pulse itself, `alerts` §6.7: the alert `pulse-system-<type>`.
public struct SystemCondition: Sendable, Equatable {
    public var type: AlertType
    /// `nil`: it is well again.
    public var level: AlertLevel?
    public var message: String
    public var metadata: [String: MetadataValue]
    public init(_ type: AlertType, level: AlertLevel?, message: String, metadata: [String: MetadataValue] = [:]) {
        self.type = type
        self.level = level
        self.message = message
        self.metadata = metadata
    }
}
