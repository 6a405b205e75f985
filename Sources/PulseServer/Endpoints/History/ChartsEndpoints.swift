import PulseAccess
import PulseCore
import PulseHistory
import PulseInventory

/// Lines of everything at once, for overviews.
public struct ChartsEndpoints: Sendable {
    let history: any MetricStore
    let snapshot: @Sendable () -> InventorySnapshot
    let licence: HistoryLicence
    /// Samples land a moment after the inventory has moved on: the revision is that of both.
    private let cache = DocumentCache(mostEntries: 8, mostBytes: 32 << 20, life: .seconds(30))

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
                "/api/charts", access: .scope(.monitoringRead), answers: .any,
                "Lines of every resource over a range, at most 500 points each and 240,000 together; an unreadable range means 1h."
            ) { context in
                let range = context.query["range"].flatMap { TimeRange($0) } ?? TimeRange(.seconds(3600), label: "1h")
                try licence.check(range.duration)
                let snapshot = snapshot()
                let document = try await cache.document(
                    range.label, revision: snapshot.revision &+ history.revision, at: context.now
                ) {
                    try await ChartsDocument(snapshot: snapshot, history: history, range: range, now: context.now).encoded()
                }
                return .encoded(document)
            },
            .get(
                "/api/storage-charts", access: .scope(.monitoringRead), answers: .any,
                "Lines of storages and disks; range in minutes or as 7d, maxPoints of each line."
            ) { context in
                let range = context.query["range"].flatMap { TimeRange(minutesOr: $0) } ?? TimeRange(.seconds(3600), label: "60")
                try licence.check(range.duration)
                let document = StorageChartsDocument(
                    snapshot: snapshot(), history: history, range: range, node: context.query["node"],
                    maxPoints: try context.query.maxPoints, now: context.now)
                return .bytes(try await document.encoded(), contentType: "application/json")
            },
        ]
    }
}
