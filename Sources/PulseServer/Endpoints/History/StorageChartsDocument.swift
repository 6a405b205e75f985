import PulseCore
import PulseHistory
import PulseInventory

/// The body of `/api/storage-charts`: how full pools were and how warm disks.
struct StorageChartsDocument {
    let snapshot: InventorySnapshot
    let history: any MetricStore
    let range: TimeRange
    /// Only what belongs to this node, by its id, name or source id.
    let node: String?
    /// Points of a line, where fewer are wanted than there is room for.
    let maxPoints: Int?
    let now: Timestamp

    func encoded() async throws -> [UInt8] {
        let pools = snapshot.resources.filter { ($0.kind == .storage || $0.kind == .ceph) && isWanted($0) }
        let disks = snapshot.resources.filter { $0.kind == .physicalDisk && isWanted($0) }
        let keys = (pools + disks).map(\.content.historyKey)
        let metrics: [Metric] = [.usage, .used, .available, "smart_temp"]
        let lines = try await history.charts(
            keys: keys, metrics: metrics, start: now - range.duration, end: now,
            maxPoints: min(maxPoints ?? .max, ChartsDocument.mostPoints(lines: keys.count * metrics.count)))
        var writer = JSONWriter(capacity: 1 << 14)
        var total = 0
        var oldest = now
        func line(_ resource: Resource, _ metric: Metric) -> [HistoryPoint] {
            let points = lines[resource.content.historyKey]?[metric] ?? []
            total += points.count
            if let first = points.first { oldest = min(oldest, first.timestamp) }
            return points
        }
        writer.object { writer in
            writer.key("pools")
            writer.beginObject()
            for pool in pools {
                guard let target = pool.content.metricsTarget else { continue }
                writer.key(target.resourceID)
                writer.object { writer in
                    writer.field("name", pool.name)
                    for (name, metric) in [("usage", Metric.usage), ("used", .used), ("avail", .available)] {
                        writer.key(name)
                        writer.array(line(pool, metric)) { $1.writeBrief(to: &$0) }
                    }
                }
            }
            writer.endObject()
            writer.key("disks")
            writer.beginObject()
            for disk in disks {
                guard let target = disk.content.metricsTarget else { continue }
                writer.key(target.resourceID)
                writer.object { writer in
                    writer.field("name", disk.name)
                    writer.field("node", disk.content.parentName ?? "")
                    writer.key("temperature")
                    writer.array(line(disk, "smart_temp")) { $1.writeBrief(to: &$0) }
                }
            }
            writer.endObject()
            writer.key("stats")
            writer.object { writer in
                ChartsDocument.writeRange(range, oldest: oldest, to: &writer)
                writer.key("pointCounts")
                writer.object { $0.field("total", total) }
            }
        }
        return writer.bytes
    }

    private func isWanted(_ resource: Resource) -> Bool {
        guard let node, !node.isEmpty else { return true }
        let parent = resource.content.parentID.flatMap { snapshot.resource($0) }
        return resource.content.parentID == node || resource.content.parentName == node
            || parent?.content.sourceIDs.values.contains(node) == true
    }
}
