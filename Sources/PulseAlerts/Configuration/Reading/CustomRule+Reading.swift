import PulseCore

extension CustomRule {
    /// - Parameter number: its place in the list from 1, which names a rule without an id.
    init(
        reading object: inout SettingsObject, number: Int, margin: Double, _ warnings: inout [String]
    ) throws(ConfigurationFault) {
        let given = try object.text("id")?.trimmingSpaces ?? ""
        self.init(id: given.isEmpty ? "rule-\(number)" : given)
        name = try object.text("name") ?? ""
        description = try object.text("description") ?? ""
        priority = try object.integer("priority") ?? 0
        isEnabled = try object.flag("enabled") ?? true
        createdAt = try object.text("createdAt").flatMap { Timestamp(rfc3339: $0) }
        updatedAt = try object.text("updatedAt").flatMap { Timestamp(rfc3339: $0) }
        if var settings = try object.object("thresholds") {
            thresholds = try ThresholdConfiguration(reading: &settings, over: nil, margin: margin, &warnings)
        }
        if var conditions = try object.object("filterConditions") { try readConditions(&conditions, &warnings) }
        try Self.refuseNotifications(&object, &warnings)
        warnings += object.unknown
    }

    private mutating func readConditions(
        _ object: inout SettingsObject, _ warnings: inout [String]
    ) throws(ConfigurationFault) {
        if let word = try object.text("logicalOperator"), !word.isEmpty {
            guard let join = Join(rawValue: word.uppercased()) else {
                throw ConfigurationFault(.filter, object.path(of: "logicalOperator"), "must be AND or OR")
            }
            self.join = join
        }
        for item in try object.objects("filters") ?? [] {
            var settings = item
            filters.append(try Filter(reading: &settings))
            warnings += settings.unknown
        }
        warnings += object.unknown
    }

    /// Messages go where the destinations say; a rule that wants its own must not be taken as if it had them.
    private static func refuseNotifications(
        _ object: inout SettingsObject, _ warnings: inout [String]
    ) throws(ConfigurationFault) {
        guard var settings = try object.object("notifications") else { return }
        for channel in ["email", "webhook"] {
            guard var target = try settings.object(channel) else { continue }
            if try target.flag("enabled") == true {
                throw ConfigurationFault(.unsupported, settings.path(of: channel), "rules have no destinations of their own")
            }
            target.pass(channel == "email" ? "recipients" : "url")
            warnings += target.unknown
        }
        warnings += settings.unknown
    }
}

extension CustomRule.Filter {
    init(reading object: inout SettingsObject) throws(ConfigurationFault) {
        let word = try object.text("type") ?? ""
        guard let kind = Kind(rawValue: word.lowercased()) else {
            throw ConfigurationFault(.filter, object.path(of: "type"), "must be metric, text or raw")
        }
        self.init(kind)
        field = try object.text("field") ?? ""
        let sign = try object.text("operator") ?? ""
        guard let comparison = sign.isEmpty ? .equal : Comparison(rawValue: sign.lowercased()) else {
            throw ConfigurationFault(.filter, object.path(of: "operator"), "must be >, <, >=, <=, = or ==")
        }
        self.comparison = comparison
        (text, number) = try object.textOrNumber("value")
        rawText = try object.text("rawText") ?? ""
        guard kind == .metric else { return }
        guard number != nil else { throw ConfigurationFault(.filter, object.path(of: "value"), "must be a number") }
        guard Self.figures.contains(field.lowercased()) else {
            throw ConfigurationFault(.filter, object.path(of: "field"), "is no figure of a guest")
        }
    }

    /// Figures that filters can look at, in lower case.
    static let figures: Set<String> = ["cpu", "memory", "disk", "diskread", "diskwrite", "networkin", "networkout"]
}
