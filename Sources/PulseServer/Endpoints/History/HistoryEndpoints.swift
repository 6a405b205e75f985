import PulseAccess
import PulseCore
import PulseHistory
import PulseInventory
import PulseMonitor

/// History of metrics: one resource's points, and what the store holds.
public struct HistoryEndpoints: Sendable {
    let history: any MetricStore
    let snapshot: @Sendable () -> InventorySnapshot
    let licence: HistoryLicence
    private let cache = DocumentCache(mostEntries: 512, mostBytes: 8 << 20, life: .seconds(10))

    /// The most points of one series in an answer.
    static let mostPoints = 5000

    public init(
        history: any MetricStore, snapshot: @escaping @Sendable () -> InventorySnapshot, licence: HistoryLicence = HistoryLicence()
    ) {
        self.history = history
        self.snapshot = snapshot
        self.licence = licence
    }

    /// Gives back the memory of answers that are too old to be given again.
    public func forgetOld(at now: Timestamp) { cache.forgetOld(at: now) }

    public var endpoints: [Endpoint] {
        [
            .get(
                "/api/metrics-store/stats", access: .scope(.monitoringRead), answers: Self.statisticsSchema, "What the metric store holds."
            ) { _ in
                let statistics = await history.statistics()
                return .object { statistics.write(to: &$0) }
            },
            .get(
                "/api/metrics-store/history", access: .scope(.monitoringRead), answers: Self.historySchema,
                "Points of one resource over a range that ends now, or at `end` (milliseconds)."
            ) {
                try await answer($0)
            },
        ]
    }

    private func answer(_ context: RequestContext) async throws -> APIResponse {
        let (question, now) = (String(context.query.raw), context.now)
        if let known = cache.standing(question, at: now, revision: revision) { return .encoded(try await known.value) }
        let request = try HistoryRequest(context.query)
        let end = request.end.map { min($0, now) } ?? now
        try licence.check(request.range.duration + now.since(end))
        let key = await key(for: request)
        let document = try await cache.document(question, of: key, revision: revision(of: key), at: now) {
            EncodedDocument(try await self.body(of: request, key, at: end))
        }
        return .encoded(document)
    }

    /// Of a resource that nobody knows yet, anything new may be the first.
    private func revision(of key: String?) -> UInt64 { key.map(history.revision(of:)) ?? (snapshot().revision &+ history.revision) }

    private func body(of request: HistoryRequest, _ key: String?, at end: Timestamp) async throws -> [UInt8] {
        let start = end - request.range.duration
        guard let key else {
            return request.answer(HistoryAnswer(series: [:], stepSeconds: 0, tier: .raw), start: start, end: end, source: "store")
        }
        let query = HistoryQuery(
            key: key, metrics: request.metric.map { [$0] }, start: start, end: end, maxPoints: request.maxPoints, downsampling: .average)
        var found = try await history.history(query)
        // A coarse bucket that has begun has its middle ahead: now it is the newest value, at an earlier end it was not there.
        if request.end != nil { found.series = found.series.mapValues { $0.filter { $0.timestamp <= end } }.filter { !$0.value.isEmpty } }
        return request.answer(found, start: start, end: end, source: "store")
    }

    private func key(for request: HistoryRequest) async -> String? {
        if let live = HistoryAddress.resource(type: request.type, id: request.id, in: snapshot()) { return live.content.historyKey }
        for type in HistoryAddress.types(for: request.type) ?? [] {
            if let key = await history.key(for: MetricsTarget(resourceType: type, resourceID: request.id)) { return key }
        }
        return nil
    }
}

/// A history request, read and checked.
struct HistoryRequest {
    let type: String
    let id: String
    let metric: Metric?
    let range: TimeRange
    /// Where the range ends; `nil` now.
    let end: Timestamp?
    let maxPoints: Int?

    init(_ query: QueryParameters) throws {
        guard let type = query["resourceType"], !type.isEmpty, let id = query["resourceId"], !id.isEmpty else {
            throw APIError.badRequest("missing_params", "resourceType and resourceId are required")
        }
        guard HistoryAddress.types(for: type) != nil else {
            throw APIError.badRequest("invalid_resource_type", "unsupported resourceType \"\(type.prefix(64))\"")
        }
        guard let range = TimeRange(query["range"] ?? "24h") else {
            throw APIError.badRequest(
                "invalid_range", "range must be a span such as 1h, 24h or 7d", details: ["field": "range"])
        }
        if let text = query["end"], !text.isEmpty {
            guard let milliseconds = Int64(text), milliseconds > 0 else {
                throw APIError.badRequest("invalid_end", "end must be a moment in milliseconds", details: ["field": "end"])
            }
            end = Timestamp(milliseconds: milliseconds)
        } else {
            end = nil
        }
        self.type = type
        self.id = id
        self.range = range
        metric = query["metric"].flatMap { $0.isEmpty ? nil : Metric(type == "storage" && $0 == "disk" ? "usage" : $0) }
        maxPoints = try query.maxPoints.map { min($0, HistoryEndpoints.mostPoints) }
    }

    func answer(_ answer: HistoryAnswer, start: Timestamp, end: Timestamp, source: String) -> [UInt8] {
        var writer = JSONWriter(capacity: 16 * 1024)
        writer.object { writer in
            writer.field("resourceType", type)
            writer.field("resourceId", id)
            if let metric { writer.field("metric", metric.rawValue) }
            writer.field("range", range.label)
            writer.field("start", start.milliseconds)
            writer.field("end", end.milliseconds)
            writer.field("stepSeconds", answer.stepSeconds)
            writer.field("tier", answer.tier.rawValue)
            if let metric {
                writer.key("points")
                writer.array(answer.series[metric] ?? []) { $1.write(to: &$0) }
            } else {
                writer.key("metrics")
                writer.beginObject()
                for (metric, points) in answer.series.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                    writer.key(metric.rawValue)
                    writer.array(points) { $1.write(to: &$0) }
                }
                writer.endObject()
            }
            writer.field("source", source)
        }
        return writer.bytes
    }
}

extension QueryParameters {
    /// How many points a line may have at most, where the caller says so.
    var maxPoints: Int? {
        get throws {
            guard let text = self["maxPoints"], !text.isEmpty else { return nil }
            guard let points = Int(text), points > 0 else {
                throw APIError.badRequest("invalid_max_points", "maxPoints must be a number above zero", details: ["field": "maxPoints"])
            }
            return points
        }
    }
}
