import PulseInventory

extension AlertConfiguration {
    /// The same settings with overrides of guests under the keys of today, `alerts` §2.5. Where both exist, today's counts.
    ///
    /// Old keys hold no sign of which guest they mean, so the inventory must know the guest; others stay as they are and are
    /// understood all the same.
    public func rewritingOldOverrideKeys(in snapshot: InventorySnapshot) -> AlertConfiguration {
        guard !overrides.isEmpty else { return self }
        var new = self
        for resource in snapshot.resources where resource.kind == .vm || resource.kind == .systemContainer {
            let keys = OverrideKeys.guest(resource)
            guard let current = keys.first else { continue }
            for old in keys.dropFirst() {
                guard let settings = new.overrides.removeValue(forKey: old) else { continue }
                if new.overrides[current] == nil { new.overrides[current] = settings }
            }
        }
        return new
    }
}
