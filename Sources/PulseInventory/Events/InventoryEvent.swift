import PulseCore

/// What can happen to the inventory.
public enum InventoryEvent: Sendable {
    /// A source described resources.
    case observed(Observation)
    /// A source could not be asked; its resources stay until they are stale, then count as offline. The text says why.
    case sourceFailed(SourceScope, String)
    /// A connection or agent was deleted: what it described is forgotten, what was learned about identity stays.
    case sourceRemoved(SourceScope)
    /// Time passed: sources that fell silent become stale.
    case tick
    /// A person says that two resources are one. Ids may be canonical, superseded or source ids.
    case link(String, String, reason: String, actor: String)
    /// A person says that two resources, or a resource and one of its sources, are different things.
    case unlink(String, String, reason: String, actor: String)
    /// A person says that a resource mixes up different things: every pair of the named sources (all when empty) is parted for good.
    case reportMerge(String, sources: [SourceKind], notes: String, actor: String)
    /// Sets what people add to a resource. It may come before the resource is seen; an empty annotation removes it.
    case annotate(resourceID: String, Annotation)
}

/// What people add to a resource.
public struct Annotation: Sendable, Equatable {
    public var displayName: String?
    public var customURL: String?
    public var tags: [String]

    public init(displayName: String? = nil, customURL: String? = nil, tags: [String] = []) {
        self.displayName = displayName
        self.customURL = customURL
        self.tags = tags
    }

    public var isEmpty: Bool { self == Annotation() }
}
