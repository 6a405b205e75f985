import PulseInventory

extension InventorySnapshot {
    /// The resource that an alert's `resourceId` names: itself, or what owns the filesystem, disk or pool it names, `alerts` §4.
    public func alertSubject(_ id: String) -> Resource? {
        if let resource = resource(id) { return resource }
        for prefix in ["agent:", "docker:"] where id.hasPrefix(prefix) {
            if let resource = owner(String(id.dropFirst(prefix.count))) { return resource }
        }
        return owner(id)
    }

    private func owner(_ id: String) -> Resource? {
        if let resource = resource(id) { return resource }
        for mark in ["/", "-disk-"] {
            if let cut = id.firstRange(of: mark), let resource = resource(String(id[..<cut.lowerBound])) { return resource }
        }
        return nil
    }
}
