import PulseForecast

/// The shapes of intelligence for the API document.
extension IntelligenceEndpoints {
    static func list(_ name: String, _ row: Schema) -> Schema {
        .object([(name, .list(row)), ("count", .integer), ("license_required", .flag)])
    }

    static let baseline: Schema = .object([
        ("key", .text), ("resource_id", .text), ("metric", .text), ("mean", .number), ("std_dev", .number), ("min", .number),
        ("max", .number), ("samples", .integer), ("last_update", .moment),
    ])
    private static let anomaly: Schema = .object([
        ("resource_id", .text), ("resource_name", .text), ("resource_type", .text), ("metric", .text), ("current_value", .number),
        ("baseline_mean", .number), ("baseline_std_dev", .number), ("z_score", .number),
        ("severity", .choice(Anomaly.Severity.allCases.map(\.rawValue))), ("description", .text),
    ])
    static let anomalies: Schema = .object([
        ("anomalies", .list(anomaly)), ("count", .integer), ("severity_counts", .map(.integer)), ("license_required", .flag),
    ])
    static let learning: Schema = .object([
        ("resources_baselined", .integer), ("total_metrics", .integer), ("metric_breakdown", .map(.integer)),
        ("status", .choice(["waiting", "learning", "active"])), ("message", .text), ("license_required", .flag),
    ])
    static let pattern: Schema = .object([
        ("key", .text), ("resource_id", .text), ("event_type", .text), ("occurrences", .integer), ("average_interval", .text),
        ("average_interval_seconds", .integer), ("average_duration", .text), ("average_duration_seconds?", .integer),
        ("last_occurrence", .moment), ("confidence", .number),
    ])
    static let prediction: Schema = .object([
        ("resource_id", .text), ("event_type", .text), ("predicted_at", .moment), ("days_until", .number), ("confidence", .number),
        ("basis", .text), ("is_overdue", .flag),
    ])
    static let correlation: Schema = .object([
        ("source_id", .text), ("source_name", .text), ("source_type", .text), ("target_id", .text), ("target_name", .text),
        ("target_type", .text), ("event_pattern", .text), ("occurrences", .integer), ("avg_delay", .text), ("avg_delay_seconds", .integer),
        ("confidence", .number), ("last_seen", .moment), ("description", .text),
    ])
    static let incidentList: Schema = .object([
        ("incidents", .list(.any)), ("active_count", .integer), ("incident_summary?", .text),
    ])
    static let resourceIncidents: Schema = .object([
        ("resource_id", .text), ("incidents", .list(.any)), ("formatted_context", .text),
    ])
}
