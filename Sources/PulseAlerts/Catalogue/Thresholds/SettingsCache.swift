import PulseInventory

/// What was worked out for each resource, kept while all it depends on stays the same. Equal values are held once.
struct SettingsCache: Sendable {
    private struct Entry: Sendable {
        var fingerprint: Int
        var settings: RuleSettings
    }
    private var entries: [String: Entry] = [:]
    private var shared: [RuleSettings.Values: RuleSettings] = [:]

    mutating func settings(for resource: Resource, in snapshot: InventorySnapshot, _ resolver: ThresholdResolver) -> RuleSettings {
        let rule = resolver.rulesLookAtFigures ? resolver.matchingRule(resource) : nil
        let fingerprint = Self.fingerprint(resource, rule)
        if let entry = entries[resource.id], entry.fingerprint == fingerprint { return entry.settings }
        let found = resolver.rulesLookAtFigures ? rule : resolver.matchingRule(resource)
        let settings = share(resolver.values(for: resource, rule: found, in: snapshot))
        forgetIfCrowded(snapshot)
        entries[resource.id] = Entry(fingerprint: fingerprint, settings: settings)
        return settings
    }

    private mutating func share(_ values: RuleSettings.Values) -> RuleSettings {
        if let known = shared[values] { return known }
        let new = RuleSettings(values)
        shared[values] = new
        return new
    }

    /// Resources that are gone leave entries behind; now and then all is worked out anew.
    private mutating func forgetIfCrowded(_ snapshot: InventorySnapshot) {
        let most = max(1024, snapshot.counts.total * 2)
        guard entries.count >= most || shared.count >= most else { return }
        entries = [:]
        shared = [:]
    }

    /// Everything that settings can depend on, but for figures.
    private static func fingerprint(_ resource: Resource, _ rule: Int?) -> Int {
        // Member by member: a copy of the whole content costs more than the rest.
        var hasher = Hasher()
        hasher.combine(rule)
        hasher.combine(resource.content.name)
        for tag in resource.content.tags { hasher.combine(tag) }
        for source in resource.content.sources { hasher.combine(resource.content.sourceIDs[source]) }
        hasher.combine(resource.content.technology)
        if resource.kind == .agent { hasher.combine(resource.content.childCount) }
        if resource.kind == .physicalDisk { hasher.combine(resource.content.parentID) }
        return hasher.finalize()
    }
}
