import PulseCore

extension Threshold {
    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.field("trigger", trigger)
        json.field("clear", clear)
        json.endObject()
    }
}

extension ThresholdConfiguration {
    /// Writes what is set.
    func write(to json: inout JSONWriter) {
        json.beginObject()
        if isDisabled { json.field("disabled", true) }
        if disableConnectivity { json.field("disableConnectivity", true) }
        json.optional("disabledUntil", disabledUntil?.rfc3339)
        json.optional("disabledReason", disabledReason)
        json.optional("poweredOffSeverity", poweredOffSeverity?.rawValue)
        for metric in ThresholdMetric.allCases {
            guard let threshold = self[metric] else { continue }
            json.key(metric.name)
            threshold.write(to: &json)
        }
        if let backup {
            json.key("backup")
            backup.write(to: &json, isOverride: true)
        }
        if let snapshot {
            json.key("snapshot")
            snapshot.write(to: &json)
        }
        json.optional("note", note)
        json.endObject()
    }
}

extension SnapshotPolicy {
    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.field("enabled", isEnabled)
        json.field("warningDays", warningDays)
        json.field("criticalDays", criticalDays)
        json.field("warningSizeGiB", warningSizeGiB)
        json.field("criticalSizeGiB", criticalSizeGiB)
        json.endObject()
    }
}

extension BackupPolicy {
    func write(to json: inout JSONWriter, isOverride: Bool) {
        json.beginObject()
        json.field("enabled", isEnabled)
        json.field("warningDays", warningDays)
        json.field("criticalDays", criticalDays)
        json.field("freshHours", freshHours)
        json.field("staleHours", staleHours)
        if !isOverride {
            json.field("alertOrphaned", alertOrphaned)
            json.field("ignoreVMIDs", ignoreVMIDs)
        }
        json.endObject()
    }
}

extension DockerThresholds {
    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.key("cpu")
        cpu.write(to: &json)
        json.key("memory")
        memory.write(to: &json)
        json.key("disk")
        disk.write(to: &json)
        json.field("restartCount", restartCount)
        json.field("restartWindow", restartWindow)
        json.field("memoryWarnPct", memoryWarnPct)
        json.field("memoryCriticalPct", memoryCriticalPct)
        json.field("serviceWarnGapPercent", serviceWarnGapPercent)
        json.field("serviceCriticalGapPercent", serviceCriticalGapPercent)
        json.field("stateDisableConnectivity", stateDisableConnectivity)
        json.field("statePoweredOffSeverity", statePoweredOffSeverity.rawValue)
        json.field("updateAlertDelayHours", updateAlertDelayHours)
        json.endObject()
    }
}
