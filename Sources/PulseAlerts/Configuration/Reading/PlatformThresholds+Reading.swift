extension DockerThresholds {
    /// Numbers that are not positive take the default.
    init(reading object: inout SettingsObject, margin: Double, _ warnings: inout [String]) throws(ConfigurationFault) {
        self.init()
        if let pair = try object.threshold("cpu", &warnings), pair.trigger >= 0 { cpu = Threshold(pair, margin: margin) }
        if let pair = try object.threshold("memory", &warnings), pair.trigger >= 0 { memory = Threshold(pair, margin: margin) }
        if let pair = try object.threshold("disk", &warnings), pair.trigger >= 0 { disk = Threshold(pair, margin: margin) }
        let positive = AlertConfiguration.positive
        restartCount = positive(try object.integer("restartCount")) ?? restartCount
        restartWindow = positive(try object.integer("restartWindow")) ?? restartWindow
        memoryWarnPct = positive(try object.integer("memoryWarnPct")) ?? memoryWarnPct
        memoryCriticalPct = positive(try object.integer("memoryCriticalPct")) ?? memoryCriticalPct
        serviceWarnGapPercent = positive(try object.integer("serviceWarnGapPercent")) ?? serviceWarnGapPercent
        serviceCriticalGapPercent = positive(try object.integer("serviceCriticalGapPercent")) ?? serviceCriticalGapPercent
        serviceCriticalGapPercent = max(serviceCriticalGapPercent, serviceWarnGapPercent)
        try object.read("stateDisableConnectivity", into: &stateDisableConnectivity)
        statePoweredOffSeverity = try AlertLevel(setting: "statePoweredOffSeverity", of: &object) ?? statePoweredOffSeverity
        if let hours = try object.integer("updateAlertDelayHours"), hours != 0 { updateAlertDelayHours = max(-1, hours) }
        warnings += object.unknown
    }
}

extension MailThresholds {
    /// Numbers that are not positive take the default.
    init(reading object: inout SettingsObject, _ warnings: inout [String]) throws(ConfigurationFault) {
        self.init()
        for (name, path) in Self.numbers {
            if let number = try object.integer(name), number > 0 { self[keyPath: path] = number }
        }
        warnings += object.unknown
    }
}
