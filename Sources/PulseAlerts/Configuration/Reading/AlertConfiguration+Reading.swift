import PulseCore

/// Settings as they were read, and the members of the text that mean nothing.
public struct ConfigurationReading: Sendable, Equatable {
    public var configuration: AlertConfiguration
    /// Dotted paths of unknown members, sorted.
    public var warnings: [String]
    public init(_ configuration: AlertConfiguration, warnings: [String] = []) {
        self.configuration = configuration
        self.warnings = warnings
    }
}

extension AlertConfiguration {
    /// Reads settings, fills in what is absent with the factory's and makes them fit together, `alerts` §2.6.
    ///
    /// - Parameters:
    ///   - json: an object in the shape of `GET /api/alerts/config`.
    ///   - stored: the settings so far; whether messages leave is kept when the text does not say it.
    ///   - isUpgrade: alerts exist already, though no settings do: then messages leave.
    /// - Throws: `ConfigurationFault` naming the member that cannot be taken.
    public static func read(
        _ json: [UInt8], over stored: AlertConfiguration? = nil, isUpgrade: Bool = false
    ) throws(ConfigurationFault) -> ConfigurationReading {
        guard case .object(let members) = try? JSONReader.read(json, MetadataValue.read) else {
            throw ConfigurationFault(.undecodable, "", "The settings must be a JSON object.")
        }
        var object = SettingsObject(members)
        var warnings: [String] = []
        var configuration = AlertConfiguration()
        try configuration.readGeneral(&object)
        try configuration.readThresholds(&object, &warnings)
        try configuration.readOverrides(&object, &warnings)
        try configuration.readCustomRules(&object, &warnings)
        try configuration.readSelections(&object)
        try configuration.readSwitches(&object)
        try configuration.readDelays(&object, &warnings)
        if var schedule = try object.object("schedule") {
            configuration.schedule = try AlertSchedule(reading: &schedule, &warnings)
        }
        // The server's own account, which clients send back with what they read.
        object.pass("overrideChanges")
        let isInUse = isUpgrade || !configuration.overrides.isEmpty
        try configuration.readActivation(&object, over: stored, isUpgrade: isInUse)
        return ConfigurationReading(configuration, warnings: (warnings + object.unknown).sorted())
    }

    private mutating func readGeneral(_ object: inout SettingsObject) throws(ConfigurationFault) {
        try object.read("enabled", into: &isEnabled)
        observationWindowHours = Self.positive(try object.integer("observationWindowHours")) ?? observationWindowHours
        if let margin = try object.number("hysteresisMargin"), margin > 0 { hysteresisMargin = margin }
        if let delta = try object.number("minimumDelta"), delta > 0 { minimumDelta = delta }
        if let minutes = try object.number("suppressionWindow"), minutes > 0 { suppressionWindow = .minutes(minutes) }
        ages.maxAlertAgeDays = max(0, try object.integer("maxAlertAgeDays") ?? ages.maxAlertAgeDays)
        ages.maxAcknowledgedAgeDays = max(0, try object.integer("maxAcknowledgedAgeDays") ?? ages.maxAcknowledgedAgeDays)
        let hours = try object.integer("autoAcknowledgeAfterHours")
        ages.autoAcknowledgeAfterHours = max(0, hours ?? ages.autoAcknowledgeAfterHours)
        try object.read("flappingEnabled", into: &flapping.isEnabled)
        if let seconds = Self.positive(try object.integer("flappingWindowSeconds")) { flapping.window = .seconds(seconds) }
        flapping.threshold = Self.positive(try object.integer("flappingThreshold")) ?? flapping.threshold
        if let minutes = try object.number("flappingCooldownMinutes"), minutes > 0 { flapping.cooldown = .minutes(minutes) }
    }

    private mutating func readThresholds(_ object: inout SettingsObject, _ warnings: inout [String]) throws(ConfigurationFault) {
        for group in ThresholdGroup.allCases {
            guard var settings = try object.object(group.key) else { continue }
            self[group] = try ThresholdConfiguration(reading: &settings, over: group.factory, margin: hysteresisMargin, &warnings)
        }
        if let pair = try object.threshold("storageDefault", &warnings), pair.trigger >= 0 {
            storageDefault = Threshold(pair, margin: hysteresisMargin)
        }
        diskFillByType = try readDiskTypes("diskFillByType", &object, over: Self.factoryDiskFill, &warnings)
        diskTempByType = try readDiskTypes("diskTempByType", &object, over: Self.factoryDiskTemperature, &warnings)
        if var settings = try object.object("dockerDefaults") {
            docker = try DockerThresholds(reading: &settings, margin: hysteresisMargin, &warnings)
        }
        if var settings = try object.object("pmgDefaults") { mail = try MailThresholds(reading: &settings, &warnings) }
        if var settings = try object.object("snapshotDefaults") {
            snapshots = try SnapshotPolicy(reading: &settings, over: SnapshotPolicy(), &warnings).normalised()
        }
        if var settings = try object.object("backupDefaults") {
            backups = try BackupPolicy(reading: &settings, over: BackupPolicy(), &warnings).normalised()
        }
    }

    /// Pairs by kind of disk. A pair that is not positive takes the default, or is dropped where there is none.
    private func readDiskTypes(
        _ key: String, _ object: inout SettingsObject, over defaults: [String: Threshold], _ warnings: inout [String]
    ) throws(ConfigurationFault) -> [String: Threshold] {
        guard var table = try object.object(key) else { return defaults }
        var found = defaults
        for type in table.keys.prefix(64) {
            guard let pair = try table.threshold(type, &warnings) else { continue }
            let name = type.trimmingSpaces.lowercased()
            if name.isEmpty { continue }
            found[name] = pair.trigger > 0 ? Threshold(pair, margin: hysteresisMargin) : defaults[name]
        }
        return found
    }

    static func positive(_ number: Int?) -> Int? { number.flatMap { $0 > 0 ? $0 : nil } }
}

extension Threshold {
    /// A pair that fits together: without a usable clear it is the margin below the trigger.
    init(_ pair: (trigger: Double, clear: Double), margin: Double) {
        let trigger = max(0, pair.trigger)
        let isUsable = pair.clear > 0 && pair.clear < trigger
        self.init(trigger: trigger, clear: trigger == 0 ? 0 : isUsable ? pair.clear : max(trigger - margin, 0))
    }
}

extension Duration {
    /// Minutes, to the second.
    static func minutes(_ minutes: Double) -> Duration { .seconds(Int64((min(minutes, 1e9) * 60).rounded())) }

    /// In minutes.
    var inMinutes: Double { fractionalSeconds / 60 }
}
