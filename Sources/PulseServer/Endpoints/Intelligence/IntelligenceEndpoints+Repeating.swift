import PulseCore
import PulseForecast
import PulseInventory

extension IntelligenceEndpoints {
    private static let patternSpan: Duration = .seconds(90 * 86_400)
    private static let correlationSpan: Duration = .seconds(30 * 86_400)
    private static let mostRows = 1000

    @Sendable func patterns(_ wanted: String?, at now: Timestamp) async throws -> EncodedDocument {
        let rows = try await found(wanted, at: now)
        return Self.document("patterns", rows) { json, row in
            json.object { json in
                json.field("key", "\(row.resourceID):\(row.kind.rawValue)")
                json.field("resource_id", row.resourceID)
                json.field("event_type", row.kind.rawValue)
                json.field("occurrences", row.occurrences)
                json.field("average_interval", row.averageInterval.clockText)
                json.field("average_interval_seconds", row.averageInterval.components.seconds)
                json.field("average_duration", (row.averageDuration ?? .zero).clockText)
                json.optional("average_duration_seconds", row.averageDuration?.components.seconds)
                json.field("last_occurrence", row.last.rfc3339)
                json.field("confidence", Self.short(row.confidence))
            }
        }
    }

    @Sendable func predictions(_ wanted: String?, at now: Timestamp) async throws -> EncodedDocument {
        let rows = try await found(wanted, at: now).compactMap { pattern in pattern.next(at: now).map { (pattern: pattern, next: $0) } }
        return Self.document("predictions", rows.sorted { $0.next < $1.next }) { json, row in
            json.object { json in
                json.field("resource_id", row.pattern.resourceID)
                json.field("event_type", row.pattern.kind.rawValue)
                json.field("predicted_at", row.next.rfc3339)
                json.field("days_until", Self.short(row.next.since(now).fractionalSeconds / 86_400))
                json.field("confidence", Self.short(row.pattern.confidence))
                json.field("basis", "\(row.pattern.occurrences) times, about every \(row.pattern.averageInterval.clockText)")
                json.field("is_overdue", row.next < now)
            }
        }
    }

    @Sendable func correlations(_ wanted: String?, at now: Timestamp) async throws -> EncodedDocument {
        let snapshot = snapshot()
        let all = EventCorrelation.all(of: try await events.events(of: Self.correlationSpan, until: now, in: snapshot))
        let rows = all.filter { row in wanted.map { $0 == row.source || $0 == row.target } ?? true }
        return Self.document("correlations", rows) { json, row in
            let (source, target) = (snapshot.resource(row.source), snapshot.resource(row.target))
            json.object { json in
                json.field("source_id", row.source)
                json.field("source_name", source?.name ?? row.source)
                json.field("source_type", source?.contractType ?? "")
                json.field("target_id", row.target)
                json.field("target_name", target?.name ?? row.target)
                json.field("target_type", target?.contractType ?? "")
                json.field("event_pattern", "\(row.sourceKind.correlationName) -> \(row.targetKind.correlationName)")
                json.field("occurrences", row.occurrences)
                json.field("avg_delay", row.averageDelay.clockText)
                json.field("avg_delay_seconds", row.averageDelay.components.seconds)
                json.field("confidence", Self.short(row.confidence))
                json.field("last_seen", row.last.rfc3339)
                json.field(
                    "description",
                    "\(row.targetKind.correlationName) of \(target?.name ?? row.target) came \(row.averageDelay.clockText) after \(row.sourceKind.correlationName) of \(source?.name ?? row.source), \(row.occurrences) times"
                )
            }
        }
    }

    /// Migrations are decided by people or schedulers, and alerts of all kinds are no kind of event.
    private func found(_ wanted: String?, at now: Timestamp) async throws -> [EventPattern] {
        let past = try await events.events(of: Self.patternSpan, until: now, in: snapshot())
        let repeating = past.filter { $0.kind != .migration && $0.kind != .alert }
        return EventPattern.all(of: wanted.map { id in repeating.filter { $0.resourceID == id } } ?? repeating)
    }

    private static func document<Row>(
        _ name: StaticString, _ rows: [Row], _ write: (inout JSONWriter, Row) -> Void
    ) -> EncodedDocument {
        var json = JSONWriter()
        json.object { list(name, Array(rows.prefix(mostRows)), to: &$0, write) }
        return EncodedDocument(json.bytes)
    }

    private static func short(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}

extension PastEvent.Kind {
    /// Correlations have names of their own for some.
    fileprivate var correlationName: String {
        switch self {
        case .highMemory: "high_mem"
        case .unresponsive: "offline"
        default: rawValue
        }
    }
}

extension Duration {
    /// `1h30m0s`, `5m0s`, `12s`: as clients of the API know durations.
    fileprivate var clockText: String {
        let seconds = components.seconds
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
        if hours > 0 { return "\(hours)h\(minutes)m\(seconds % 60)s" }
        return minutes > 0 ? "\(minutes)m\(seconds % 60)s" : "\(seconds)s"
    }
}
