import PulseCore

extension AlertMachine.Firing {
    func write(to json: inout JSONWriter, _ context: StepContext) {
        json.beginObject()
        json.key("alert")
        alert.write(to: &json)
        json.optional("aliases", aliases)
        if isMonitorOnly { json.field("monitorOnly", true) }
        json.moment("started", startedAt, context)
        json.moment("opened", openedAt, context)
        json.moment("seen", seenAt, context)
        if goodReadings > 0 { json.field("good", goodReadings) }
        if isTold { json.field("told", true) }
        json.optional("toldLevel", toldLevel?.rawValue)
        json.moment("notified", notifiedAt, context)
        json.optional("deferred", deferredUntil?.milliseconds)
        json.optional("owed", owed?.rawValue)
        json.moment("retry", retryAt, context)
        json.optional("hold", lastHold?.rawValue)
        json.endObject()
    }

    static func read(_ reader: inout JSONReader, _ context: StepContext) throws(JSONFailure) -> Self? {
        var alert: Alert?
        var firing = Self(
            alert: Alert(
                id: "", type: AlertType(""), kind: .discreteState, level: .warning, resourceID: "", resourceName: "", specID: "",
                startTime: context.now.wall),
            aliases: [], isMonitorOnly: false, startedAt: context.now.steady, openedAt: context.now.steady, seenAt: context.now.steady)
        try reader.object { (key, reader) throws(JSONFailure) in
            switch key {
            case "alert": alert = try Alert.read(&reader)
            case "aliases": firing.aliases = try reader.texts()
            case "monitorOnly": firing.isMonitorOnly = try reader.bool() ?? false
            case "started": firing.startedAt = try reader.moment(context) ?? firing.startedAt
            case "opened": firing.openedAt = try reader.moment(context) ?? firing.openedAt
            case "seen": firing.seenAt = try reader.moment(context) ?? firing.seenAt
            case "good": firing.goodReadings = try reader.int() ?? 0
            default: try firing.readDelivery(key, &reader, context)
            }
        }
        guard let alert else { return nil }
        firing.alert = alert
        return firing
    }

    private mutating func readDelivery(_ key: JSONKey, _ reader: inout JSONReader, _ context: StepContext) throws(JSONFailure) {
        switch key {
        case "told": isTold = try reader.bool() ?? false
        case "toldLevel": toldLevel = try reader.string().flatMap(AlertLevel.init(rawValue:))
        case "notified": notifiedAt = try reader.moment(context)
        case "deferred": deferredUntil = try reader.timestamp()
        case "owed": owed = try reader.string().flatMap(Notice.Event.init(rawValue:))
        case "retry": retryAt = try reader.moment(context)
        case "hold": lastHold = try reader.string().flatMap(HoldReason.init(rawValue:))
        default: break
        }
    }
}

extension JSONReader {
    mutating func texts() throws(JSONFailure) -> [String] {
        var texts: [String] = []
        try array { reader throws(JSONFailure) in
            if let text = try reader.string() { texts.append(text) }
        }
        return texts
    }
}
