import PulseCore

extension AlertMachine.Memory {
    func write(to json: inout JSONWriter, _ context: StepContext) {
        if let lastFire {
            json.moment("fireAt", lastFire.at, context)
            json.optional("fireValue", lastFire.value)
            json.field("fireLevel", lastFire.level.rawValue)
        }
        json.moment("suppressed", suppressedUntil, context)
        if let ended {
            json.key("ended")
            ended.write(to: &json, context)
        }
        json.optional("ackAt", acknowledgement?.at.milliseconds)
        json.optional("ackBy", acknowledgement?.by)
        json.moment("ackUntil", acknowledgedUntil, context)
        json.moments("attempts", attempts, context)
        json.moment("flapping", flappingUntil, context)
        json.moments("sends", sends, context)
    }

    /// Reads one member of what `write` wrote.
    mutating func read(_ key: JSONKey, _ reader: inout JSONReader, _ context: StepContext) throws(JSONFailure) {
        switch key {
        case "counted": counted = try reader.timestamp()
        case "fireAt": lastFire = try reader.moment(context).map { Fire(at: $0, value: nil, level: .warning) }
        case "fireValue": lastFire?.value = try reader.double()
        case "fireLevel": lastFire?.level = try reader.string().flatMap(AlertLevel.init(rawValue:)) ?? .warning
        case "suppressed": suppressedUntil = try reader.moment(context)
        case "ended": ended = try Ended.read(&reader, context)
        case "ackAt": acknowledgement = try reader.timestamp().map { Alert.Acknowledgement(at: $0, by: "") }
        case "ackBy": acknowledgement?.by = try reader.string() ?? ""
        case "ackUntil": acknowledgedUntil = try reader.moment(context)
        case "attempts": attempts = try reader.moments(context)
        case "flapping": flappingUntil = try reader.moment(context)
        case "sends": sends = try reader.moments(context)
        default: break
        }
    }
}

extension AlertMachine.Memory.Ended {
    func write(to json: inout JSONWriter, _ context: StepContext) {
        json.beginObject()
        json.key("alert")
        resolved.alert.write(to: &json)
        json.field("resolved", resolved.resolvedTime.milliseconds)
        json.field("reason", resolved.reason.rawValue)
        json.optional("aliases", aliases)
        json.moment("at", at, context)
        json.moment("started", startedAt, context)
        json.moment("notified", notifiedAt, context)
        json.optional("toldLevel", toldLevel?.rawValue)
        json.endObject()
    }

    static func read(_ reader: inout JSONReader, _ context: StepContext) throws(JSONFailure) -> Self? {
        var alert: Alert?
        var (resolved, reason): (Timestamp?, ResolveReason) = (nil, .recovered)
        var (aliases, at, started, notified): ([String], Duration?, Duration?, Duration?) = ([], nil, nil, nil)
        var level: AlertLevel?
        try reader.object { (key, reader) throws(JSONFailure) in
            switch key {
            case "alert": alert = try Alert.read(&reader)
            case "resolved": resolved = try reader.timestamp()
            case "reason": reason = try reader.string().flatMap(ResolveReason.init(rawValue:)) ?? .recovered
            case "aliases": aliases = try reader.texts()
            case "at": at = try reader.moment(context)
            case "started": started = try reader.moment(context)
            case "notified": notified = try reader.moment(context)
            case "toldLevel": level = try reader.string().flatMap(AlertLevel.init(rawValue:))
            default: break
            }
        }
        guard let alert, let resolved, let at else { return nil }
        return Self(
            resolved: ResolvedAlert(alert, at: resolved, reason: reason), aliases: aliases, at: at, startedAt: started ?? at,
            notifiedAt: notified, toldLevel: level)
    }
}
