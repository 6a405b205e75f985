import PulseCore
import PulseInventory

/// Filesystems of guests and hosts: each has a rule of its own, its part the cleaned mount point.
enum FilesystemRules {
    /// The aggregate figure of a guest and its filesystems.
    ///
    /// A filesystem with thresholds of its own is left out of the aggregate. One that is the only one that is measured would say the
    /// same as the aggregate, so it says nothing.
    static func judgeGuest(
        _ subject: Subject, _ disks: [FilesystemFacet], _ mounts: inout MountKeys, _ visit: (Judgement) -> Void
    ) {
        let settings = subject.settings
        let measured = disks.count { usage(of: $0) != nil }
        var total = subject.resource.content.metrics.disk?.percent
        if !settings.parts.isEmpty { total = aggregate(disks, settings, &mounts) ?? total }
        let (source, at) = subject.provenance(.disk)
        mounts.each(disks) { key, disk in
            let own = settings.parts.isEmpty ? nil : settings.parts[key]
            if own?.isDisabled == true { return subject.judge(.disk, .off(.resourceDisabled), part: key, visit) }
            if own == nil, measured < 2 { return subject.judge(.disk, .off(.otherSource), part: key, visit) }
            let limit = own?.pair?.limit ?? settings.limits[ThresholdMetric.disk.rawValue]
            subject.judge(.disk, usage(of: disk), part: key, by: limit, at: at, source: source, as: settings, visit)
        }
        let isAllTaken = total == nil && !settings.parts.isEmpty && measured > 0
        if isAllTaken { return subject.judge(.disk, .off(.otherSource), visit) }
        subject.judge(.disk, total, at: at, source: source, as: settings, visit)
    }

    /// Percent of what filesystems without an override of their own hold; `nil` when none is left or all are.
    private static func aggregate(
        _ disks: [FilesystemFacet], _ settings: RuleSettings.Values, _ mounts: inout MountKeys
    ) -> Double? {
        var (used, total) = (0.0, 0.0)
        mounts.each(disks) { key, disk in
            guard settings.parts[key] == nil, let share = usage(of: disk), let size = disk.total, size > 0 else { return }
            used += share / 100 * Double(size)
            total += Double(size)
        }
        return total > 0 ? min(100, used / total * 100) : nil
    }

    /// The filesystems of a host.
    static func judgeHost(
        _ subject: Subject, _ disks: [FilesystemFacet], _ settings: RuleSettings.Values, at moment: Timestamp, _ mounts: inout MountKeys,
        _ visit: (Judgement) -> Void
    ) {
        mounts.each(disks) { key, disk in
            if !settings.parts.isEmpty, settings.parts[key]?.isDisabled == true {
                return subject.judge(.disk, .off(.resourceDisabled), part: key, visit)
            }
            let limit = settings.limit(filesystem: key, device: disk.device)
            subject.judge(.disk, usage(of: disk), part: key, by: limit, at: moment, source: "agent", as: settings, visit)
        }
    }

    /// Percent in use; `nil` when nobody could look.
    static func usage(of disk: FilesystemFacet) -> Double? {
        if let usage = disk.usage { return usage }
        guard let used = disk.used, let total = disk.total, total > 0 else { return nil }
        return Double(used) / Double(total) * 100
    }
}
