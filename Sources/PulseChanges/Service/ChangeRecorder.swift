import Logging
import PulseCore
import PulseInventory
import ServiceLifecycle

/// Keeps the journal: feeds it every change of the inventory and stores what it says.
///
/// What is told and what is known since then are one transaction; while the disk refuses, they wait in memory.
public actor ChangeRecorder: Service {
    /// What the recorder looks at.
    public struct Surroundings: Sendable {
        public var snapshot: @Sendable () -> InventorySnapshot
        /// The names of the connections that work and have been heard since the start.
        public var working: @Sendable () -> Set<String>
        /// Since the start, by a clock that never jumps.
        public var running: @Sendable () -> Duration
        public var clock: any WallClock
        public var logger: Logger

        public init(
            snapshot: @escaping @Sendable () -> InventorySnapshot, working: @escaping @Sendable () -> Set<String>,
            running: @escaping @Sendable () -> Duration, clock: any WallClock, logger: Logger
        ) {
            self.snapshot = snapshot
            self.working = working
            self.running = running
            self.clock = clock
            self.logger = logger
        }
    }

    private let store: ChangeStore
    private let changes: AsyncStream<InventoryChange>
    private let surroundings: Surroundings
    private var journal: ChangeJournal
    private let startedAt: Timestamp
    private var listings = FirstListings()
    private var backlog: [ResourceChange] = []
    private var stored: [String: KnownResource] = [:]
    private var forgotten: Set<String> = []
    private var complainedAt: Timestamp?
    private var cleanedAt: Timestamp?

    /// The most changes that wait for the disk; beyond it the oldest go.
    private static let mostWaiting = 50_000
    private static let cleaningPause: Duration = .seconds(3600)
    private static let complaintPause: Duration = .seconds(60)

    /// Throws when the database cannot be read.
    public init(store: ChangeStore, changes: AsyncStream<InventoryChange>, _ surroundings: Surroundings) throws {
        self.store = store
        self.changes = changes
        self.surroundings = surroundings
        journal = ChangeJournal(known: try store.known())
        startedAt = surroundings.clock.now
    }

    public func run() async throws {
        tick()
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await self.watchChanges() }
                group.addTask { await self.watchTime() }
            }
        }
        tick()
    }

    private func watchChanges() async {
        for await change in changes { take(change) }
    }

    private func watchTime() async {
        while (try? await Task.sleep(for: StateRecord.watchPause)) != nil { tick() }
    }

    func take(_ change: InventoryChange) {
        add(journal.handle(change))
        write()
    }

    /// Time passed.
    func tick() {
        let now = surroundings.clock.now
        compareListings(at: now)
        write()
        do {
            try store.extendWatch(since: startedAt, to: now)
            guard cleanedAt.map({ now.since($0) >= Self.cleaningPause || now < $0 }) ?? true else { return }
            cleanedAt = now
            journal.forgetGone(at: now)
            try store.clean(at: now)
        } catch { complain(error, at: now) }
    }

    private func compareListings(at now: Timestamp) {
        let listed = listings.take(surroundings.working(), running: surroundings.running())
        guard !listed.isEmpty else { return }
        add(journal.compare(listed, with: surroundings.snapshot(), at: now))
    }

    private func add(_ told: [ResourceChange]) {
        backlog += told
        if backlog.count > Self.mostWaiting { backlog.removeFirst(backlog.count - Self.mostWaiting) }
        let news = journal.takeUnstored()
        for id in news.forgotten {
            stored[id] = nil
            forgotten.insert(id)
        }
        for entry in news.stored {
            stored[entry.id] = entry
            forgotten.remove(entry.id)
        }
    }

    private func write() {
        guard !backlog.isEmpty || !stored.isEmpty || !forgotten.isEmpty else { return }
        do {
            try store.write(backlog, stored: stored.values.sorted { $0.id < $1.id }, forgotten: forgotten.sorted())
            backlog.removeAll()
            stored.removeAll()
            forgotten.removeAll()
        } catch { complain(error, at: surroundings.clock.now) }
    }

    private func complain(_ error: any Error, at now: Timestamp) {
        if let complainedAt, now.since(complainedAt) < Self.complaintPause { return }
        complainedAt = now
        surroundings.logger.error(
            "Changes cannot be written down; they wait in memory and are tried again", metadata: ["error": "\(error)"])
    }
}
