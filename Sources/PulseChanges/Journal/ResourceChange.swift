import PulseCore

/// Something that happened to a resource and is worth remembering.
public struct ResourceChange: Sendable, Equatable {
    /// What happened. The raw value is kept in the database and told as `changeType`.
    public enum Event: String, Sendable, CaseIterable {
        /// It was first seen, or seen again after it was gone.
        case appeared = "resource_created"
        /// A complete listing does not hold it any more.
        case gone = "resource_removed"
        case status
        /// Its uptime went back.
        case restarted
        /// It runs on another node.
        case migrated = "migration"
        /// It belongs to another parent.
        case parent
        /// An agent on it reported for the first time.
        case agentRegistered = "agent_registered"
        /// One of its settings is another one, see `ResourceChange.setting`.
        case configured = "configuration"
    }
    /// The kinds that the API tells apart.
    public enum Kind: String, Sendable, CaseIterable {
        case stateTransition = "state_transition"
        case activity
        case restart
        case configurationUpdate = "config_update"
        case relationshipChange = "relationship_change"
    }

    public var event: Event
    /// The canonical id at that time.
    public var resourceID: String
    public var resourceName: String
    /// The type clients see.
    public var resourceType: String
    /// When Pulse saw it.
    public var at: Timestamp
    /// In words for people: a status, a node, a setting's value, the moment of a boot. `nil` where there was nothing.
    public var before: String?
    public var after: String?
    /// Of `configured` only.
    public var setting: Setting.Name?
    /// Other resources that took part: parents before and after.
    public var related: [String] = []

    /// Before something appears again, and after it is gone.
    public static let absent = "absent"

    public var kind: Kind {
        switch event {
        case .appeared, .gone, .status: .stateTransition
        case .restarted: .restart
        case .migrated, .parent: .relationshipChange
        case .agentRegistered: .activity
        case .configured: .configurationUpdate
        }
    }

    /// One sentence without the resource's name.
    public var summary: String {
        switch event {
        case .appeared: before == nil ? "Seen for the first time" : "There again"
        case .gone: "No longer there"
        case .status: "Now \(after ?? "unknown"), was \(before ?? "unknown")"
        case .restarted: "Restarted"
        case .migrated: "Migrated from \(before ?? "?") to \(after ?? "?")"
        case .parent: "Moved from \(before ?? "?") to \(after ?? "?")"
        case .agentRegistered: "Agent registered"
        case .configured: "\(setting?.words ?? "Setting") changed from \(before.shown) to \(after.shown)"
        }
    }
}

extension String? {
    fileprivate var shown: String { self.flatMap { $0.isEmpty ? nil : $0 } ?? "none" }
}
