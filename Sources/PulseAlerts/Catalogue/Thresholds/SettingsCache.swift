import PulseInventory

/// What was worked out for each resource, kept while all it depends on stays the same. Equal values are held once.
struct SettingsCache: Sendable {
    private struct Entry: Sendable {
        var basis: Basis
        var settings: RuleSettings
        /// Never used twice, and never 0.
        var version: UInt64
    }
    private var newest: UInt64 = 0
    private var entries: [String: Entry] = [:]
    private var shared: [RuleSettings.Values: RuleSettings] = [:]

    /// With a number that changes whenever anything does on which the settings or the names of the resource depend.
    mutating func settings(
        for resource: Resource, in snapshot: InventorySnapshot, _ resolver: ThresholdResolver
    ) -> (settings: RuleSettings, version: UInt64) {
        let rule = resolver.rulesLookAtFigures ? resolver.matchingRule(resource) : nil
        if let entry = entries[resource.id], entry.basis.holds(for: resource, rule) { return (entry.settings, entry.version) }
        let found = resolver.rulesLookAtFigures ? rule : resolver.matchingRule(resource)
        let settings = share(resolver.values(for: resource, rule: found, in: snapshot))
        forgetIfCrowded(snapshot)
        newest += 1
        entries[resource.id] = Entry(basis: Basis(resource, rule), settings: settings, version: newest)
        return (settings, newest)
    }

    /// What was found for the resource when it was judged last.
    func known(for resource: Resource, _ resolver: ThresholdResolver) -> RuleSettings? {
        let rule = resolver.rulesLookAtFigures ? resolver.matchingRule(resource) : nil
        guard let entry = entries[resource.id], entry.basis.holds(for: resource, rule) else { return nil }
        return entry.settings
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
}

/// Everything that settings can depend on, but for figures.
///
/// Compared rather than hashed: what did not change shares its storage with the last state, and is equal at a glance.
private struct Basis: Sendable {
    var rule: Int?
    var name: String
    var tags: [String]
    var sourceIDs: [SourceKind: String]
    var technology: String?
    var childCount = 0
    var parentID: String?

    init(_ resource: Resource, _ rule: Int?) {
        self.rule = rule
        name = resource.content.name
        tags = resource.content.tags
        sourceIDs = resource.content.sourceIDs
        technology = resource.content.technology
        if resource.kind == .agent { childCount = resource.content.childCount }
        if resource.kind == .physicalDisk { parentID = resource.content.parentID }
    }

    func holds(for resource: Resource, _ rule: Int?) -> Bool {
        guard self.rule == rule, name == resource.content.name, technology == resource.content.technology else { return false }
        guard tags == resource.content.tags, sourceIDs == resource.content.sourceIDs else { return false }
        if resource.kind == .agent, childCount != resource.content.childCount { return false }
        return resource.kind != .physicalDisk || parentID == resource.content.parentID
    }
}
