import PulseInventory

/// Thresholds of one resource while they are worked out, layer by layer.
struct ThresholdDraft {
    var silence: OffReason?
    private var connectivity: OffReason?
    private var poweredOff = AlertLevel.warning
    private var thresholds: [(threshold: Threshold, origin: ThresholdOrigin)]
    private var backup: BackupPolicy?
    private var snapshot: SnapshotPolicy?
    private let delayType: String

    /// Begins with the defaults of the resource's group.
    init(_ kind: ResourceClass, _ configuration: AlertConfiguration, for resource: Resource) {
        let defaults = kind.group.map { configuration[$0] }
        let member = kind.group?.key ?? "defaults"
        delayType = kind.delayType
        thresholds = ThresholdMetric.allCases.map { (defaults?[$0] ?? .off, .defaults(member)) }
        if !configuration.isEnabled {
            silence = .alertsDisabled
        } else if let family = kind.family, configuration.disabledFamilies.contains(family) {
            silence = .familyDisabled
        } else if defaults?.isDisabled == true {
            silence = .resourceDisabled
        }
        if let family = kind.family, configuration.offlineDisabledFamilies.contains(family) {
            connectivity = .familyDisabled
        } else if defaults?.disableConnectivity == true {
            connectivity = .connectivityDisabled
        }
        poweredOff = defaults?.poweredOffSeverity ?? .warning
        if kind.family == .guest { (backup, snapshot) = (configuration.backups, configuration.snapshots) }
        takeDefaultsWithoutGroup(kind, configuration, resource)
    }

    private mutating func takeDefaultsWithoutGroup(_ kind: ResourceClass, _ configuration: AlertConfiguration, _ resource: Resource) {
        switch resource.kind {
        case .storage, .ceph:
            if kind.group == nil { set(.usage, configuration.storageDefault, .defaults("storageDefault")) }
        case .appContainer:
            set(.cpu, configuration.docker.cpu, .defaults("dockerDefaults"))
            set(.memory, configuration.docker.memory, .defaults("dockerDefaults"))
            set(.disk, configuration.docker.disk, .defaults("dockerDefaults"))
        case .physicalDisk:
            if kind.group == .truenasDisk {
                let pair = configuration[.truenasDisk][.temperature] ?? .off
                return set(.diskTemperature, pair, .defaults(ThresholdGroup.truenasDisk.key))
            }
            let type = Self.temperatureType(resource.content.technology)
            let agent = configuration[.agent][.diskTemperature] ?? .off
            if agent.isOff { return set(.diskTemperature, .off, .defaults(ThresholdGroup.agent.key)) }
            let pair = configuration.diskTempByType[type]
            set(.diskTemperature, pair ?? agent, pair == nil ? .defaults("agentDefaults") : .diskType(type, in: "diskTempByType"))
        default: break
        }
    }

    /// The entry of `diskTempByType` for a kind of disk.
    private static func temperatureType(_ technology: String?) -> String {
        switch technology?.lowercased() {
        case "nvme": "nvme"
        case "sas": "sas"
        default: "sata"
        }
    }

    mutating func set(_ metric: ThresholdMetric, _ threshold: Threshold, _ origin: ThresholdOrigin) {
        thresholds[metric.rawValue] = (threshold, origin)
    }

    func origin(of metric: ThresholdMetric) -> ThresholdOrigin { thresholds[metric.rawValue].origin }

    mutating func apply(_ rule: CustomRule) { apply(rule.thresholds, .customRule(id: rule.id, name: rule.name)) }

    mutating func apply(_ settings: ThresholdConfiguration?, key: String) {
        if let settings { apply(settings, .override(key)) }
    }

    private mutating func apply(_ settings: ThresholdConfiguration, _ origin: ThresholdOrigin) {
        if settings.isDisabled { silence = silence ?? .resourceDisabled }
        if settings.disableConnectivity {
            connectivity = connectivity ?? .connectivityDisabled
        } else if let severity = settings.poweredOffSeverity {
            poweredOff = severity
            if connectivity == .connectivityDisabled { connectivity = nil }
        }
        for (metric, threshold) in settings.metrics { set(metric, threshold, origin) }
        if let policy = settings.backup, let all = backup { backup = policy.inheriting(all) }
        if let policy = settings.snapshot, let all = snapshot { snapshot = policy.inheriting(all) }
    }

    /// Raises the triggers of a guest that may work hard.
    mutating func relax(margin: Double) {
        let least: [(ThresholdMetric, Double)] = [(.cpu, 95), (.memory, 92), (.disk, 95)]
        for (metric, trigger) in least {
            let current = thresholds[metric.rawValue].threshold
            guard !current.isOff, current.trigger < trigger else { continue }
            set(metric, Threshold(trigger: trigger, clear: max(trigger - margin, 0)), .tag("pulse-relaxed"))
        }
    }

    func values(_ delays: DelayTable) -> RuleSettings.Values {
        var values = RuleSettings.Values()
        values.silence = silence
        values.connectivity = connectivity
        values.poweredOff = poweredOff
        values.limits = ThresholdMetric.allCases.map { metric in
            let hold = delays.seconds(for: metric.name, of: delayType)
            return RuleSettings.Limit(threshold: thresholds[metric.rawValue].threshold, hold: .seconds(hold))
        }
        values.origins = thresholds.map(\.origin)
        (values.backup, values.snapshot) = (backup, snapshot)
        return values
    }
}
