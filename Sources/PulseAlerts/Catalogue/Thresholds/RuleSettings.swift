/// All that the settings say of one resource, ready for judging. Shared by all resources of which they say the same.
final class RuleSettings: Sendable {
    /// A threshold, and how long it must be passed. Holds no text, so that judging copies it for nothing.
    struct Limit: Sendable, Hashable {
        var threshold: Threshold
        var hold: Duration
    }
    /// A limit, and whose it is.
    struct Pair: Sendable, Hashable {
        var limit: Limit
        var origin: ThresholdOrigin
        init(_ threshold: Threshold, hold: Duration, origin: ThresholdOrigin) {
            limit = Limit(threshold: threshold, hold: hold)
            self.origin = origin
        }
    }
    /// What an override says of a filesystem or pool.
    struct Part: Sendable, Hashable {
        var pair: Pair?
        var isDisabled: Bool
    }
    struct Values: Sendable, Hashable {
        /// Why nothing of the resource is judged.
        var silence: OffReason?
        /// Why its reachability is not judged.
        var connectivity: OffReason?
        var poweredOff = AlertLevel.warning
        var isMonitorOnly = false
        /// By `ThresholdMetric.rawValue`.
        var limits: [Limit] = []
        var origins: [ThresholdOrigin] = []
        /// By cleaned key; empty where nobody made such an override.
        var parts: [String: Part] = [:]
        /// By `DiskKind.rawValue`, for filesystems of hosts; empty where an override decides for all.
        var fill: [Pair] = []
        /// Devices that turn, for example `sda`, sorted.
        var rotational: [String] = []
        var backup: BackupPolicy?
        var snapshot: SnapshotPolicy?
        /// What is said of it as an agent's host, for a machine that is a node or guest as well; at most one.
        var host: [Values] = []
    }
    let values: Values

    init(_ values: Values) { self.values = values }
}

/// How a disk stores, as far as thresholds care.
enum DiskKind: Int, CaseIterable {
    case nvme, sata, hdd

    var name: String {
        switch self {
        case .nvme: "nvme"
        case .sata: "sata"
        case .hdd: "hdd"
        }
    }
}

extension RuleSettings.Values {
    subscript(metric: ThresholdMetric) -> RuleSettings.Pair {
        let limit = limits[metric.rawValue]
        return RuleSettings.Pair(limit.threshold, hold: limit.hold, origin: origins[metric.rawValue])
    }

    /// What counts for a filesystem: its own override, else the kind of its disk, else what counts for the resource.
    func pair(filesystem key: String, device: String?) -> RuleSettings.Pair {
        fill.isEmpty || parts[key]?.pair != nil ? parts[key]?.pair ?? self[.disk] : fill[kind(device).rawValue]
    }

    func limit(filesystem key: String, device: String?) -> RuleSettings.Limit {
        if !parts.isEmpty, let pair = parts[key]?.pair { return pair.limit }
        guard !fill.isEmpty else { return limits[ThresholdMetric.disk.rawValue] }
        return fill[kind(device).rawValue].limit
    }

    private func kind(_ device: String?) -> DiskKind {
        guard let device else { return .sata }
        if device.hasPrefix("/dev/nvme") || device.hasPrefix("nvme") { return .nvme }
        guard !rotational.isEmpty else { return .sata }
        let name = device.hasPrefix("/dev/") ? device.dropFirst(5) : device[...]
        return rotational.contains { name.hasPrefix($0) } ? .hdd : .sata
    }
}
