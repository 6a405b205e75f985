import Logging
import PulseCore
import PulseHistory
import PulseInventory
import Synchronization

/// The way of the data: from what a source saw to the inventory, the history and everybody who listens.
///
/// One actor, so that changes have one order. Readers never wait for it: they take the last snapshot.
public actor Pipeline {
    private var inventory: Inventory
    private let identities: any IdentityStore
    private let history: any MetricStore
    private let clock: any WallClock
    private let logger: Logger
    private let latest: Mutex<InventorySnapshot>
    private var subscribers: [Int: AsyncStream<InventoryChange>.Continuation] = [:]
    private var nextSubscriber = 0
    private var complainedAt: Timestamp?

    /// The same trouble is logged at most this often.
    private static let complaintPause: Duration = .seconds(60)

    /// How many changes a subscriber may lag behind before it misses some; it then catches up by the snapshot.
    private static let subscriberLag = 256

    public init(inventory: Inventory, identities: any IdentityStore, history: any MetricStore, clock: any WallClock, logger: Logger) {
        self.inventory = inventory
        self.identities = identities
        self.history = history
        self.clock = clock
        self.logger = logger
        latest = Mutex(inventory.snapshot)
    }

    /// The last committed state of the inventory.
    public nonisolated var snapshot: InventorySnapshot { latest.withLock { $0 } }

    /// Takes in what a source saw. Throws when identities could not be made durable; the inventory is current all the same.
    public func ingest(_ observation: Observation) async throws {
        _ = try await perform(.observed(observation))
    }

    /// Applies any event and carries out what follows from it.
    public func perform(_ event: InventoryEvent) async throws -> InventoryChange {
        let now = clock.now
        let change = try inventory.handle(event, at: now)
        latest.withLock { $0 = change.snapshot }
        if !change.isEmpty { publish(change) }
        if !change.persist.isEmpty { try await identities.save(change.persist, at: now) }
        try await remember(change)
        return change
    }

    /// Writes what a platform remembers into the holes of the history of its resources; resources that are not known are left out.
    public func fill(_ remembered: [ObservedHistory], of source: SourceScope) async throws {
        var ticks: [Timestamp: [SampleGroup]] = [:]
        for entry in remembered {
            guard let resource = known(entry.sourceID, source) else { continue }
            let content = resource.content
            for point in entry.points {
                let group = SampleGroup(
                    key: content.historyKey, targets: content.metricsTarget.map { [$0] } ?? [],
                    values: point.samples.map { ($0.metric, $0.value) })
                ticks[point.at, default: []].append(group)
            }
        }
        for (moment, groups) in ticks.sorted(by: { $0.key < $1.key }) {
            // Whoever takes the source away waits for this.
            try Task.checkCancellation()
            try await history.append(groups, at: moment)
        }
    }

    /// When history last got a sample of each of these resources before a moment.
    public func lastMeasured(_ sourceIDs: [String], of source: SourceScope, before moment: Timestamp) async -> [String: Timestamp] {
        var answer: [String: Timestamp] = [:]
        let keys = sourceIDs.compactMap { id in known(id, source).map { (id, $0.content.historyKey) } }
        // Platforms remember an hour at most.
        let newest = (try? await history.newest(keys.map(\.1), in: moment - .seconds(7200)..<moment)) ?? [:]
        for (id, key) in keys { answer[id] = newest[key] }
        return answer
    }

    private func known(_ sourceID: String, _ source: SourceScope) -> Resource? {
        guard let resource = snapshot.resource(sourceID), resource.content.sources.contains(source.kind) else { return nil }
        return resource
    }

    private func remember(_ change: InventoryChange) async throws {
        for succession in change.successions {
            try await history.rename(key: succession.old, to: succession.new)
        }
        guard !change.samples.isEmpty else { return }
        let groups = change.samples.map { resource in
            SampleGroup(
                key: resource.historyKey,
                targets: resource.target.map { [$0] } ?? [],
                values: resource.samples.map { ($0.metric, $0.value) })
        }
        do {
            try await history.append(groups, at: change.at)
        } catch {
            complain(error)
        }
    }

    /// The store keeps what it could not write and tries again, so a full disk is no failure of the source: what is live stays live.
    private func complain(_ error: any Error) {
        let now = clock.now
        if let last = complainedAt, now.since(last) < Self.complaintPause { return }
        complainedAt = now
        logger.error("History cannot be written; it waits in memory and is tried again", metadata: ["error": "\(error)"])
    }

    /// Every change from now on. A subscriber that lags misses changes but never order; `revision` shows the gap.
    public func changes() -> AsyncStream<InventoryChange> {
        let id = nextSubscriber
        nextSubscriber += 1
        let (stream, continuation) = AsyncStream.makeStream(
            of: InventoryChange.self, bufferingPolicy: .bufferingNewest(Self.subscriberLag))
        continuation.onTermination = { _ in Task { await self.unsubscribe(id) } }
        subscribers[id] = continuation
        return stream
    }

    private func unsubscribe(_ id: Int) { subscribers.removeValue(forKey: id) }

    private func publish(_ change: InventoryChange) {
        for continuation in subscribers.values { continuation.yield(change) }
    }
}

/// Keeps what identities the inventory has learned, so that ids survive a restart.
public protocol IdentityStore: Sendable {
    /// Makes the facts durable.
    func save(_ facts: [IdentityFact], at now: Timestamp) async throws
}
