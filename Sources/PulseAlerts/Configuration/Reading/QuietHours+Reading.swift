import PulseCore

extension QuietHours {
    init(reading object: inout SettingsObject, _ warnings: inout [String]) throws(ConfigurationFault) {
        self.init()
        try object.read("enabled", into: &isEnabled)
        start = try Self.minutes("start", of: &object) ?? start
        end = try Self.minutes("end", of: &object) ?? end
        if let name = try object.text("timezone")?.trimmingSpaces, !name.isEmpty {
            guard TimeZoneName.isKnown(name) else {
                throw ConfigurationFault(.timeZone, object.path(of: "timezone"), "no such time zone")
            }
            timeZone = name
        }
        if var settings = try object.object("days") {
            for day in Weekday.allCases {
                guard let isOn = try settings.flag(day.rawValue) else { continue }
                if isOn { days.insert(day) } else { days.remove(day) }
            }
            warnings += settings.unknown
        }
        if var settings = try object.object("suppress") {
            for category in Category.allCases where try settings.flag(category.rawValue) == true { suppress.insert(category) }
            warnings += settings.unknown
        }
        warnings += object.unknown
    }

    /// `HH:MM` as a minute of the day.
    private static func minutes(_ key: String, of object: inout SettingsObject) throws(ConfigurationFault) -> Int? {
        guard let text = try object.text(key)?.trimmingSpaces, !text.isEmpty else { return nil }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let isDigits = parts.allSatisfy { part in (1...2).contains(part.utf8.count) && part.utf8.allSatisfy { (48...57).contains($0) } }
        guard parts.count == 2, isDigits, parts[1].utf8.count == 2, let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24,
            minute < 60
        else { throw ConfigurationFault(.time, object.path(of: key), "must be a time as HH:MM") }
        return hour * 60 + minute
    }
}
