import PulseCore

extension AlertConfiguration {
    /// Most rules that people may make.
    static let mostRules = 500

    mutating func readSelections(_ object: inout SettingsObject) throws(ConfigurationFault) {
        dockerIgnoredContainerPrefixes = try Self.list("dockerIgnoredContainerPrefixes", &object)
        ignoredGuestPrefixes = try Self.list("ignoredGuestPrefixes", &object)
        guestTagWhitelist = try Self.list("guestTagWhitelist", &object)
        guestTagBlacklist = try Self.list("guestTagBlacklist", &object)
    }

    /// Trimmed, without empty and repeated entries.
    private static func list(_ key: String, _ object: inout SettingsObject) throws(ConfigurationFault) -> [String] {
        var seen: Set<String> = []
        let texts = (try object.texts(key) ?? []).map(\.trimmingSpaces)
        return texts.filter { !$0.isEmpty && seen.insert($0).inserted }
    }

    mutating func readSwitches(_ object: inout SettingsObject) throws(ConfigurationFault) {
        for family in AlertFamily.allCases {
            if try object.flag(family.key) == true { disabledFamilies.insert(family) }
            if let key = family.offlineKey, try object.flag(key) == true { offlineDisabledFamilies.insert(family) }
        }
    }

    mutating func readDelays(_ object: inout SettingsObject, _ warnings: inout [String]) throws(ConfigurationFault) {
        if var table = try object.object("timeThresholds") {
            for type in table.keys where DelayTable.isKnown(type) {
                guard let seconds = try table.integer(type) else { continue }
                delays.byType[type] = seconds >= 0 ? seconds : DelayTable.standard
            }
            warnings += Self.strangers(in: table)
        }
        guard var tables = try object.object("metricTimeThresholds") else { return }
        for type in tables.keys where DelayTable.isKnown(type) {
            guard var table = try tables.object(type) else { continue }
            var byMetric: [String: Int] = [:]
            for metric in table.keys.prefix(64) {
                if let seconds = try table.integer(metric), seconds >= 0 { byMetric[metric] = seconds }
            }
            if !byMetric.isEmpty { delays.byMetric[type] = byMetric }
        }
        warnings += Self.strangers(in: tables)
    }

    /// Unknown types of resources, but for those that older versions wrote.
    private static func strangers(in table: SettingsObject) -> [String] {
        let former = Set(DelayTable.formerTypes.map(table.path(of:)))
        return table.unknown.filter { !former.contains($0) }
    }

    mutating func readOverrides(_ object: inout SettingsObject, _ warnings: inout [String]) throws(ConfigurationFault) {
        guard var table = try object.object("overrides") else { return }
        for key in table.keys {
            guard var settings = try table.object(key) else { continue }
            let trimmed = key.trimmingSpaces
            if trimmed.isEmpty { continue }
            overrides[trimmed] = try ThresholdConfiguration(reading: &settings, over: nil, margin: hysteresisMargin, &warnings)
        }
    }

    mutating func readCustomRules(_ object: inout SettingsObject, _ warnings: inout [String]) throws(ConfigurationFault) {
        guard let list = try object.objects("customRules") else { return }
        guard list.count <= Self.mostRules else {
            throw ConfigurationFault(.value, "customRules", "more than \(Self.mostRules) rules")
        }
        for (index, item) in list.enumerated() {
            var settings = item
            customRules.append(try CustomRule(reading: &settings, number: index + 1, margin: hysteresisMargin, &warnings))
        }
    }

    /// Whether messages leave, and since when.
    mutating func readActivation(
        _ object: inout SettingsObject, over stored: AlertConfiguration?, isUpgrade: Bool
    ) throws(ConfigurationFault) {
        let word = try object.text("activationState")
        let time = try object.text("activationTime").flatMap { Timestamp(rfc3339: $0) }
        guard let word, !word.isEmpty else {
            activation = stored?.activation ?? (isUpgrade ? .active : .pendingReview)
            activationTime = stored?.activationTime
            return
        }
        guard let state = Activation(rawValue: word) else {
            throw ConfigurationFault(.value, "activationState", "must be pending_review, active or snoozed")
        }
        activation = state
        activationTime = time ?? (stored?.activation == state ? stored?.activationTime : nil)
    }
}
