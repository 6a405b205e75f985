import PulseInventory

/// Works out what the settings say of a resource: defaults, then the custom rule, then the override, `alerts` §2.5.
struct ThresholdResolver: Sendable {
    let configuration: AlertConfiguration
    /// Rules that are on, the most important first.
    let rules: [CustomRule]
    /// Whether the rule that fits a guest may change with its figures.
    let rulesLookAtFigures: Bool
    private let blacklist: Set<String>
    private let whitelist: Set<String>
    /// Overrides of filesystems and pools.
    private let partKeys: [String]

    init(_ configuration: AlertConfiguration) {
        self.configuration = configuration
        let enabled = configuration.customRules.enumerated().filter(\.element.isEnabled)
        rules = enabled.sorted { ($1.element.priority, $0.offset) < ($0.element.priority, $1.offset) }.map(\.element)
        rulesLookAtFigures = rules.contains(where: \.looksAtFigures)
        blacklist = Set(configuration.guestTagBlacklist.map { $0.lowercased() })
        whitelist = Set(configuration.guestTagWhitelist.map { $0.lowercased() })
        partKeys = configuration.overrides.keys.filter { $0.contains("/disk:") || $0.contains("-ceph-pool-") }.sorted()
    }

    /// The place of the rule that fits, for guests.
    func matchingRule(_ resource: Resource) -> Int? {
        guard !rules.isEmpty, ResourceClass(resource).family == .guest else { return nil }
        return rules.firstIndex { $0.fits(resource) }
    }

    func values(for resource: Resource, rule: Int?, in snapshot: InventorySnapshot?) -> RuleSettings.Values {
        let kind = ResourceClass(resource)
        let keys = OverrideKeys(resource)
        var draft = ThresholdDraft(kind, configuration, for: resource)
        if let rule { draft.apply(rules[rule]) }
        if resource.content.tags.contains(where: { $0.lowercased() == "pulse-relaxed" }), kind.family == .guest {
            draft.relax(margin: configuration.hysteresisMargin)
        }
        if let key = overrideKey(keys.keys) { draft.apply(configuration.overrides[key], key: key) }
        if resource.kind == .physicalDisk { takeHostsOverride(of: resource, in: snapshot, &draft) }
        if draft.silence == nil { draft.silence = tagSilence(resource, kind) }
        var values = draft.values(configuration.delays)
        values.parts = parts(keys.partPrefixes, metric: resource.kind == .ceph ? .usage : .disk, kind)
        values.isMonitorOnly = resource.content.tags.contains { $0.lowercased() == "pulse-monitor-only" }
        guard resource.content.sources.contains(.agent), resource.kind != .physicalDisk else { return values }
        let host = hostValues(resource, in: snapshot, parts: values.parts, tags: draft.silence)
        if kind.family == .agent {
            (values.fill, values.rotational) = (host.fill, host.rotational)
        } else {
            values.host = [host]
        }
        return values
    }

    private func overrideKey(_ keys: [String]) -> String? {
        guard !configuration.overrides.isEmpty else { return nil }
        return keys.first { configuration.overrides[$0] != nil }
    }

    /// What counts for the machine as an agent's host.
    private func hostValues(
        _ resource: Resource, in snapshot: InventorySnapshot?, parts: [String: RuleSettings.Part], tags: OffReason?
    ) -> RuleSettings.Values {
        var draft = ThresholdDraft(.host, configuration, for: resource)
        let key = overrideKey(OverrideKeys.asHost(resource))
        if let key { draft.apply(configuration.overrides[key], key: key) }
        if tags == .tagSilenced { draft.silence = draft.silence ?? tags }
        var values = draft.values(configuration.delays)
        values.parts = parts
        let isSetForAll = key.flatMap { configuration.overrides[$0]?[.disk] } != nil
        values.fill =
            isSetForAll
            ? []
            : DiskKind.allCases.map { kind in
                guard let threshold = configuration.diskFillByType[kind.name], !values[.disk].limit.threshold.isOff else {
                    return values[.disk]
                }
                let hold = configuration.delays.seconds(for: "disk", of: "agent-disk")
                return RuleSettings.Pair(
                    threshold, hold: .seconds(hold), origin: .diskType(kind.name, in: "diskFillByType"))
            }
        values.rotational = rotationalDisks(of: resource, in: snapshot)
        return values
    }

    private func rotationalDisks(of resource: Resource, in snapshot: InventorySnapshot?) -> [String] {
        guard resource.content.childCount > 0, let snapshot else { return [] }
        let disks = snapshot.children(of: resource.id).lazy.compactMap(\.content.facets.physicalDisk)
        let turning = disks.filter { $0.diskType == "hdd" || ($0.rpm ?? 0) > 0 }
        return turning.map { $0.devPath.hasPrefix("/dev/") ? String($0.devPath.dropFirst(5)) : $0.devPath }.sorted()
    }

    /// The temperature that people set for all disks of a host, unless they set one for this disk.
    private func takeHostsOverride(of disk: Resource, in snapshot: InventorySnapshot?, _ draft: inout ThresholdDraft) {
        if case .override = draft.origin(of: .diskTemperature) { return }
        guard !configuration.overrides.isEmpty, let parent = disk.content.parentID.flatMap({ snapshot?.resource($0) }),
            let key = overrideKey(OverrideKeys.asHost(parent)), let pair = configuration.overrides[key]?[.diskTemperature]
        else { return }
        draft.set(.diskTemperature, pair, .override(key))
    }

    private func tagSilence(_ resource: Resource, _ kind: ResourceClass) -> OffReason? {
        let tags = resource.content.tags
        if tags.contains(where: { $0.lowercased() == "pulse-no-alerts" }) { return .tagSilenced }
        guard kind.family == .guest else { return nil }
        if !blacklist.isEmpty, tags.contains(where: { blacklist.contains($0.lowercased()) }) { return .tagFilter }
        if !whitelist.isEmpty, !tags.contains(where: { whitelist.contains($0.lowercased()) }) { return .tagFilter }
        let isIgnored = configuration.ignoredGuestPrefixes.contains { resource.name.hasPrefix($0) }
        return isIgnored ? .nameIgnored : nil
    }

    private func parts(_ prefixes: [String], metric: ThresholdMetric, _ kind: ResourceClass) -> [String: RuleSettings.Part] {
        guard !partKeys.isEmpty else { return [:] }
        var found: [String: RuleSettings.Part] = [:]
        for key in partKeys {
            guard let prefix = prefixes.first(where: { key.hasPrefix($0) }), let settings = configuration.overrides[key] else { continue }
            let hold = configuration.delays.seconds(for: metric.name, of: kind.delayType)
            let pair = (settings[metric] ?? settings[.usage]).map {
                RuleSettings.Pair($0, hold: .seconds(hold), origin: .override(key))
            }
            found[String(key.dropFirst(prefix.count))] = RuleSettings.Part(pair: pair, isDisabled: settings.isDisabled)
        }
        return found
    }
}
