import PulseInventory

/// Takes decisions of users about the inventory: links, merges, notes.
public protocol InventoryCommands: Sendable {
    /// Applies the event; when it returns, the snapshot shows the effect. Throws the inventory's `PulseError`.
    func perform(_ event: InventoryEvent) async throws -> InventoryChange
}

extension Pipeline: InventoryCommands {}
