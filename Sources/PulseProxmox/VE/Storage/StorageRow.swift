import PulseCore
import PulseInventory

/// A storage after everything that nodes and configuration say of it was merged.
public struct StorageRow: Sendable, Equatable {
    public var name: String
    public var type: String?
    public var content: [String]
    public var isShared: Bool
    public var isEnabled: Bool
    public var isActive: Bool
    /// The nodes that use it, sorted; one for a local storage.
    public var nodes: [String]
    public var path: String?
    public var pool: String?
    public var space: StorageSpace?
    /// When the space was measured; `nil` when it never was.
    public var measuredAt: Timestamp?

    /// `disabled`, `available` or `inactive`, `platform-polling` §2.7.
    public var word: String {
        if !isEnabled { return "disabled" }
        return isActive ? "available" : "inactive"
    }

    public var status: ResourceStatus { ResourceStatus(storage: word, active: isActive, enabled: isEnabled) }
}
