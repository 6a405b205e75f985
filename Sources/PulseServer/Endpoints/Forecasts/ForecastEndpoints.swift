import PulseCore
import PulseForecast
import PulseHistory
import PulseInventory

/// Where figures go: of one resource, and of everything that fills up.
public struct ForecastEndpoints: Sendable {
    private let history: any MetricStore
    private let snapshot: @Sendable () -> InventorySnapshot
    private let book: WeekBook

    public init(history: any MetricStore, book: WeekBook, snapshot: @escaping @Sendable () -> InventorySnapshot) {
        self.history = history
        self.snapshot = snapshot
        self.book = book
    }

    /// The most rows of an overview, the soonest.
    static let mostRows = 500
    /// What repeats is looked for in four weeks.
    private static let seasonHours = 28 * 24

    public var endpoints: [Endpoint] {
        [
            .get(
                "/api/ai/forecast", access: .scope(.aiExecute), answers: Self.single,
                """
                Where one metric of one resource goes within `horizon_hours` (24), and when it reaches `threshold` (90): by the median slope \
                of the hourly means of a week. Null with a `reason` where less than 24 hours are known.
                """,
                handler: one),
            .get(
                "/api/ai/forecasts/overview", access: .scope(.aiExecute), answers: Self.overview,
                """
                What rises and reaches `threshold` (90) within a year, the soonest first; `metric` is cpu, memory or disk, which includes \
                storage pools. `time_to_threshold` in seconds.
                """,
                handler: all),
        ]
    }

    private func one(_ context: RequestContext) async throws -> APIResponse {
        guard let id = context.query["resource_id"], !id.isEmpty, let metric = context.query["metric"], !metric.isEmpty else {
            throw APIError.badRequest("missing_parameters", "resource_id and metric parameters are required")
        }
        let request = ForecastRequest(context, metric: metric, defaultHorizon: 24, longest: 720)
        guard let resource = snapshot().resource(id) else { return Self.refusal("resource_not_found", "The resource is not known") }
        let series = try await series(of: resource, request.metric, at: context.now)
        guard let trend = Trend(series, upTo: context.now), let newest = series.hours.last else {
            return Self.refusal(
                "not_enough_data", "A forecast needs \(Trend.fewestHours) hours of measurements, the newest of the last day",
                hours: series.count)
        }
        let forecast = Forecast(
            resource: resource, request: request, current: resource.latest(request.metric) ?? newest.mean, trend: trend,
            seasonality: Seasonality(series, perHour: trend.perHour))
        return .object { json in
            json.key("forecast")
            forecast.write(to: &json, named: context.query["resource_name"], at: context.now)
        }
    }

    private func series(of resource: Resource, _ metric: Metric, at now: Timestamp) async throws -> HourlySeries {
        let name = resource.series(of: metric)
        let query = HistoryQuery(
            key: resource.content.historyKey, metrics: [name], start: now - .seconds(Self.seasonHours * 3600), end: now,
            maxPoints: Self.seasonHours)
        let points = try await history.history(query).series[name] ?? []
        return HourlySeries(points.lazy.map { (at: $0.timestamp, value: $0.value) })
    }

    private static func refusal(_ reason: String, _ message: String, hours: Int? = nil) -> APIResponse {
        .object { json in
            json.key("forecast")
            json.null()
            json.field("error", "Forecast generation failed")
            json.field("reason", reason)
            json.field("message", message)
            json.optional("hours", hours)
        }
    }

    private func all(_ context: RequestContext) async throws -> APIResponse {
        let request = ForecastRequest(
            context, metric: context.query["metric"].flatMap { $0.isEmpty ? nil : $0 } ?? "cpu", defaultHorizon: 168, longest: 8760)
        let (snapshot, isKnown) = (snapshot(), WeekBook.metrics.contains(request.metric))
        let week = isKnown ? try await book.page(of: request.metric, in: snapshot, at: context.now).summaries : [:]
        let rows = week.compactMap { id, summary -> Forecast? in
            guard let trend = summary.trend, let resource = snapshot.resource(id), let current = resource.latest(request.metric) else {
                return nil
            }
            let forecast = Forecast(resource: resource, request: request, current: current, trend: trend)
            return forecast.isOnTheWay ? forecast : nil
        }
        let soonest = rows.sorted {
            ($0.secondsToThreshold ?? .infinity, $0.resource.id) < ($1.secondsToThreshold ?? .infinity, $1.resource.id)
        }
        return .object { json in
            json.key("forecasts")
            json.array(soonest.prefix(Self.mostRows)) { $1.writeRow(to: &$0) }
            json.field("metric", request.metric.rawValue)
            json.field("threshold", request.threshold)
            json.field("horizon_hours", request.horizonHours)
            if !isKnown { json.field("message", "Overviews are made of cpu, memory and disk") }
        }
    }
}

extension ForecastEndpoints {
    private static let trend: Schema = .object([
        ("direction", .choice(Trend.Direction.allCases.map(\.rawValue))), ("rate_per_hour", .number), ("rate_per_day", .number),
        ("acceleration", .number),
        (
            "seasonality?",
            .object([
                ("has_daily", .flag), ("has_weekly", .flag), ("peak_hours?", .list(.integer)), ("peak_days?", .list(.integer)),
            ])
        ),
    ])

    static let single: Schema = .object([
        (
            "forecast",
            .named(
                "Forecast",
                .object([
                    ("resource_id", .text), ("resource_name?", .text), ("metric", .text), ("current_value", .number),
                    ("predicted_value", .number), ("predicted_at", .moment), ("confidence", .number), ("trend", trend),
                    ("time_to_threshold?", .integer), ("time_to_threshold_seconds?", .integer), ("threshold_value", .number),
                    ("description", .text),
                ]))
        ), ("error?", .text), ("reason?", .text), ("message?", .text), ("hours?", .integer),
    ])

    static let overview: Schema = .object([
        (
            "forecasts",
            .list(
                .object([
                    ("resource_id", .text), ("resource_name", .text), ("resource_type", .text), ("metric", .text),
                    ("current_value", .number), ("predicted_value", .number), ("time_to_threshold", .integer), ("confidence", .number),
                    ("trend", .text),
                ]))
        ), ("metric", .text), ("threshold", .number), ("horizon_hours", .integer), ("message?", .text),
    ])
}
