import PulseInventory

extension Catalogue {
    /// Of several storages on one pool only one speaks for it: the one the inventory names, or the next by name where people want no
    /// alerts of those before it.
    mutating func speaksForPool(_ storage: Resource, in snapshot: InventorySnapshot) -> Bool {
        guard let facet = storage.content.facets.storage, !facet.speaksForPool else { return true }
        guard let pool = facet.zfs?.name, let parent = storage.content.parentID else { return false }
        return !snapshot.children(of: parent).contains { other in
            guard other.id != storage.id, let rival = other.content.facets.storage, rival.zfs?.name == pool else { return false }
            let comesFirst = rival.speaksForPool || (other.name, other.id) < (storage.name, storage.id)
            return comesFirst && cache.settings(for: other, in: snapshot, resolver).settings.values.silence == nil
        }
    }
}
