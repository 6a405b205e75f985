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

    /// Every id under which alerts of the resource may be stored; those of its parts are not among them.
    public func alertNames(of id: String) -> [String] {
        guard let resource = resource(id) else { return [id] }
        let content = resource.content
        let agent = content.sourceIDs[.agent].map { ["agent:\($0)"] } ?? []
        return Set([id, resource.id] + content.sourceIDs.values + content.aliases + agent).sorted()
    }

    private func owner(_ id: String) -> Resource? {
        if let resource = resource(id) { return resource }
        for mark in ["/", "-disk-"] {
            if let cut = id.firstRange(of: mark), let resource = resource(String(id[..<cut.lowerBound])) { return resource }
        }
        return nil
    }
}
