import PulseCore

extension AlertConfiguration {
    /// Writes the settings, complete, in the shape of `GET /api/alerts/config`, `alerts` §2.
    ///
    /// - Parameter more: adds members that are no settings.
    public func write(to json: inout JSONWriter, _ more: (inout JSONWriter) -> Void = { _ in }) {
        json.beginObject()
        json.field("enabled", isEnabled)
        json.field("activationState", activation.rawValue)
        json.optional("activationTime", activationTime)
        json.field("observationWindowHours", observationWindowHours)
        for group in ThresholdGroup.allCases {
            json.key(group.key)
            self[group].write(to: &json)
        }
        json.key("storageDefault")
        storageDefault.write(to: &json)
        json.key("diskFillByType")
        json.object(diskFillByType) { $1.write(to: &$0) }
        json.key("diskTempByType")
        json.object(diskTempByType) { $1.write(to: &$0) }
        json.key("dockerDefaults")
        docker.write(to: &json)
        json.key("pmgDefaults")
        json.object { json in
            for (name, path) in MailThresholds.numbers {
                json.key(name)
                json.value(mail[keyPath: path])
            }
        }
        json.key("snapshotDefaults")
        snapshots.write(to: &json)
        json.key("backupDefaults")
        backups.write(to: &json, isOverride: false)
        writeSelections(to: &json)
        json.key("overrides")
        json.object(overrides) { $1.write(to: &$0) }
        json.key("customRules")
        json.array(customRules) { $1.write(to: &$0) }
        json.key("schedule")
        schedule.write(to: &json)
        writeSwitches(to: &json)
        writeTiming(to: &json)
        more(&json)
        json.endObject()
    }

    /// The bytes `write` writes.
    public var json: [UInt8] {
        var writer = JSONWriter(capacity: 8192)
        write(to: &writer)
        return writer.bytes
    }

    private func writeSelections(to json: inout JSONWriter) {
        json.field("dockerIgnoredContainerPrefixes", dockerIgnoredContainerPrefixes)
        json.field("ignoredGuestPrefixes", ignoredGuestPrefixes)
        json.field("guestTagWhitelist", guestTagWhitelist)
        json.field("guestTagBlacklist", guestTagBlacklist)
    }

    private func writeSwitches(to json: inout JSONWriter) {
        for family in AlertFamily.allCases {
            json.key(family.key)
            json.value(disabledFamilies.contains(family))
        }
        for family in AlertFamily.allCases {
            guard let key = family.offlineKey else { continue }
            json.key(key)
            json.value(offlineDisabledFamilies.contains(family))
        }
    }

    private func writeTiming(to json: inout JSONWriter) {
        json.field("minimumDelta", minimumDelta)
        json.field("suppressionWindow", suppressionWindow.inMinutes)
        json.field("hysteresisMargin", hysteresisMargin)
        json.key("timeThresholds")
        json.object(delays.byType) { $0.value($1) }
        json.key("metricTimeThresholds")
        json.object(delays.byMetric) { json, table in json.object(table) { $0.value($1) } }
        json.field("maxAlertAgeDays", ages.maxAlertAgeDays)
        json.field("maxAcknowledgedAgeDays", ages.maxAcknowledgedAgeDays)
        json.field("autoAcknowledgeAfterHours", ages.autoAcknowledgeAfterHours)
        json.field("flappingEnabled", flapping.isEnabled)
        json.field("flappingWindowSeconds", flapping.window.components.seconds)
        json.field("flappingThreshold", flapping.threshold)
        json.field("flappingCooldownMinutes", flapping.cooldown.inMinutes)
    }
}
