import PulseCore
import PulseForecast
import PulseHistory
import PulseInventory

extension IntelligenceEndpoints {
    /// The most rows of an answer.
    private static let mostRows = 5000

    func baselines(_ context: RequestContext) async throws -> APIResponse {
        let wanted = wanted(context)
        var rows: [(id: String, metric: Metric, baseline: Baseline, at: Timestamp)] = []
        for metric in WeekBook.metrics {
            let page = try await book.page(of: metric, in: snapshot(), at: context.now)
            for (id, summary) in page.summaries where wanted.map({ $0 == id }) ?? true {
                if let baseline = summary.baseline { rows.append((id, metric, baseline, page.madeAt)) }
            }
        }
        rows.sort { ($0.id, $0.metric.rawValue) < ($1.id, $1.metric.rawValue) }
        return .object { json in
            Self.list("baselines", Array(rows.prefix(Self.mostRows)), to: &json) { json, row in
                json.object { json in
                    json.field("key", "\(row.id):\(row.metric.rawValue)")
                    json.field("resource_id", row.id)
                    json.field("metric", row.metric.rawValue)
                    json.field("mean", HistoryPoint.short(row.baseline.mean))
                    json.field("std_dev", HistoryPoint.short(row.baseline.deviation))
                    json.field("min", HistoryPoint.short(row.baseline.low))
                    json.field("max", HistoryPoint.short(row.baseline.high))
                    json.field("samples", row.baseline.hours)
                    json.field("last_update", row.at.rfc3339)
                }
            }
            json.field("total", rows.count)
        }
    }

    func anomalies(_ context: RequestContext) async throws -> APIResponse {
        let (snapshot, wanted) = (snapshot(), wanted(context))
        var rows: [(resource: Resource, metric: Metric, anomaly: Anomaly)] = []
        for metric in WeekBook.metrics {
            for (id, summary) in try await book.page(of: metric, in: snapshot, at: context.now).summaries {
                guard wanted.map({ $0 == id }) ?? true, let baseline = summary.baseline, let resource = snapshot.resource(id),
                    resource.isHeard, let value = resource.latest(metric), let anomaly = Anomaly(value, of: metric, against: baseline)
                else { continue }
                rows.append((resource, metric, anomaly))
            }
        }
        rows.sort {
            ($1.anomaly.zScore.magnitude, $0.resource.id, $0.metric.rawValue) < (
                $0.anomaly.zScore.magnitude, $1.resource.id, $1.metric.rawValue
            )
        }
        return .object { json in
            Self.list("anomalies", Array(rows.prefix(Self.mostRows)), to: &json) { json, row in
                json.object { row.anomaly.writeMembers(of: row.resource, row.metric, to: &$0) }
            }
            json.key("severity_counts")
            json.object { json in
                for severity in Anomaly.Severity.allCases {
                    json.key(severity.rawValue)
                    json.value(rows.count { $0.anomaly.severity == severity })
                }
            }
        }
    }

    func learning(_ context: RequestContext) async throws -> APIResponse {
        var counts: [String: Int] = [:]
        var resources: Set<String> = []
        for metric in WeekBook.metrics {
            let known = try await book.page(of: metric, in: snapshot(), at: context.now).summaries.filter { $0.value.baseline != nil }
            if !known.isEmpty { counts[metric.rawValue] = known.count }
            resources.formUnion(known.keys)
        }
        return .object { json in
            json.field("resources_baselined", resources.count)
            json.field("total_metrics", counts.values.reduce(0, +))
            json.key("metric_breakdown")
            json.object(counts) { $0.value($1) }
            json.field("status", resources.isEmpty ? "waiting" : resources.count < 5 ? "learning" : "active")
            json.field(
                "message",
                resources.isEmpty
                    ? "It is known what is usual after \(Baseline.fewestHours) hours of measurements"
                    : "It is known what is usual for \(resources.count) resources")
            json.field("license_required", false)
        }
    }
}

extension Resource {
    /// One of its sources is fresh: its figures are of now.
    fileprivate var isHeard: Bool { status != .offline && content.sourceStatus.values.contains { $0.state == .online } }

    /// The contract's word for what a figure belongs to.
    fileprivate var figureType: String {
        switch kind {
        case .agent: "node"
        case .systemContainer, .appContainer: "container"
        default: contractType
        }
    }
}

extension Anomaly {
    fileprivate func writeMembers(of resource: Resource, _ metric: Metric, to json: inout JSONWriter) {
        json.field("resource_id", resource.id)
        json.field("resource_name", resource.name)
        json.field("resource_type", resource.figureType)
        json.field("metric", metric.rawValue)
        json.field("current_value", HistoryPoint.short(value))
        json.field("baseline_mean", HistoryPoint.short(baseline.mean))
        json.field("baseline_std_dev", HistoryPoint.short(baseline.deviation))
        json.field("z_score", HistoryPoint.short(zScore))
        json.field("severity", severity.rawValue)
        let direction = value > baseline.mean ? "above" : "below"
        json.field(
            "description",
            "\(metric.rawValue) at \(Int(value.rounded())) % is \(direction) its usual \(Int(baseline.low.rounded())) to \(Int(baseline.high.rounded())) %"
        )
    }
}
