import PulseCore

extension ThresholdConfiguration {
    /// - Parameters:
    ///   - base: what counts where nothing is set; `nil` leaves it unset, for overrides and rules.
    ///   - margin: between trigger and clear where no clear is set.
    init(
        reading object: inout SettingsObject, over base: ThresholdConfiguration?, margin: Double, _ warnings: inout [String]
    ) throws(ConfigurationFault) {
        self = base ?? ThresholdConfiguration()
        try object.read("disabled", into: &isDisabled)
        try object.read("disableConnectivity", into: &disableConnectivity)
        try readMute(&object)
        poweredOffSeverity = try AlertLevel(setting: "poweredOffSeverity", of: &object) ?? poweredOffSeverity
        for metric in ThresholdMetric.allCases {
            guard let pair = try object.threshold(metric.name, &warnings) else { continue }
            if pair.trigger >= 0 {
                self[metric] = Threshold(pair, margin: margin)
            } else {
                self[metric] = metric.isRate ? .off : base?[metric]
            }
        }
        if var settings = try object.object("backup") {
            backup = try BackupPolicy(reading: &settings, over: .unset, &warnings).withoutNegatives
        }
        if var settings = try object.object("snapshot") {
            snapshot = try SnapshotPolicy(reading: &settings, over: .unset, &warnings).withoutNegatives
        }
        if let text = try object.text("note"), !text.isEmpty { note = text }
        warnings += object.unknown
    }

    /// The end of what is disabled, and why. Without anything that is disabled there is nothing to end.
    private mutating func readMute(_ object: inout SettingsObject) throws(ConfigurationFault) {
        let (end, reason) = (try object.text("disabledUntil"), try object.text("disabledReason"))
        guard isDisabled || disableConnectivity else { return }
        if let reason, !reason.isEmpty { disabledReason = reason }
        guard let end, !end.isEmpty else { return }
        guard let moment = Timestamp(rfc3339: end) else {
            throw ConfigurationFault(.value, object.path(of: "disabledUntil"), "must be a time such as 2026-01-31T08:00:00Z")
        }
        disabledUntil = moment
    }
}

extension AlertLevel {
    /// The level that a member of settings names; `nil` when absent or empty.
    init?(setting key: String, of object: inout SettingsObject) throws(ConfigurationFault) {
        guard let word = try object.text(key), !word.isEmpty else { return nil }
        guard let level = AlertLevel(rawValue: word.lowercased()) else {
            throw ConfigurationFault(.value, object.path(of: key), "must be warning or critical")
        }
        self = level
    }
}

extension BackupPolicy {
    init(reading object: inout SettingsObject, over base: BackupPolicy, _ warnings: inout [String]) throws(ConfigurationFault) {
        self = base
        try object.read("enabled", into: &isEnabled)
        try object.read("warningDays", into: &warningDays)
        try object.read("criticalDays", into: &criticalDays)
        try object.read("freshHours", into: &freshHours)
        try object.read("staleHours", into: &staleHours)
        try object.read("alertOrphaned", into: &alertOrphaned)
        ignoreVMIDs = try object.texts("ignoreVMIDs") ?? ignoreVMIDs
        warnings += object.unknown
    }

    /// As an override holds it; what is the same for all guests is not its matter.
    fileprivate var withoutNegatives: Self {
        var policy = self
        (policy.warningDays, policy.criticalDays) = (max(0, warningDays), max(0, criticalDays))
        (policy.freshHours, policy.staleHours) = (max(0, freshHours), max(0, staleHours))
        policy.alertOrphaned = true
        policy.ignoreVMIDs = []
        return policy
    }
}

extension SnapshotPolicy {
    init(reading object: inout SettingsObject, over base: SnapshotPolicy, _ warnings: inout [String]) throws(ConfigurationFault) {
        self = base
        try object.read("enabled", into: &isEnabled)
        try object.read("warningDays", into: &warningDays)
        try object.read("criticalDays", into: &criticalDays)
        try object.read("warningSizeGiB", into: &warningSizeGiB)
        try object.read("criticalSizeGiB", into: &criticalSizeGiB)
        warnings += object.unknown
    }

    fileprivate var withoutNegatives: Self {
        var policy = self
        (policy.warningDays, policy.criticalDays) = (max(0, warningDays), max(0, criticalDays))
        (policy.warningSizeGiB, policy.criticalSizeGiB) = (max(0, warningSizeGiB), max(0, criticalSizeGiB))
        return policy
    }
}
