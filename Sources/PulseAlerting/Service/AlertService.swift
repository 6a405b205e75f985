import GRDB
import Logging
import PulseAlerts
import PulseCore
import PulseInventory
import PulseStorage
import ServiceLifecycle
import Synchronization

/// Watches the inventory with the alert engine, keeps what it says, and has people told.
///
/// One actor, so that events have one order. What an event changes, its timeline and the messages about it are stored in one
/// transaction; while the disk refuses, they wait in memory. Readers take the last board and never wait.
public actor AlertService: Service {
    /// What the service works with.
    public struct Surroundings: Sendable {
        public var database: PulseDatabase
        public var store: AlertStore
        public var settings: AlertSettings
        public var notices: any NoticeSink
        public var listener: any AlertListener
        public var snapshot: @Sendable () -> InventorySnapshot
        /// How the configured connections stand.
        public var connections: @Sendable () -> [ConnectionStanding]
        public var clock: any WallClock
        /// A clock that never jumps.
        public var steady: @Sendable () -> Duration
        public var logger: Logger

        public init(
            database: PulseDatabase, store: AlertStore, settings: AlertSettings, notices: any NoticeSink, listener: any AlertListener,
            snapshot: @escaping @Sendable () -> InventorySnapshot, connections: @escaping @Sendable () -> [ConnectionStanding],
            clock: any WallClock, steady: @escaping @Sendable () -> Duration, logger: Logger
        ) {
            self.database = database
            self.store = store
            self.settings = settings
            self.notices = notices
            self.listener = listener
            self.snapshot = snapshot
            self.connections = connections
            self.clock = clock
            self.steady = steady
            self.logger = logger
        }
    }

    let surroundings: Surroundings
    var engine: AlertEngine
    private let changes: AsyncStream<InventoryChange>
    private let board = Mutex(AlertBoard())
    private var backlog = AlertBacklog()
    private var seenRevision: UInt64?
    /// The connections as they were judged last.
    var judgedConnections: [String: ConnectionStanding] = [:]
    var listings = FirstListings()
    let startedAt: Duration
    private var shownAt: Timestamp?
    private var refreshedAt: Timestamp?
    private var cleanedAt: Timestamp?
    private var complainedAt: Timestamp?

    private static let beat: Duration = .seconds(1)
    /// Figures alone change what is shown of an alert at most this often; the resource itself shows them live.
    private static let figurePause: Duration = .seconds(30)
    private static let refreshPause: Duration = .seconds(60)
    private static let cleaningPause: Duration = .seconds(3600)
    private static let complaintPause: Duration = .seconds(60)

    /// Throws when what was stored cannot be read.
    public init(_ surroundings: Surroundings, changes: AsyncStream<InventoryChange>) throws {
        self.surroundings = surroundings
        self.changes = changes
        let now = Moment(wall: surroundings.clock.now, steady: surroundings.steady())
        startedAt = now.steady
        let engine = AlertEngine(
            configuration: surroundings.settings.current.configuration, records: try surroundings.store.records(), at: now)
        self.engine = engine
        let known = Set(engine.active.map(\.occurrence))
        try surroundings.database.write { try surroundings.store.closeOrphans(known: known, at: now.wall, in: $0) }
        publish(Self.board(of: engine))
    }

    /// The newest state, without waiting.
    public nonisolated var current: AlertBoard { board.withLock { $0 } }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await self.watchChanges() }
                group.addTask { await self.watchTime() }
            }
        }
        write(at: surroundings.clock.now)
    }

    private func watchChanges() async {
        for await change in changes { take(change) }
    }

    private func watchTime() async {
        while (try? await Task.sleep(for: Self.beat)) != nil { tick() }
    }

    /// Judges what changed; after missed changes, everything.
    func take(_ change: InventoryChange) {
        defer { seenRevision = change.revision }
        let isGap = seenRevision.map { change.revision > $0 + 1 } ?? true
        let upserted = isGap ? change.snapshot.resources : change.upserted
        perform(.changed(upserted: upserted, removed: change.removed, change.snapshot))
    }

    /// Time passed.
    func tick() {
        judgeConnections()
        compareListings()
        perform(.tick)
        let now = surroundings.clock.now
        showFigures(at: now)
        liftMutes(at: now)
        if isDue(refreshedAt, Self.refreshPause, now) { refresh(at: now) }
        if isDue(cleanedAt, Self.cleaningPause, now) { clean(at: now) }
    }

    /// Feeds one event to the engine and carries out what follows.
    @discardableResult
    func perform(_ event: AlertEvent) -> [AlertAction] {
        let now = Moment(wall: surroundings.clock.now, steady: surroundings.steady())
        let actions = engine.handle(event, at: now)
        backlog.add(actions, at: now.wall, records: engine.takeChangedRecords())
        if !backlog.isEmpty { write(at: now.wall) }
        guard !actions.isEmpty else { return [] }
        if actions.contains(where: \.isVisible) { show(engine, at: now.wall) }
        tell(actions)
        return actions
    }

    private func isDue(_ last: Timestamp?, _ pause: Duration, _ now: Timestamp) -> Bool {
        guard let last else { return true }
        return now.since(last) >= pause || now < last
    }
}

