/// When snapshots are too old or too large, `alerts` §2.4. In an override, numbers that are 0 are inherited.
public struct SnapshotPolicy: Sendable, Equatable, Hashable {
    public var isEnabled = false
    public var warningDays = 30
    public var criticalDays = 45
    /// 0 judges no size.
    public var warningSizeGiB = 0.0
    public var criticalSizeGiB = 0.0

    public init() {}

    /// Limits that fit together, table of `alerts` §2.6.
    func normalised() -> Self {
        var policy = self
        (policy.warningDays, policy.criticalDays) = Self.pair(max(0, warningDays), max(0, criticalDays))
        (policy.warningSizeGiB, policy.criticalSizeGiB) = Self.pair(max(0, warningSizeGiB), max(0, criticalSizeGiB))
        return policy
    }

    private static func pair<Number: Comparable & Numeric>(_ warning: Number, _ critical: Number) -> (Number, Number) {
        let critical = critical == 0 ? warning : critical
        return (min(warning, critical), critical)
    }

    /// This override over the settings for all. Checks run when either switch is on.
    func inheriting(_ all: Self) -> Self {
        var policy = all
        policy.isEnabled = isEnabled || all.isEnabled
        if warningDays > 0 { policy.warningDays = warningDays }
        if criticalDays > 0 { policy.criticalDays = criticalDays }
        if warningSizeGiB > 0 { policy.warningSizeGiB = warningSizeGiB }
        if criticalSizeGiB > 0 { policy.criticalSizeGiB = criticalSizeGiB }
        return policy.normalised()
    }

    /// Nothing set, for an override to begin with.
    static var unset: Self {
        var policy = Self()
        (policy.warningDays, policy.criticalDays) = (0, 0)
        return policy
    }
}
