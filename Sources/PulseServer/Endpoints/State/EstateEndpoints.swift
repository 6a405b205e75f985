import PulseCore
import PulseInventory

/// The endpoints that show the estate: state, storage, resources, and the people's decisions about them.
public struct EstateEndpoints: Sendable {
    let views: EstateViews
    let feed: LiveFeed
    let commands: any InventoryCommands

    /// - Parameter commands: carries out links, unlinks and reported merges.
    public init(views: EstateViews, feed: LiveFeed, commands: any InventoryCommands) {
        self.views = views
        self.feed = feed
        self.commands = commands
    }

    /// All of them, for the endpoint table.
    public var endpoints: [Endpoint] { stateEndpoints + storageEndpoints + resourceEndpoints + decisionEndpoints + [testNotification] }
}

/// Applies events to the inventory and makes what follows durable.
public protocol InventoryCommands: Sendable {
    /// - Returns: what the event changed.
    /// - Throws: `PulseError` with the inventory's codes, for example `resource_not_found`.
    func perform(_ event: InventoryEvent) async throws -> InventoryChange
}
