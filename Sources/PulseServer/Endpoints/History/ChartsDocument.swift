import PulseCore
import PulseHistory
import PulseInventory

/// The body of `/api/charts`: every resource's lines over one range.
struct ChartsDocument {
    /// The most points of all lines together, about 10 MB of JSON; with many resources each line gets fewer.
    static let pointBudget = 240_000
    /// What a line has at most and, however many there are, at least.
    static let pointsOfALine = 4...500
    /// What was sampled less than this ago counts as live memory in `primarySourceHint`.
    static let inMemorySeconds: Int64 = 7200

    let snapshot: InventorySnapshot
    let history: any MetricStore
    let range: TimeRange
    let now: Timestamp

    func encoded() async throws -> EncodedDocument {
        let members = snapshot.resources.flatMap { resource in
            ChartGroup.groups(of: resource).map { (group: $0, resource: resource) }
        }
        let metrics = Set(ChartGroup.allCases.flatMap { $0.series.map(\.metric) })
        let keys = Set(members.map(\.resource.content.historyKey))
        let most = Self.mostPoints(lines: members.reduce(0) { $0 + $1.group.series.count })
        let lines = try await history.charts(
            keys: Array(keys), metrics: Array(metrics), start: now - range.duration, end: now, maxPoints: most)
        return EncodedDocument(write(members, lines))
    }

    /// How many points each of so many lines may have.
    static func mostPoints(lines: Int) -> Int {
        min(max(pointBudget / max(lines, 1), pointsOfALine.lowerBound), pointsOfALine.upperBound)
    }

    private func write(
        _ members: [(group: ChartGroup, resource: Resource)], _ lines: [String: [Metric: [HistoryPoint]]]
    ) -> [UInt8] {
        var writer = JSONWriter(capacity: 1 << 16)
        var counts: [ChartGroup: Int] = [:]
        var oldest = now
        writer.beginObject()
        for group in ChartGroup.allCases {
            writer.key(group.name)
            writer.beginObject()
            for member in members where member.group == group {
                guard let target = member.resource.content.metricsTarget else { continue }
                let known = lines[member.resource.content.historyKey] ?? [:]
                writer.key(target.resourceID)
                counts[group, default: 0] += write(member.resource, group, known, to: &writer, oldest: &oldest)
            }
            writer.endObject()
        }
        writeGuestTypes(members, to: &writer)
        writer.field("timestamp", now.milliseconds)
        writeStatistics(counts, oldest: oldest, to: &writer)
        writer.endObject()
        return writer.bytes
    }

    /// Writes one resource's lines and returns how many points they have.
    private func write(
        _ resource: Resource, _ group: ChartGroup, _ known: [Metric: [HistoryPoint]], to writer: inout JSONWriter, oldest: inout Timestamp
    ) -> Int {
        var count = 0
        writer.beginObject()
        for series in group.series {
            var points = known[series.metric] ?? []
            if points.isEmpty, let live = resource.content.metrics.live(series.metric, temperature: resource.content.temperature) {
                points = [HistoryPoint(timestamp: resource.content.lastSeen, value: live, min: live, max: live)]
            }
            guard let first = points.first else { continue }
            oldest = min(oldest, first.timestamp)
            count += points.count
            writer.key(series.name)
            writer.array(points) { $1.writeBrief(to: &$0) }
        }
        writer.endObject()
        return count
    }

    private func writeGuestTypes(_ members: [(group: ChartGroup, resource: Resource)], to writer: inout JSONWriter) {
        writer.key("guestTypes")
        writer.beginObject()
        for member in members where member.group == .data {
            guard let target = member.resource.content.metricsTarget else { continue }
            writer.key(target.resourceID)
            writer.value(member.resource.kind == .pod ? "k8s" : member.resource.kind.rawValue)
        }
        writer.endObject()
    }

    private func writeStatistics(_ counts: [ChartGroup: Int], oldest: Timestamp, to writer: inout JSONWriter) {
        writer.key("stats")
        writer.object { writer in
            Self.writeRange(range, oldest: oldest, to: &writer)
            writer.key("pointCounts")
            writer.object { writer in
                writer.field("total", counts.values.reduce(0, +))
                for group in ChartGroup.allCases { writer.field(group.countName, counts[group] ?? 0) }
            }
        }
    }

    /// The members of `stats` that both chart documents share.
    static func writeRange(_ range: TimeRange, oldest: Timestamp, to writer: inout JSONWriter) {
        writer.field("oldestDataTimestamp", oldest.milliseconds)
        writer.field("range", range.label)
        writer.field("rangeSeconds", range.seconds)
        writer.field("metricsStoreEnabled", true)
        writer.field("primarySourceHint", range.seconds <= inMemorySeconds ? "memory" : "store_or_memory_fallback")
        writer.field("inMemoryThresholdSecs", inMemorySeconds)
    }
}
