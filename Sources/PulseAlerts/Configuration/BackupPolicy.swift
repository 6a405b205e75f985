/// When the newest backup is too old, `alerts` §2.4. In an override, numbers that are 0 are inherited.
public struct BackupPolicy: Sendable, Equatable, Hashable {
    public var isEnabled = false
    public var warningDays = 7
    public var criticalDays = 14
    /// Up to here the indicator of the web client is green, up to `staleHours` yellow.
    public var freshHours = 24
    public var staleHours = 72
    /// Whether backups of guests that are gone are told of.
    public var alertOrphaned = true
    /// VMIDs without an alert, exact or as `10*`.
    public var ignoreVMIDs: [String] = []

    public init() {}

    /// Limits that fit together, table of `alerts` §2.6.
    func normalised() -> Self {
        var policy = self
        let warning = max(0, warningDays)
        policy.criticalDays = max(0, criticalDays)
        policy.warningDays = policy.criticalDays > 0 ? min(warning, policy.criticalDays) : warning
        policy.freshHours = freshHours > 0 ? freshHours : 24
        policy.staleHours = max(staleHours > 0 ? staleHours : 72, policy.freshHours)
        var seen: Set<String> = []
        let trimmed = ignoreVMIDs.map { $0.trimmingSpaces }
        policy.ignoreVMIDs = trimmed.filter { !$0.isEmpty && seen.insert($0).inserted }
        return policy
    }

    /// This override over the settings for all; what concerns guests in general stays as set for all.
    func inheriting(_ all: Self) -> Self {
        var policy = all
        policy.isEnabled = isEnabled || all.isEnabled
        if warningDays > 0 { policy.warningDays = warningDays }
        if criticalDays > 0 { policy.criticalDays = criticalDays }
        if freshHours > 0 { policy.freshHours = freshHours }
        if staleHours > 0 { policy.staleHours = staleHours }
        return policy.normalised()
    }

    /// Whether backups of this guest are nobody's concern.
    public func ignores(vmid: Int) -> Bool {
        guard !ignoreVMIDs.isEmpty else { return false }
        let text = String(vmid)
        return ignoreVMIDs.contains { $0.hasSuffix("*") ? text.hasPrefix($0.dropLast()) : text == $0 }
    }

    /// Nothing set, for an override to begin with.
    static var unset: Self {
        var policy = Self()
        (policy.warningDays, policy.criticalDays, policy.freshHours, policy.staleHours) = (0, 0, 0, 0)
        return policy
    }
}

extension StringProtocol {
    /// Without spaces at both ends.
    var trimmingSpaces: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(self[first...last])
    }
}
