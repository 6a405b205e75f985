import Logging
import PulseCore
import PulseInventory
import PulseOutbound
import PulseProxmox
import ServiceLifecycle
import Synchronization

/// Sees to it that exactly the configured connections are polled, and keeps what their polls learn about clusters.
public actor ConnectionSupervisor: Service {
    /// Who wants to know how connections fare; for `/api/state` and its like.
    public protocol Hearer: Sendable {
        /// A poll ended.
        func heard(_ connection: ProxmoxConnection, _ condition: ConnectionCondition)
        /// The connection is polled no more.
        func stopped(_ connection: ProxmoxConnection)
    }

    /// A connection that is polled.
    struct Running: Sendable {
        var connection: ProxmoxConnection
        let source: any ConnectionSource
        /// Whether a certificate to pin was looked for already.
        var soughtPin = false
    }

    /// What others may read at any time.
    struct Published: Sendable {
        /// By the connection's id.
        var running: [String: Running] = [:]
        /// The laboratory's connections while mock mode is on.
        var mock: [ProxmoxConnection]?
    }

    public nonisolated let store: ConnectionStore
    let runner: SourceRunner
    let published = Mutex(Published())
    private let makeSource: @Sendable (ProxmoxConnection) -> (any ConnectionSource)?
    private let polls: AsyncStream<SourceScope>
    private let hearer: any Hearer
    private let examine: @Sendable (String) async -> CertificateExamination?
    private let logger: Logger
    private let turns = TurnGate()

    /// - Parameters:
    ///   - polls: the source of each poll that has just ended.
    ///   - makeSource: `nil` for products that are not watched yet.
    ///   - examine: looks at the certificate that a server presents, by its origin.
    ///   - startsInMock: nothing is polled until the laboratory's connections are there.
    public init(
        store: ConnectionStore, runner: SourceRunner, polls: AsyncStream<SourceScope>, logger: Logger, hearer: any Hearer,
        startsInMock: Bool = false, examine: @escaping @Sendable (String) async -> CertificateExamination? = { _ in nil },
        makeSource: @escaping @Sendable (ProxmoxConnection) -> (any ConnectionSource)?
    ) {
        self.store = store
        self.runner = runner
        self.polls = polls
        self.logger = logger
        self.hearer = hearer
        self.examine = examine
        self.makeSource = makeSource
        if startsInMock { published.withLock { $0.mock = [] } }
    }

    public func run() async throws {
        if let fault = store.fault { logger.error("The connections cannot be used", metadata: ["error": "\(fault)"]) }
        do { try await inTurn { try await reconcile() } } catch {
            logger.error("Not every connection could be started", metadata: ["error": "\(error)"])
        }
        for await scope in polls.cancelOnGracefulShutdown() { await learn(from: scope) }
    }

    /// Saves a new connection and starts polling it. Throws as ``ConnectionList/add(_:)`` does, `save_failed` or `apply_failed`.
    public func add(_ connection: ProxmoxConnection) async throws {
        try await inTurn {
            try await store.change { try $0.add(connection) }
            try await apply()
        }
    }

    /// Changes one connection, saves it and polls it anew where that matters. Returns it as saved.
    @discardableResult
    public func update(
        id: String, _ change: @escaping @Sendable (inout ProxmoxConnection) throws -> Void
    ) async throws -> ProxmoxConnection {
        try await inTurn {
            let saved = try await store.change { list in
                var connection = try list.find(.id(id))
                try change(&connection)
                try list.replace(connection)
                return connection
            }
            try await apply()
            return saved
        }
    }

    /// Forgets a connection: its poll ends, and what only it described leaves the inventory.
    public func remove(id: String) async throws {
        try await inTurn {
            try await store.remove(id: id)
            try await apply()
        }
    }

    /// Asks a connection's server now, whatever the schedule says; for when a person may have mended it.
    public nonisolated func ask(_ connection: ProxmoxConnection) { runner.request(connection.scope) }

    /// Asks a connection's server now, and for what is asked now and then only as well.
    public nonisolated func askEverything(_ connection: ProxmoxConnection) async {
        await published.withLock { $0.running[connection.id] }?.source.recheck()
        ask(connection)
    }

    /// Polls the laboratory's connections instead of the configured ones, which stay on disk untouched; `nil` goes back.
    func enter(mock: [ProxmoxConnection]?) async throws {
        try await inTurn {
            published.withLock { $0.mock = mock }
            try await apply()
        }
    }

    /// Polls every connection anew, for when what holds for all of them has changed.
    public func restart() async {
        await inTurn {
            for running in published.withLock({ Array($0.running.values) }) {
                guard let source = adopt(running.connection) else { continue }
                await runner.replace(source)
                await running.source.retire()
            }
        }
    }

    private func apply() async throws {
        do { try await reconcile() } catch {
            throw PulseError("apply_failed", "Configuration saved but failed to apply changes", cause: error)
        }
    }

    private func reconcile() async throws {
        let (running, mock) = published.withLock { (Array($0.running.values), $0.mock) }
        let wanted = (mock ?? store.list.all).filter(ConnectionDiff.isWanted)
        let diff = ConnectionDiff(running: running.map(\.connection), wanted: wanted)
        var trouble: (any Error)?
        // Side by side, for each waits until its calls under way have ended.
        await withTaskGroup(of: (any Error)?.self) { group in
            for connection in diff.stop { group.addTask { await self.stop(connection) } }
            // The others are not to suffer from what went wrong with one.
            for await failure in group { trouble = failure ?? trouble }
        }
        for connection in diff.replace {
            let old = published.withLock { $0.running[connection.id] }
            guard let source = adopt(connection) else { continue }
            await runner.replace(source)
            await old?.source.retire()
        }
        for connection in diff.start {
            guard let source = adopt(connection) else { continue }
            runner.add(source)
        }
        if let trouble { throw trouble }
    }

    private func stop(_ connection: ProxmoxConnection) async -> (any Error)? {
        let old = published.withLock { $0.running.removeValue(forKey: connection.id) }
        var trouble: (any Error)?
        do { try await runner.remove(connection.scope) } catch { trouble = error }
        await old?.source.retire()
        hearer.stopped(connection)
        return trouble
    }

    private func adopt(_ connection: ProxmoxConnection) -> (any ConnectionSource)? {
        guard let source = makeSource(connection) else { return nil }
        published.withLock { $0.running[connection.id] = Running(connection: connection, source: source) }
        return source
    }

    /// Takes what a poll found out: how the connection fares, and its cluster's members.
    private func learn(from scope: SourceScope) async {
        let found = published.withLock { state in
            state.running.values.first { $0.connection.scope == scope }.map { ($0, state.mock != nil) }
        }
        guard let (running, isMock) = found else { return }
        let condition = running.source.condition
        hearer.heard(running.connection, condition)
        guard !isMock else { return }
        await seekPin(running)
        guard Self.learned(condition, by: running.connection).settled != running.connection.settled else { return }
        do { try await inTurn { try await remember(condition, of: running.connection.id) } } catch {
            logger.warning("What a poll found out could not be saved", metadata: ["connection": "\(scope.scope)", "error": "\(error)"])
        }
    }

    /// A server that could not be reached when it was added shows its certificate now: pinned on first use, as it would have been then.
    private func seekPin(_ running: Running) async {
        let connection = running.connection
        guard !running.soughtPin, connection.trust == .anything, connection.host.hasPrefix("https://"),
            runner.schedule.entries[connection.scope]?.lastSuccess != nil
        else { return }
        published.withLock { $0.running[connection.id]?.soughtPin = true }
        guard let seen = await examine(connection.host) else { return }
        let pin = seen.isTrustedBySystem == true ? nil : seen.fingerprint
        do {
            try await update(id: connection.id) { current in
                guard current.trust == .anything, current.host == connection.host else { return }
                if let pin { current.fingerprint = pin } else { current.verifySSL = true }
            }
            logger.info("A certificate was accepted on first use", metadata: ["connection": "\(connection.name)"])
        } catch {
            logger.warning("A certificate could not be pinned", metadata: ["connection": "\(connection.name)", "error": "\(error)"])
        }
    }

    /// The connection with the members that were seen, and with a new certificate that its cluster vouched for.
    private static func learned(_ condition: ConnectionCondition, by connection: ProxmoxConnection) -> ProxmoxConnection {
        var connection = connection
        if var seen = condition.cluster {
            seen.members = Array(seen.members.prefix(ConnectionList.memberLimit))
            connection.cluster = seen.keepingOverrides(of: connection.cluster)
        }
        if let accepted = condition.acceptedFingerprint, connection.fingerprint != nil { connection.fingerprint = accepted }
        return connection
    }

    /// Saves it without a new start: the source knows it already.
    private func remember(_ condition: ConnectionCondition, of id: String) async throws {
        guard published.withLock({ $0.mock == nil && $0.running[id] != nil }) else { return }
        let saved = try await store.change { list in
            guard let connection = list.connection(id: id) else { return ProxmoxConnection?.none }
            let learned = Self.learned(condition, by: connection)
            try list.replace(learned)
            return learned
        }
        guard let saved else { return }
        published.withLock { state in
            state.running[id]?.connection.cluster = saved.cluster
            state.running[id]?.connection.fingerprint = saved.fingerprint
        }
    }

    /// One change after the other: the next begins when the last one was carried out.
    private func inTurn<Value: Sendable>(_ body: () async throws -> Value) async rethrows -> Value {
        await turns.enter()
        defer { turns.leave() }
        return try await body()
    }
}
