import PulseAccess
import PulseCore
import PulseHistory
import PulseInventory

/// Lines of everything at once, for overviews.
public struct ChartsEndpoints: Sendable {
    let history: any MetricStore
    let snapshot: @Sendable () -> InventorySnapshot
    let licence: HistoryLicence
    private let cache = ChartsCache()

    public init(
        history: any MetricStore, snapshot: @escaping @Sendable () -> InventorySnapshot, licence: HistoryLicence = HistoryLicence()
    ) {
        self.history = history
        self.snapshot = snapshot
        self.licence = licence
    }

    public var endpoints: [Endpoint] {
        [
            .get(
                "/api/charts", access: .scope(.monitoringRead), answers: .any,
                "Lines of every resource over a range, at most 500 points each and 240,000 together; an unreadable range means 1h."
            ) { context in
                let range = context.query["range"].flatMap { TimeRange($0) } ?? TimeRange(.seconds(3600), label: "1h")
                try licence.check(range)
                let snapshot = snapshot()
                let document = try await cache.document(range: range.label, revision: snapshot.revision &+ history.revision) {
                    try await ChartsDocument(snapshot: snapshot, history: history, range: range, now: context.now).encoded()
                }
                return .encoded(document)
            },
            .get(
                "/api/storage-charts", access: .scope(.monitoringRead), answers: .any,
                "Lines of storages and disks; range in minutes or as 7d."
            ) { context in
                let range = context.query["range"].flatMap { TimeRange(minutesOr: $0) } ?? TimeRange(.seconds(3600), label: "60")
                try licence.check(range)
                let document = StorageChartsDocument(
                    snapshot: snapshot(), history: history, range: range, node: context.query["node"], now: context.now)
                return .bytes(try await document.encoded(), contentType: "application/json")
            },
        ]
    }
}

/// The newest chart document of each range; callers that come together share one build.
///
/// The revision is the inventory's plus the history's, for both only grow: samples land a moment after the inventory has moved on,
/// and a document built in between lacks them.
actor ChartsCache {
    private struct Entry {
        let revision: UInt64
        let document: Task<EncodedDocument, any Error>
    }

    /// The most ranges kept, and the most bytes of all of them; a document larger than that is kept alone.
    private static let limit = 8
    private static let mostBytes = 32 << 20
    private var entries: [String: Entry] = [:]
    private var sizes: [String: Int] = [:]

    private func makeRoom(for newest: String) {
        guard sizes.values.reduce(0, +) > Self.mostBytes else { return }
        entries = entries.filter { $0.key == newest }
        sizes = sizes.filter { $0.key == newest }
    }

    func document(
        range: String, revision: UInt64, build: @escaping @Sendable () async throws -> EncodedDocument
    ) async throws -> EncodedDocument {
        if let entry = entries[range], entry.revision >= revision { return try await entry.document.value }
        if entries.count >= Self.limit, entries[range] == nil {
            entries.removeAll()
            sizes.removeAll()
        }
        let task = Task { try await build() }
        entries[range] = Entry(revision: revision, document: task)
        do {
            let document = try await task.value
            sizes[range] = document.bytes.readableBytes
            makeRoom(for: range)
            return document
        } catch {
            entries[range] = nil
            sizes[range] = nil
            throw error
        }
    }
}
