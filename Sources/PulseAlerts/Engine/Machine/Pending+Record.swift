import PulseCore

extension AlertMachine.Pending {
    func write(to json: inout JSONWriter, _ context: StepContext) {
        json.beginObject()
        json.moment("since", since, context)
        json.field("readings", readings)
        json.moment("lastReading", lastReading, context)
        json.moment("lastJudged", lastJudged, context)
        json.optional("distance", distance?.wholeMilliseconds)
        json.field("level", level.rawValue)
        json.field("value", value)
        json.endObject()
    }

    static func read(_ reader: inout JSONReader, _ context: StepContext) throws(JSONFailure) -> Self? {
        let now = context.now.steady
        var pending = Self(since: now, lastReading: now, lastJudged: now, level: .warning, value: 0)
        try reader.object { (key, reader) throws(JSONFailure) in
            switch key {
            case "since": pending.since = try reader.moment(context) ?? now
            case "readings": pending.readings = try reader.int() ?? 1
            case "lastReading": pending.lastReading = try reader.moment(context) ?? now
            case "lastJudged": pending.lastJudged = try reader.moment(context) ?? now
            case "distance": pending.distance = try reader.int64().map { .milliseconds($0) }
            case "level": pending.level = try reader.string().flatMap(AlertLevel.init(rawValue:)) ?? .warning
            case "value": pending.value = try reader.double() ?? 0
            default: break
            }
        }
        return pending
    }
}
