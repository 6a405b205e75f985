import PulseCore
import PulseHistory

extension HistoryPoint {
    /// A point with its extremes, `timestamp` in milliseconds.
    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("timestamp", timestamp.milliseconds)
            writer.field("value", Self.short(value))
            writer.field("min", Self.short(min))
            writer.field("max", Self.short(max))
        }
    }

    /// A point of a chart: value only.
    func writeBrief(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("timestamp", timestamp.milliseconds)
            writer.field("value", Self.short(value))
        }
    }

    /// Averages carry digits that mean nothing; four decimals are finer than any metric is kept.
    static func short(_ value: Double) -> Double {
        value.magnitude >= 1e9 ? value.rounded() : (value * 10_000).rounded() / 10_000
    }
}

extension MetricStoreStatistics {
    func write(to writer: inout JSONWriter) {
        writer.field("enabled", true)
        writer.field("dbSize", dbSize)
        writer.field("rawCount", rawCount)
        writer.field("minuteCount", minuteCount)
        writer.field("hourlyCount", hourlyCount)
        writer.field("dailyCount", dailyCount)
        writer.field("totalWrites", totalWrites)
        writer.field("bufferSize", bufferSize)
        writer.field("droppedWrites", droppedWrites)
        writer.field("seriesCount", seriesCount)
        writer.optional("lastFlush", lastFlush)
        writer.optional("lastRollup", lastRollup)
        writer.optional("lastRetention", lastRetention)
    }
}

extension HistoryEndpoints {
    static let statisticsSchema: Schema = .object([
        ("enabled", .flag), ("dbSize", .integer), ("rawCount", .integer), ("minuteCount", .integer), ("hourlyCount", .integer),
        ("dailyCount", .integer), ("totalWrites", .integer), ("bufferSize", .integer), ("droppedWrites", .integer),
        ("seriesCount", .integer), ("lastFlush?", .moment), ("lastRollup?", .moment), ("lastRetention?", .moment),
    ])
    static let pointSchema: Schema = .named(
        "HistoryPoint", .object([("timestamp", .integer), ("value", .number), ("min", .number), ("max", .number)]))
    static let historySchema: Schema = .object([
        ("resourceType", .text), ("resourceId", .text), ("metric?", .text), ("range", .text), ("start", .integer), ("end", .integer),
        ("stepSeconds", .integer), ("tier", .choice(["raw", "minute", "hourly", "daily"])), ("points?", .list(pointSchema)),
        ("metrics?", .map(.list(pointSchema))), ("source", .text),
    ])
}
