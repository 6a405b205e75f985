import PulseAlerts
import PulseCore

extension AlertPreviewRequest {
    /// Reads a request.
    ///
    /// - Parameter current: the settings in force; members that `config` leaves out are theirs.
    /// - Throws: `ConfigurationFault` for what cannot be understood.
    public init(json bytes: [UInt8], over current: AlertConfiguration) throws(ConfigurationFault) {
        let value = bytes.isEmpty ? MetadataValue.object([:]) : try? JSONReader.read(bytes, MetadataValue.read)
        guard case .object(let members) = value else {
            throw ConfigurationFault(.undecodable, "", "The request must be a JSON object.")
        }
        self.init(configuration: current)
        if let config = members["config"], config != .null { configuration = try Self.merged(config, over: current) }
        if case .text(let id) = members["resourceId"], !id.isEmpty { resourceIDs = [id] }
        if case .list(let ids) = members["resourceIds"] {
            resourceIDs += ids.compactMap { if case .text(let id) = $0 { id } else { nil } }
        }
        if case .text(let name) = members["metric"], !name.isEmpty { metric = try Self.metric(name) }
        if let pair = members["threshold"], pair != .null { threshold = try Self.threshold(pair) }
        if let hours = members["hours"] { window = try Self.window(hours) }
        guard threshold == nil || metric != nil else {
            throw ConfigurationFault(.value, "metric", "A threshold needs the metric it is for.")
        }
    }

    /// The settings to replay with.
    var effective: AlertConfiguration {
        guard let metric, let threshold else { return configuration }
        var result = configuration
        for name in ThresholdMetric.allCases where name.series == metric {
            for group in ThresholdGroup.allCases { result[group][name] = threshold }
        }
        switch metric {
        case .usage: result.storageDefault = threshold
        case .disk: result.diskFillByType = result.diskFillByType.mapValues { _ in threshold }
        case .temperature: result.diskTempByType = result.diskTempByType.mapValues { _ in threshold }
        default: break
        }
        return result
    }

    private static func merged(_ config: MetadataValue, over current: AlertConfiguration) throws(ConfigurationFault) -> AlertConfiguration {
        guard case .object(let changes) = config else { throw ConfigurationFault(.type, "config", "must be an object") }
        var writer = JSONWriter(capacity: 8192)
        current.write(to: &writer)
        guard case .object(var members) = try? JSONReader.read(writer.bytes, MetadataValue.read) else { return current }
        members.merge(changes) { $1 }
        var whole = JSONWriter(capacity: 8192)
        MetadataValue.object(members).write(to: &whole)
        return try AlertConfiguration.read(whole.bytes, over: current).configuration
    }

    private static func metric(_ name: String) throws(ConfigurationFault) -> Metric {
        let named = ThresholdMetric(name: name) ?? ThresholdMetric.allCases.first { $0.series.rawValue == name }
        guard let metric = named?.series else {
            throw ConfigurationFault(.value, "metric", "\(name.prefix(40)) is no metric that alerts know.")
        }
        return metric
    }

    private static func threshold(_ value: MetadataValue) throws(ConfigurationFault) -> Threshold {
        guard case .object(let members) = value, let trigger = members["trigger"]?.figure, trigger >= 0, trigger < 1e12 else {
            throw ConfigurationFault(.value, "threshold", "needs a trigger")
        }
        let clear = members["clear"]?.figure ?? max(trigger - 5, 0)
        return Threshold(trigger: trigger, clear: clear > 0 && clear < trigger ? clear : max(trigger - 5, 0))
    }

    private static func window(_ value: MetadataValue) throws(ConfigurationFault) -> Duration {
        let longest = longestWindow.fractionalSeconds / 3600
        guard let hours = value.figure, hours > 0, hours <= longest else {
            throw ConfigurationFault(.value, "hours", "must be more than 0 and at most \(Int(longest))")
        }
        return .milliseconds(Int64(hours * 3_600_000))
    }
}

extension MetadataValue {
    fileprivate var figure: Double? {
        switch self {
        case .number(let number): number
        case .integer(let number): Double(number)
        default: nil
        }
    }
}