extension AlertService {
    private func tell(_ actions: [AlertAction]) {
        let listener = surroundings.listener
        listener.happened(actions)
        for action in actions {
            switch action {
            case .announced(let alert): listener.announced(alert)
            case .resolved(let alert): listener.resolved(alert)
            default: break
            }
        }
    }

    private func showFigures(at now: Timestamp) {
        if isDue(shownAt, Self.figurePause, now) { showChanges(at: now) }
    }

    /// Shows what is another than on the board, be it only a figure or a mark.
    func showChanges(at now: Timestamp) {
        if board.withLock({ $0.revision != engine.revision }) { show(engine, at: now) }
    }

    private nonisolated func publish(_ newest: AlertBoard) {
        board.withLock { $0 = newest }
        surroundings.listener.alertsChanged(newest)
    }

    private func show(_ engine: AlertEngine, at now: Timestamp) {
        shownAt = now
        publish(Self.board(of: engine))
    }

    private static func board(of engine: AlertEngine) -> AlertBoard {
        var board = AlertBoard()
        board.active = engine.active
        board.recentlyResolved = engine.recentlyResolved
        board.revision = engine.revision
        return board
    }

    /// Stores what waits, in one transaction.
    private func write(at now: Timestamp) {
        guard !backlog.isEmpty else { return }
        let entries = backlog.entries
        let notices = entries.compactMap { if case .notify(let notice) = $0.action { notice } else { nil } }
        let acknowledged = entries.compactMap { if case .acknowledged(let alert) = $0.action { alert.occurrence } else { nil } }
        let (store, sink) = (surroundings.store, surroundings.notices)
        let grouping = surroundings.settings.current.configuration.schedule.grouping
        do {
            try surroundings.database.write { db in
                for entry in entries { try store.write(entry.action, at: entry.at, in: db) }
                try store.write(backlog.recordChanges, in: db)
                if !acknowledged.isEmpty { try sink.withdraw(acknowledged, at: now, in: db) }
                if !notices.isEmpty { try sink.enqueue(notices, grouping: grouping, at: now, in: db) }
            }
            if backlog.dropped > 0 {
                surroundings.logger.error("Alerts were lost while the disk refused", metadata: ["count": "\(backlog.dropped)"])
            }
            backlog.clear()
        } catch {
            complain("Alerts cannot be written down; they wait in memory and are tried again", error, at: now)
        }
    }

    private func refresh(at now: Timestamp) {
        refreshedAt = now
        let (store, active) = (surroundings.store, engine.active)
        guard !active.isEmpty else { return }
        do {
            try surroundings.database.write { try store.refresh(active, in: $0) }
        } catch { complain("Alerts cannot be brought up to date on disk", error, at: now) }
    }

    private func clean(at now: Timestamp) {
        cleanedAt = now
        let store = surroundings.store
        do {
            try surroundings.database.write { try store.clean(at: now, in: $0) }
        } catch { complain("Old alerts cannot be removed", error, at: now) }
    }

    func complain(_ text: Logger.Message, _ error: any Error, at now: Timestamp) {
        guard isDue(complainedAt, Self.complaintPause, now) else { return }
        complainedAt = now
        surroundings.logger.error(text, metadata: ["error": "\(error)"])
    }
}
