import PulseCore

extension AlertSchedule {
    init(reading object: inout SettingsObject, _ warnings: inout [String]) throws(ConfigurationFault) {
        self.init()
        if var settings = try object.object("quietHours") { quietHours = try QuietHours(reading: &settings, &warnings) }
        if let minutes = try object.number("cooldown") { cooldown = .minutes(max(0, minutes)) }
        if let most = try object.integer("maxAlertsHour") { maxAlertsHour = max(0, most) }
        if let word = try object.text("initialNotify") { initialNotify = Notice.Target(setting: word) ?? .all }
        try object.read("notifyOnResolve", into: &notifyOnResolve)
        if var settings = try object.object("escalation") { escalation = try Escalation(reading: &settings, &warnings) }
        if var settings = try object.object("grouping") {
            grouping.isEnabled = try settings.flag("enabled") ?? grouping.isEnabled
            if let seconds = try settings.integer("window") { grouping.window = .seconds(max(0, seconds)) }
            grouping.byNode = try settings.flag("byNode") ?? grouping.byNode
            grouping.byGuest = try settings.flag("byGuest") ?? grouping.byGuest
            warnings += settings.unknown
        }
        warnings += object.unknown
    }
}

extension Notice.Target {
    /// A kind of channel as settings name it, in one or in many.
    init?(setting word: String) {
        switch word.trimmingSpaces.lowercased() {
        case "webhooks": self = .webhook
        case "emails": self = .email
        case let word:
            guard let target = Notice.Target(rawValue: word) else { return nil }
            self = target
        }
    }
}

extension AlertSchedule.Escalation {
    /// Most steps of an escalation.
    static let mostLevels = 32

    init(reading object: inout SettingsObject, _ warnings: inout [String]) throws(ConfigurationFault) {
        self.init()
        try object.read("enabled", into: &isEnabled)
        if let list = try object.objects("levels") {
            guard list.count <= Self.mostLevels else {
                throw ConfigurationFault(.value, object.path(of: "levels"), "more than \(Self.mostLevels) levels")
            }
            levels = []
            for item in list {
                var settings = item
                levels.append(try Level(reading: &settings))
                warnings += settings.unknown
            }
            levels.sort { $0.after < $1.after }
        }
        warnings += object.unknown
    }
}

extension AlertSchedule.Escalation.Level {
    init(reading object: inout SettingsObject) throws(ConfigurationFault) {
        guard let minutes = try object.number("after"), minutes > 0 else {
            throw ConfigurationFault(.value, object.path(of: "after"), "must be minutes, more than 0")
        }
        guard let target = Notice.Target(setting: try object.text("notify") ?? "") else {
            throw ConfigurationFault(.target, object.path(of: "notify"), "must be email, webhook, apprise or all")
        }
        self.init(after: .minutes(minutes), target: target)
    }
}
