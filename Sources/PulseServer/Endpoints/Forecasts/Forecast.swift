import PulseCore
import PulseForecast
import PulseInventory

/// Where one figure of one resource will be.
struct Forecast: Sendable {
    let resource: Resource
    let request: ForecastRequest
    let current: Double
    let trend: Trend
    var seasonality: Seasonality?

    /// What lies further away is not foreseen.
    private static let furthest: Double = 365 * 86_400

    var predicted: Double { trend.value(after: Double(request.horizonHours), from: current, bounds: request.bounds) }

    /// Seconds until the threshold is reached, at most a year; `nil` when it is not foreseen.
    var secondsToThreshold: Double? {
        trend.seconds(to: request.threshold, from: current).flatMap { $0 <= Self.furthest ? $0 : nil }
    }

    /// Belongs into an overview of what fills up: most hours agree that it rises, it is below the threshold, and will reach it.
    var isOnTheWay: Bool {
        trend.perHour > 0 && trend.agreement >= 0.3 && trend.confidence >= 0.3 && current < request.threshold && secondsToThreshold != nil
    }

    /// The answer of `/api/ai/forecast`.
    func write(to json: inout JSONWriter, named name: String?, at now: Timestamp) {
        json.object { json in
            json.field("resource_id", resource.id)
            json.optional("resource_name", name ?? resource.name)
            json.field("metric", request.metric.rawValue)
            json.field("current_value", Self.short(current))
            json.field("predicted_value", Self.short(predicted))
            json.field("predicted_at", (now + .seconds(request.horizonHours * 3600)).rfc3339)
            json.field("confidence", Self.short(trend.confidence))
            json.key("trend")
            json.object { json in
                json.field("direction", trend.direction.rawValue)
                json.field("rate_per_hour", Self.short(trend.perHour))
                json.field("rate_per_day", Self.short(trend.perDay))
                json.field("acceleration", Self.short(trend.acceleration))
                guard let seasonality else { return }
                json.key("seasonality")
                json.object { seasonality.writeMembers(to: &$0) }
            }
            if let seconds = secondsToThreshold {
                json.field("time_to_threshold", Int64(seconds * 1e9))
                json.field("time_to_threshold_seconds", Int64(seconds))
            }
            json.field("threshold_value", request.threshold)
            json.field("description", sentence)
        }
    }

    /// A row of `/api/ai/forecasts/overview`.
    func writeRow(to json: inout JSONWriter) {
        json.object { json in
            json.field("resource_id", resource.id)
            json.field("resource_name", resource.name)
            json.field("resource_type", resource.contractType)
            json.field("metric", request.metric.rawValue)
            json.field("current_value", Self.short(current))
            json.field("predicted_value", Self.short(predicted))
            json.key("time_to_threshold")
            if let seconds = secondsToThreshold { json.value(Int64(seconds)) } else { json.null() }
            json.field("confidence", Self.short(trend.confidence))
            json.field("trend", trend.direction.rawValue)
        }
    }

    private var sentence: String {
        let unit = request.metric.unit == .percent ? " %" : ""
        let movement =
            switch trend.direction {
            case .stable: "is stable"
            case .volatile: "goes up and down"
            case .increasing: "rises by \(Self.words(trend.perDay))\(unit) a day"
            case .decreasing: "falls by \(Self.words(-trend.perDay))\(unit) a day"
            }
        guard let seconds = secondsToThreshold else { return "\(request.metric.rawValue) \(movement)" }
        let time = seconds < 2 * 86_400 ? "\(Self.words(seconds / 3600)) hours" : "\(Self.words(seconds / 86_400)) days"
        return "\(request.metric.rawValue) \(movement) and reaches \(Self.words(request.threshold))\(unit) in \(time)"
    }

    /// Rates are often small: six decimals.
    private static func short(_ value: Double) -> Double { (value * 1_000_000).rounded() / 1_000_000 }

    /// One decimal, none where it is zero.
    private static func words(_ value: Double) -> String {
        let tenths = (value * 10).rounded() / 10
        return tenths == tenths.rounded() ? "\(Int64(tenths))" : "\(tenths)"
    }
}

extension Seasonality {
    fileprivate func writeMembers(to json: inout JSONWriter) {
        json.field("has_daily", hasDaily)
        json.field("has_weekly", hasWeekly)
        for (name, numbers) in [("peak_hours", peakHours), ("peak_days", peakDays)] as [(StaticString, [Int])] where !numbers.isEmpty {
            json.key(name)
            json.array(numbers) { $0.value($1) }
        }
    }
}
